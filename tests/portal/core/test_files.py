"""A field for several files."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from allmende.portal.core.files import FilesField


class Form(forms.Form):
    files = FilesField(label="Anhänge", required=False)


class Needed(forms.Form):
    files = FilesField(label="Anhänge")


def chosen(*names):
    return MultiValueDict({"files": [SimpleUploadedFile(name, b"x") for name in names]})


@pytest.mark.parametrize("names", [(), ("a.pdf",), ("a.pdf", "b.pdf")])
def test_its_value_is_a_list_of_what_was_chosen(names):
    form = Form({}, chosen(*names))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == list(names)


def test_where_something_is_needed_nothing_is_an_error():
    assert not Needed({}, chosen()).is_valid()
    assert "multiple" in str(Needed()["files"])
