"""Kind sentences for what Django says about a field: what is missing and what to do, with the field's own name."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_errors(bound: forms.BoundField) -> Iterator[str]:
    """The field's errors. A sentence the form's author wrote stays as it is; Django's own are told in our words."""
    for error in bound.errors.as_data():
        yield _own_words(bound, error) or " ".join(map(str, error.messages))


def _own_words(bound: forms.BoundField, error: ValidationError) -> str:
    code = str(error.code)
    usual = type(bound.field).default_error_messages.get(code) or forms.Field.default_error_messages.get(code)
    written = bound.field.error_messages.get(code)
    if written is not None and usual is not None and str(written) != str(usual):
        return ""
    sentence = _sentence(code, isinstance(bound.field.widget, CHOOSING))
    values = {"label": str(bound.label), **(error.params or {})}
    return sentence % values if sentence else ""


def _sentence(code: str, choosing: bool) -> str:
    """Looked up at the moment of showing, so that the reader's language holds."""
    if code == "required":
        return (
            gettext("「%(label)s」を えらんでください。")
            if choosing
            else gettext("「%(label)s」を 入れてください。")
        )
    return {
        "invalid_choice": gettext("「%(label)s」は、ならんでいる中から えらんでください。"),
        "min_value": gettext("「%(label)s」は、%(limit_value)s か それより 大きい数を 入れてください。"),
        "max_value": gettext("「%(label)s」は、%(limit_value)s か それより 小さい数を 入れてください。"),
        "max_length": gettext(
            "「%(label)s」は、%(limit_value)s文字までです。いまは %(show_value)s文字あります。"
        ),
        "invalid": gettext("「%(label)s」の 書き方を たしかめて、もう一度 入れてください。"),
    }.get(code, "")
