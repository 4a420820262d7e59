"""The desk's forms for money in: what to list, cash, a bank's file, a line of it, a refund."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.rooms.mealtickets.models import Fund, Gift
from ibasho.rooms.mealtickets.queries import gifts_desk
from ibasho.rooms.mealtickets.queries.gifts_desk import Wanted
from ibasho.rooms.mealtickets.queries.giving import Purpose
from ibasho.rooms.mealtickets.rules import gifts as rules
from ibasho.rooms.mealtickets.rules.money import GIFT_YEN_MIN

ALL = ("", _("すべて"))
FILE_BYTES_MAX = 5_000_000
_PRIVATE = {"autocomplete": "off", "data-private": ""}
_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "data-width": "sm"}


class GiftsFilter(Form):
    state = forms.ChoiceField(label=_("状態"), choices=[ALL, *Gift.State.choices], required=False)
    channel = forms.ChoiceField(label=_("方法"), choices=[ALL, *Gift.Channel.choices], required=False)
    pool = forms.ChoiceField(label=_("つかいみち"), required=False)
    nendo = forms.ChoiceField(label=_("年度"), required=False)
    reference = forms.CharField(
        label=_("受付番号"), required=False, max_length=8, widget=forms.TextInput(attrs=_NUMBER)
    )

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("pool", [(one.public_id, one.name) for one in gifts_desk.pools()])
        self._choose("nendo", [(str(year), nendo.label(year)) for year in gifts_desk.nendos(day)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """A filter that does not exist (any more) narrows nothing."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if name not in self.errors})


class NameSearch(Form):
    """Sent as a form: a name in an address would stay in histories."""

    name = forms.CharField(label=_("お名前・よみ"), max_length=60, widget=forms.TextInput(attrs=_PRIVATE))


class AcceptedFilter(Form):
    fund = forms.ChoiceField(label=_("基金"), required=False)
    month = forms.CharField(
        label=_("月"), required=False, max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )

    def __init__(self, *args: Any, funds: Sequence[Fund], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fund"].choices = [ALL, *((one.public_id, one.name) for one in funds)]  # type: ignore[attr-defined]


class PurposeForm(Form):
    """What the money is for, as givers choose it."""

    purpose = forms.ChoiceField(label=_("つかいみち"))

    def __init__(self, *args: Any, purposes: Sequence[Purpose], **options: Any) -> None:
        super().__init__(*args, **options)
        self._purposes = {one.value: one for one in purposes}
        self.fields["purpose"].choices = [(one.value, one.name) for one in purposes]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Purpose:
        return self._purposes[self.cleaned_data["purpose"]]


class CounterForm(PurposeForm):
    """In the order of the talk at the counter. `once` is this form's own code."""

    once = forms.CharField(widget=forms.HiddenInput, required=False)
    amount = forms.CharField(
        label=_("金額"), max_length=20, widget=forms.TextInput(attrs={**_NUMBER, "autofocus": "", "list": "amounts"})
    )  # fmt: skip
    name = forms.CharField(
        label=_("お名前（会社名）"), required=False, max_length=120, widget=forms.TextInput(attrs=_PRIVATE),
        help_text=_("名乗らない方は 空けておきます。"),
    )  # fmt: skip
    address = forms.CharField(
        label=_("住所"), required=False, max_length=200,
        widget=forms.TextInput(attrs={**_PRIVATE, "data-width": "full"}),
        help_text=_("証明書が いる方だけ。お名前と住所が あれば、すぐに 番号が つきます。"),
    )  # fmt: skip
    shown = forms.BooleanField(label=_("名前を 出してよい（ことばと いっしょに）"), required=False)
    message = forms.CharField(
        label=_("こどもへの ことば"), required=False, max_length=rules.MESSAGE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "full"}),
    )  # fmt: skip
    field_order = ("amount", "purpose", "name", "address", "message", "shown", "once")

    def clean(self) -> dict[str, Any]:
        """`cleaned_data["yen"]`."""
        told = super().clean() or self.cleaned_data
        if "amount" in told and "purpose" in told:
            try:
                told["yen"] = rules.read_amount(
                    told["amount"], least=max(GIFT_YEN_MIN, self.chosen.fund.gift_min_yen)
                )
            except Invalid as error:
                self.add_error("amount", error.message)
        return told


class BankFileForm(Form):
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("どの基金の 口座"), empty_label=None)
    file = forms.FileField(
        label=_("入出金明細のファイル"), help_text=_("銀行の画面から 出した CSV か Excel。5MBまで。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fund"].queryset = Fund.objects.filter(is_active=True).order_by("order", "pk")  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_BYTES_MAX:
            raise forms.ValidationError(_now("5MBを こえています。期間を 短くして 出しなおしてください。"))
        return file


class AssignForm(Form):
    reference = forms.CharField(
        label=_("寄附の 受付番号"), max_length=12, widget=forms.TextInput(attrs=_NUMBER), help_text=_("7けたの番号"),
    )  # fmt: skip


class WhyForm(Form):
    why = forms.CharField(
        label=_("わけ"), max_length=160, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("例：利息、ほかの課の 入金"),
    )  # fmt: skip


class LineGiftForm(PurposeForm):
    """A gift out of a line nobody had promised."""

    name = forms.CharField(
        label=_("お名前"), required=False, max_length=120, widget=forms.TextInput(attrs=_PRIVATE),
        help_text=_("わかるときだけ。"),
    )  # fmt: skip


class RefundForm(Form):
    yen = forms.IntegerField(
        label=_("お返しする金額（円）"), min_value=1, widget=forms.TextInput(attrs=_NUMBER)
    )
    why = forms.CharField(
        label=_("わけ"), max_length=200, widget=forms.TextInput(attrs={"data-width": "full"}),
        help_text=_("決める人が 読みます。例：2回 送ってしまった"),
    )  # fmt: skip
