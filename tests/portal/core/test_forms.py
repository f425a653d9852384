"""Forms carry KERN classes and the references that screen readers need."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test.html import parse_html
from django.utils.html import escape

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import LeanSelect, NumberField, attempt, done, posted


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="So heißen Sie.")
    note = forms.CharField(label="Notiz", required=False)
    many = forms.MultipleChoiceField(
        label="Viele", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    one = forms.ChoiceField(
        label="Eins", choices=[("a", "A")], widget=forms.RadioSelect, required=False
    )
    pick = forms.ChoiceField(label="Auswahl", choices=[("a", "A")], required=False)
    yes = forms.BooleanField(label="Ja", required=False)


def test_each_kind_of_field_has_its_kern_class():
    form = Sample()
    assert 'class="kern-form-input__input"' in str(form["name"])
    assert 'class="kern-form-input__select"' in str(form["pick"])
    assert 'class="kern-form-check__checkbox"' in str(form["many"])
    assert 'class="kern-form-check__radio"' in str(form["one"])
    assert 'class="kern-form-check__checkbox"' in str(form["yes"])


def test_an_error_is_named_at_the_field_and_in_the_summary():
    html = str(Sample({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert '<a class="kern-link" href="#id_name">Name: ' in html


def test_optional_fields_say_so_except_in_filters():
    class Filter(Sample):
        is_filter = True

    assert str(Sample()).count("– optional") == 4
    assert "optional" not in str(Filter())


def test_markup_in_values_stays_text():
    value = '"><script>'
    assert escape(value) in str(Sample({"name": value, "one": value}))


def refuse():
    raise Refused("Das geht nicht.")


def test_what_the_domain_refuses_stands_above_the_form():
    form = Sample({"name": "x"})
    assert form.is_valid()
    assert attempt(form, refuse) is None
    assert form.non_field_errors() == ["Das geht nicht."]
    assert not done(form, refuse)
    assert done(form, lambda: 0)


def test_an_empty_post_is_still_a_post(rf):
    assert posted(rf.get("/")) is None
    assert not Sample(posted(rf.post("/"))).is_valid()
    assert Sample(posted(rf.post("/"))).is_bound


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.000", 1000.0),
        ("12,5", 12.5),
        ("1.234.567,8", 1234567.8),
        ("12.5", 12.5),
        ("-3", -3.0),
        ("1000", 1000.0),
    ],
)
def test_numbers_are_read_as_germans_write_them(typed, number):
    assert NumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["zwölf", "1,2,3", "nan", "inf", "1e999"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


def test_a_lean_select_is_what_django_draws():
    choices = [("", "alle"), ("Gruppe <1>", [("a", "Ä & Ö"), ("b", "B")])]
    attrs = {"class": "x", "required": True, "disabled": False}

    def drawn(widget):
        html = widget(choices=choices).render("feld", "b", attrs)
        return "".join(line.strip() for line in html.splitlines()).replace("> <", "><")

    assert parse_html(drawn(LeanSelect)) == parse_html(drawn(forms.Select))
