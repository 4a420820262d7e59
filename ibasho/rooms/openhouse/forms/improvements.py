"""What is bettered at a place, and the day of a step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.openhouse.models import Improvement
from ibasho.rooms.openhouse.rules.kinds import ImprovementKind, ImprovementState


class ImprovementForm(Form):
    """`place` only for a new one."""

    place = forms.ChoiceField(label=_("居場所"))
    kind = forms.ChoiceField(label=_("何を"), choices=ImprovementKind.choices())
    title = forms.CharField(
        label=_("名前"), max_length=80, help_text=_("例：Wi-Fiを つける、学習席を 6つ ふやす")
    )
    words = forms.CharField(
        label=_("せつめい（こどもの ページに 出ます）"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    planned_on = forms.DateField(
        label=_("いつごろ"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    voice_code = forms.CharField(
        label=_("もとになった声の番号"), max_length=24, required=False,
        help_text=_("こどもの声から はじまったときは、その番号。名前は 書かないでください。"),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        improvement: Improvement | None = None,
        places: list[tuple[str, str]] | None = None,
    ) -> None:
        names = [name for name in self.base_fields if name != "place"]
        super().__init__(
            data, initial={name: getattr(improvement, name) for name in names} if improvement else None
        )
        if places is None:
            del self.fields["place"]
        else:
            self.fields["place"].choices = places  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "place"}


class StepForm(Form):
    day = forms.DateField(label=_("その日"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"day": today})


class ImprovementsFilter(Form):
    """A choice that does not exist narrows nothing."""

    q = forms.CharField(label=_("名前・居場所"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=_("段階"),
        required=False,
        choices=[("", _("すべて")), *ImprovementState.choices()],
    )
    kind = forms.ChoiceField(
        label=_("何を"),
        required=False,
        choices=[("", _("すべて")), *ImprovementKind.choices()],
    )

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q", ""), "state": given.get("state", ""), "kind": given.get("kind", "")}
