"""Fields that several forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

UNKNOWN = _("まだ わかりません")


class YesNoUnknown(forms.TypedChoiceField):
    """はい, いいえ or まだ わかりません: True, False, None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("", UNKNOWN), ("yes", _("はい")), ("no", _("いいえ"))],
            coerce=lambda word: word == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """What the database or the person gave, as one of the three choices."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else value


class Several(forms.TypedMultipleChoiceField):
    """Ticks; nothing ticked is an empty list. Keeps the order of the choices."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], **options: Any) -> None:
        options = {"required": False, "empty_value": [], **options}
        known = list(choices)
        self._order = [str(code) for code, _label in known]
        super().__init__(choices=known, widget=forms.CheckboxSelectMultiple, **options)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return sorted(chosen, key=lambda one: self._order.index(str(one)))
