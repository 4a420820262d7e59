"""One membership of the 要対協: which group, on what footing, from when until when."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.care.actions.council import Terms
from ibasho.rooms.care.models import CouncilMember
from ibasho.rooms.care.rules.kinds import Body
from ibasho.town.people.models import Organisation


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


class TermsForm(Form):
    body = forms.ChoiceField(label=_("立場"), choices=[("", _("えらんでください")), *Body.choices()])  # fmt: skip
    starts_on = _day(_("いつから"))
    ends_on = _day(
        _("いつまで"), required=False, help_text=_("この日まで 構成員です。決まっていなければ 空のまま。")
    )
    paper = forms.CharField(
        label=_("決定の 文書番号"), required=False, max_length=80, help_text=_("例：令和8年度 こども希望課 第12号")
    )  # fmt: skip

    def __init__(self, data: Any = None, *, member: CouncilMember | None = None) -> None:
        names = ("body", "starts_on", "ends_on", "paper")
        super().__init__(data, initial={name: getattr(member, name) for name in names} if member else {})

    def terms(self) -> Terms:
        """Of a valid form."""
        given = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on", "paper")}
        return Terms(body=Body(self.cleaned_data["body"]), **given)


class JoinForm(TermsForm):
    """The group first."""

    organisation = forms.ChoiceField(label=_("団体"))
    field_order = ("organisation", "body", "starts_on", "ends_on", "paper")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
        self._groups = {one.public_id: one for one in rows}
        field = cast(forms.ChoiceField, self.fields["organisation"])
        field.choices = [("", _("えらんでください")), *((key, one.name) for key, one in self._groups.items())]

    @property
    def organisation_chosen(self) -> Organisation:
        return self._groups[self.cleaned_data["organisation"]]


class EndForm(Form):
    ends_on = _day(
        _("さいごの日"),
        help_text=_("この日まで 構成員です。つぎの日から、返した ことばも 団体では 読めなくなります。"),
    )
