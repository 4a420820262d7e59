"""Fields whose choices are tiles with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from ibasho.rooms.bulletin.queries.options import PICTURES


def many(label: Any, choices: Sequence[tuple[str, str]] = (), **named: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **named
    )


def pictured(bound: forms.BoundField) -> Iterable[tuple[forms.boundfield.BoundWidget, str]]:
    """(option, name of its picture)"""
    return [(option, PICTURES.get(str(option.data["value"]), "")) for option in bound]
