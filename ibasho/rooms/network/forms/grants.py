"""助成金, where a group stands with one, and which report of which days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.forms import Form
from ibasho.rooms.network.actions import grants as actions
from ibasho.rooms.network.forms.supporting import GroupForm, day_field
from ibasho.rooms.network.models import GrantUse
from ibasho.rooms.network.rules.grants import YEN_MAX, Use
from ibasho.rooms.network.rules.kinds import GrantState, ReportForm
from ibasho.town.places.models import Place

_NUMBER = {"inputmode": "numeric", "data-width": "sm"}


def _yen(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=YEN_MAX, widget=forms.NumberInput(attrs=_NUMBER)
    )


class GrantForm(Form):
    name = forms.CharField(label=_("助成金の 名前"), max_length=120)
    giver = forms.CharField(label=_("だれから"), max_length=120)
    words = forms.CharField(
        label=_("どんな お金か"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    for_words = forms.CharField(label=_("だれが 申しこめるか"), max_length=200, required=False)
    yen_max = _yen(_("上限（円）"))
    opens_on = day_field(_("受付 いつから"))
    closes_on = day_field(_("受付 いつまで"), help_text=_("いつでも 申しこめるときは 空のままで"))
    report_words = forms.CharField(label=_("報告の しかた"), max_length=200, required=False)
    url = forms.URLField(label=_("くわしい ページ"), max_length=400, required=False, assume_scheme="https")
    source = forms.CharField(
        label=_("どこで 見たか（出典）"),
        max_length=200,
        required=False,
        help_text=_("例：令和8年度 募集要項"),
    )
    is_active = forms.BooleanField(label=_("一覧に のせる"), required=False, initial=True)

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in actions.FIELDS}


class TakeForm(GroupForm):
    """Which group, at the desk."""


class UseForm(Form):
    state = forms.ChoiceField(
        label=_("いまの ようす"), choices=GrantState.choices(), widget=forms.RadioSelect
    )
    applied_on = day_field(_("申しこんだ日"))
    yen_asked = _yen(_("申しこんだ額（円）"))
    decided_on = day_field(_("きまった日"))
    yen_given = _yen(_("きまった額（円）"))
    report_due_on = day_field(_("報告の しめきり"), help_text=_("14日 前に メールで お知らせします"))
    reported_on = day_field(_("報告した日"))

    def told(self) -> Use:
        return Use(**{name: self.cleaned_data[name] for name in Use.__dataclass_fields__})


class ChoosingForm(Form):
    """Which report, of which place, of which days: asked by address, so that a page can be sent to a colleague."""

    form = forms.ChoiceField(label=_("様式"), choices=ReportForm.choices())
    place = forms.ChoiceField(label=_("居場所"), required=False)
    first = day_field(_("いつから"), required=True)
    last = day_field(_("いつまで"), required=True)

    def __init__(self, *told: Any, places: Iterable[Place], **named: Any) -> None:
        super().__init__(*told, **named)
        self.places = {one.public_id: one for one in places}
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("団体 ぜんぶ")), *((key, one.name) for key, one in self.places.items())]

    @property
    def chosen(self) -> Place | None:
        return self.places.get(self.cleaned_data["place"])


class SendForm(Form):
    words = forms.CharField(
        label=_("書きそえる ことば"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    grant_use = forms.ChoiceField(label=_("どの助成金の 報告か"), required=False)

    def __init__(self, *told: Any, uses: Iterable[GrantUse], **named: Any) -> None:
        super().__init__(*told, **named)
        self._uses = {one.public_id: one for one in uses}
        rows = [(key, f"{one.grant.name}（{years.label(one.nendo)}）") for key, one in self._uses.items()]
        field = self.fields["grant_use"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("助成金の 報告では ない")), *rows]

    @property
    def chosen(self) -> GrantUse | None:
        return self._uses.get(self.cleaned_data["grant_use"])


def usual_days(form: str, today: date) -> tuple[date, date]:
    """This 年度 until today; for a month's report the month that is over."""
    if form == ReportForm.CENTRE:
        last = date.fromordinal(today.replace(day=1).toordinal() - 1)
        return last.replace(day=1), last
    return years.first_day(years.nendo(today)), today
