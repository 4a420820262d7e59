"""The centre, its rules from a day on, its insurance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.actions.centre import TERMS, Insurance
from ibasho.rooms.familysupport.forms.members import choose, day_field
from ibasho.rooms.familysupport.models import Centre, CentreRules, Policy
from ibasho.rooms.familysupport.rules.kinds import Cover
from ibasho.town.people.models import Organisation


def _count(label: Any, least: int, most: int, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **given)


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class CentreForm(Form):
    organisation = forms.ChoiceField(
        label=_("運営する 団体・課"), help_text=_("ここの アドバイザーに 申込みの メールが 届きます。")
    )
    name = forms.CharField(label=_("センターの名前"), max_length=80)
    phone = forms.CharField(label=_("電話"), max_length=20, widget=forms.TextInput(attrs={"type": "tel"}))
    hours_words = forms.CharField(
        label=_("受付時間"),
        required=False,
        max_length=120,
        help_text=_("例：月～金 8時30分～17時15分（祝日・年末年始は 休み）"),
    )
    email = forms.EmailField(label=_("メール"), required=False)
    about = forms.CharField(
        label=_("どんなところか"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("公開ページの はじめに 出ます。"),
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("会員の 申込みを うけつける"), required=False)

    def __init__(self, data: Any = None, *, centre: Centre | None) -> None:
        names = ("name", "phone", "hours_words", "email", "about", "is_open")
        initial: dict[str, Any] = {"is_open": True}
        if centre is not None:
            initial = {name: getattr(centre, name) for name in names}
            initial["organisation"] = centre.organisation.public_id
        super().__init__(data, initial=initial)
        rows = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
        self._organisations = {one.public_id: one for one in rows}
        choose(self, "organisation", [(key, one.name) for key, one in self._organisations.items()])

    @property
    def chosen(self) -> Organisation:
        return self._organisations[self.cleaned_data["organisation"]]


class RulesForm(Form):
    """Begins with what holds now, so that only what changes is written."""

    valid_from = day_field(_("いつから"), required=True)
    user_label = forms.CharField(label=_("依頼会員の よび方"), max_length=20)
    provider_label = forms.CharField(label=_("提供会員の よび方"), max_length=20)
    both_label = forms.CharField(label=_("両方会員の よび方"), max_length=20)
    child_days_min = _count(_("こども：生後 何日から"), 0, 3_000)
    child_years_max = _count(
        _("こども：何歳になる年度の おわりまで"), 1, 18, help_text=_("小学6年生までなら 12")
    )
    provider_age_min = _count(_("提供会員：何歳から"), 18, 99)
    course_minutes_min = _count(_("基礎講習（分）"), 0, 6_000, help_text=_("24時間なら 1440"))
    refresher_years = _count(_("救命・事故防止の講習：何年ごと"), 1, 20)
    children_at_once_max = _count(_("一度に 預かる こどもの数"), 1, 5)
    day_starts = _clock(_("何時から"))
    day_ends = _clock(_("何時まで"))
    sick_child = forms.BooleanField(label=_("病児・病後児も うける"), required=False)
    report_due_day = _count(_("報告書の しめきり（翌月 何日）"), 1, 28)
    joining_fee_yen = _count(_("入会金（円）"), 0, 100_000)

    def __init__(self, data: Any = None, *, now: CentreRules) -> None:
        super().__init__(data, initial={name: getattr(now, name) for name in TERMS})

    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS}


class PolicyForm(Form):
    name = forms.CharField(label=_("保険の名前"), max_length=120)
    covers = forms.MultipleChoiceField(
        label=_("何を おぎなうか"),
        widget=forms.CheckboxSelectMultiple,
        choices=Cover.choices(),
    )
    valid_from = day_field(_("いつから"), required=True)
    valid_until = day_field(_("いつまで"), required=True)
    phone = forms.CharField(
        label=_("事故のときの電話"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, data: Any = None, *, policy: Policy | None = None) -> None:
        super().__init__(
            data, initial={name: getattr(policy, name) for name in self.base_fields} if policy else {}
        )

    def terms(self) -> Insurance:
        return Insurance(**self.cleaned_data)
