"""Renders every form with KERN markup and correct ARIA references."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, FloatField, TextInput
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.forms.widgets import (
    CheckboxSelectMultiple,
    ClearableFileInput,
    HiddenInput,
    RadioSelect,
    Select,
    Widget,
)
from django.http import HttpRequest, QueryDict
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from allmende.portal.core.domain.errors import Refused

GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")


def posted(request: HttpRequest) -> QueryDict | None:
    """The data for a form; also where nothing at all was ticked or filled in."""
    return request.POST if request.method == "POST" else None


def attempt[T](form: BaseForm, action: Callable[[], T]) -> T | None:
    """Run a domain function; what it refuses stands above the form, with the input kept."""
    try:
        return action()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def done(form: BaseForm, action: Callable[[], object]) -> bool:
    """Like ``attempt``, where only success matters."""
    return attempt(form, action) is not None


class NumberField(FloatField):
    """Reads numbers as Germans write them: "1.000" is a thousand, "12,5" is twelve and a half."""

    widget = TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if GROUPED.fullmatch(text):
            text = text.replace(".", "")
        return super().to_python(text.replace(",", ".") if text.count(",") == 1 else text)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float):
            return number_format(int(value) if value.is_integer() else value, use_l10n=True)
        return value


class KernBoundField(BoundField):
    """Adds the KERN class that fits the widget."""

    def build_widget_attrs(self, attrs: Any, widget: Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        css = _css_class(widget)
        if css and self.errors:
            css += f" {css}--error"
        if css:
            built["class"] = f"{widget.attrs.get('class', '')} {css}".strip()
        return dict(built)

    @property
    def is_choice(self) -> bool:
        return isinstance(self.field.widget, RadioSelect | CheckboxSelectMultiple)

    @property
    def is_single_check(self) -> bool:
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def is_select(self) -> bool:
        return isinstance(self.field.widget, Select) and not self.is_choice


class LeanSelect(Select):
    """Writes its options itself: a template for each of a hundred takes a fifth of a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        del renderer
        widget = self.get_context(name, value, attrs)["widget"]
        groups = [_group(title, options) for title, options, _ in widget["optgroups"]]
        return format_html(
            '<select name="{}"{}>{}</select>',
            widget["name"],
            flatatt({key: given for key, given in widget["attrs"].items() if given is not False}),
            format_html_join("", "{}", ((group,) for group in groups)),
        )


def _group(title: Any, options: Iterable[Mapping[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((o["value"], flatatt({"selected": o["selected"]}), o["label"]) for o in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', title, drawn) if title else drawn


def _css_class(widget: Widget) -> str:
    # CheckboxSelectMultiple is a RadioSelect to Django, so it comes first.
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple):
        return "kern-form-check__checkbox"
    if isinstance(widget, RadioSelect):
        return "kern-form-check__radio"
    if isinstance(widget, HiddenInput | ClearableFileInput):
        return ""
    return "kern-form-input__select" if isinstance(widget, Select) else "kern-form-input__input"


class KernRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = KernBoundField
