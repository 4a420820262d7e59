"""At the door: a number or a QR; for the report: heads by class and what else is written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.ui.forms import Form, of_another
from ibasho.town.places.forms.signup import SignupForm
from ibasho.town.places.models import Session, SessionReport
from ibasho.town.places.rules import headcount as rules

VIAS = [(Via.PHONE.value, _("電話")), (Via.PAPER.value, _("紙")), (Via.COUNTER.value, _("窓口・その場"))]
_REPORTED = ("groups", "volunteers", "families", "consultations")


class FindForm(Form):
    code = forms.CharField(
        label=_("受付番号か QR"),
        max_length=400,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "text", "data-private": "", "data-width": "md"}
        ),
    )


@of_another
class TypedSignupForm(SignupForm):
    """Staff write down who rang up or came by."""

    via = forms.ChoiceField(
        label=_("どうやって 聞いたか"), choices=VIAS, widget=forms.RadioSelect, initial=Via.PHONE.value
    )


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=rules.HEADS_MAX,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "sm"}),
    )  # fmt: skip


class ReportForm(Form):
    """An empty number was not counted or is not known; 0 was counted."""

    groups = _number(_("協力団体"))
    volunteers = _number(_("ボランティア"))
    families = _number(_("親子の組数"))
    consultations = _number(_("相談件数"))
    note = forms.CharField(
        label=_("ふりかえり"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("よかったこと、次に なおすこと。こどもの名前は 書かないでください。"),
    )  # fmt: skip

    def __init__(self, *args: Any, session: Session, heads: dict[str, int], **kwargs: Any) -> None:
        report: SessionReport | None = getattr(session, "report", None)
        initial: dict[str, Any] = {f"heads_{of_class}": number for of_class, number in heads.items()}
        if report is not None:
            initial |= {name: getattr(report, name) for name in (*_REPORTED, "note")}
        else:
            groups = session.event.groups.count() if session.event else 0
            initial |= {"groups": groups or None, "volunteers": rules.helpers(heads) or None}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for of_class, label in rules.CLASSES:
            self.fields[f"heads_{of_class}"] = _number(label)

    def _of(self, classes: Iterable[str]) -> list[forms.BoundField]:
        return [self[f"heads_{of_class}"] for of_class in classes]

    @property
    def split_fields(self) -> list[forms.BoundField]:
        return self._of(rules.SPLIT)

    @property
    def unsplit_fields(self) -> list[forms.BoundField]:
        return self._of(rules.UNSPLIT)

    @property
    def unsplit_used(self) -> bool:
        return any(field.value() not in (None, "") or field.errors for field in self.unsplit_fields)

    @property
    def helper_fields(self) -> list[forms.BoundField]:
        return self._of(rules.HELPER_CLASSES)

    @property
    def report_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _REPORTED]

    @property
    def heads(self) -> dict[str, int | None]:
        return {of_class: self.cleaned_data[f"heads_{of_class}"] for of_class, _label in rules.CLASSES}

    @property
    def reported(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*_REPORTED, "note")}
