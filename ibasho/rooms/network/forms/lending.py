"""What a group lends, and what it asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.network.actions import lending as actions
from ibasho.rooms.network.models import LoanItem
from ibasho.rooms.network.rules import lending as rules
from ibasho.rooms.network.rules.kinds import LoanKind
from ibasho.town.people.models import Organisation


class _Owned(Form):
    """`organisation` is asked only where there is more than one."""

    organisation = forms.ModelChoiceField(
        label=_("どの団体"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )

    def __init__(self, *args: Any, own: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = own.order_by("kind", "kana", "name", "pk")  # type: ignore[attr-defined]
        first = own.order_by("pk")[:2]
        if len(first) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = first[0].public_id


class ItemForm(_Owned):
    kind = forms.ChoiceField(
        label=_("なにを かせますか"), choices=LoanKind.choices(), widget=forms.RadioSelect,
        initial=LoanKind.KIT.value,
    )  # fmt: skip
    name = forms.CharField(
        label=_("名前"),
        max_length=actions.NAME_MAX,
        help_text=_("れい：大きな なべ、たっきゅう台、50人分 つくれる人"),
    )
    count = forms.IntegerField(label=_("いくつ・何人"), min_value=1, max_value=rules.COUNT_MAX, initial=1)
    note = forms.CharField(
        label=_("ひとこと"),
        max_length=actions.NOTE_MAX,
        required=False,
        help_text=_("運び方や 洗い方など。人の名前は 書きません。"),
    )
    is_active = forms.BooleanField(label=_("いま かせます"), required=False, initial=True)

    @staticmethod
    def of(item: LoanItem) -> dict[str, Any]:
        names = ("kind", "name", "count", "note", "is_active")
        return {**{name: getattr(item, name) for name in names}, "organisation": item.organisation.public_id}

    def item(self) -> actions.Item:
        told = self.cleaned_data
        return actions.Item(
            LoanKind(told["kind"]), told["name"], told["count"], told["note"], told["is_active"]
        )


class AskForm(_Owned):
    starts_on = forms.DateField(
        label=_("いつから"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("いつまで"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    count = forms.IntegerField(label=_("いくつ・何人"), min_value=1, max_value=rules.COUNT_MAX, initial=1)
    words = forms.CharField(label=_("なにに 使いますか"), max_length=actions.NOTE_MAX, required=False)

    def wish(self) -> actions.Wish:
        told = self.cleaned_data
        return actions.Wish(told["starts_on"], told["ends_on"], told["count"], told["words"])
