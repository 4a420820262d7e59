"""An account as it stands in the bank book, of a receiver or of the city itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models.payee import AccountType
from ibasho.town.people.models import Organisation

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
PLAIN = {"autocomplete": "off"}


class AccountForm(Form):
    bank_code = forms.CharField(
        label=_("銀行コード"),
        max_length=8,
        help_text=_("4けたの数字。例 0005"),
        widget=forms.TextInput(attrs=DIGITS),
    )
    bank_kana = forms.CharField(
        label=_("銀行名（カナ）"), max_length=60, help_text=_("「銀行」は いりません。例 ニジ"), widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    branch_code = forms.CharField(
        label=_("支店コード"),
        max_length=8,
        help_text=_("3けたの数字。例 012"),
        widget=forms.TextInput(attrs=DIGITS),
    )
    branch_kana = forms.CharField(
        label=_("支店名（カナ）"), max_length=60, help_text=_("「支店」は いりません。例 エキマエ"), widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    account_type = forms.ChoiceField(label=_("預金種目"), choices=AccountType.choices, initial="1")
    account_number = forms.CharField(
        label=_("口座番号"), max_length=12, help_text=_("7けた。みじかい番号は 前に 0を つけます。例 0012345"),
        widget=forms.TextInput(attrs=DIGITS),
    )  # fmt: skip


class PersonAccountForm(AccountForm):
    """What stands in the bank book of one person: a helper, a member."""

    holder_kana = forms.CharField(
        label=_("口座名義（カナ）"), max_length=80, widget=forms.TextInput(attrs=PLAIN),
        help_text=_("通帳の 1ページ目と 同じに。ひらがなや 全角でも 半角カナに 直します。"),
    )  # fmt: skip

    def particulars(self) -> Particulars:
        return Particulars(**self.cleaned_data)


class PayeeForm(AccountForm):
    organisation = forms.ModelChoiceField(
        label=_("だれの口座"), queryset=Organisation.objects.none(), empty_label=_("えらんでください")
    )
    holder_kana = forms.CharField(
        label=_("口座名義（カナ）"), max_length=80, widget=forms.TextInput(attrs=PLAIN),
        help_text=_("通帳の 1ページ目と 同じに。ひらがなや 全角でも 半角カナに 直します。株式会社は カ) 、有限会社は ユ) です。"),
    )  # fmt: skip
    invoice_number = forms.CharField(
        label=_("登録番号（インボイス）"), max_length=20, required=False, help_text=_("Tと 13けたの数字。ない店は 空けておきます。"),
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip

    field_order = ("organisation",)

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        """`known`: whose account it is stands already."""
        super().__init__(*args, **options)
        if known:
            del self.fields["organisation"]
        else:
            rows = Organisation.objects.filter(is_active=True).order_by("name")
            self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]

    def particulars(self) -> Particulars:
        given = {name: value for name, value in self.cleaned_data.items() if name != "organisation"}
        return Particulars(**given)


class EndForm(Form):
    why = forms.CharField(label=_("わけ"), max_length=200)


class PayerForm(AccountForm):
    code = forms.SlugField(
        label=_("名前（英字）"),
        max_length=40,
        help_text=_("アドレスに 使う 短い名前。例 kaikei"),
        widget=forms.TextInput(attrs=PLAIN),
    )
    name = forms.CharField(label=_("名前"), max_length=120, help_text=_("例 みほん市 会計管理者"))
    consignor_code = forms.CharField(
        label=_("振込依頼人コード"),
        max_length=12,
        help_text=_("銀行から わたされた 10けたの数字。"),
        widget=forms.TextInput(attrs=DIGITS),
    )
    consignor_kana = forms.CharField(
        label=_("振込依頼人名（カナ）"), max_length=80, help_text=_("40文字まで。例 ミホンシ")
    )
    list_first = forms.BooleanField(
        label=_("支払一覧（支出命令）を 先に出す"), required=False, initial=True,
        help_text=_("入れると、支払一覧を 出すまで 全銀ファイルは 出せません。"),
    )  # fmt: skip
    newlines = forms.BooleanField(
        label=_("全銀の行の終わりに 改行を入れる"), required=False, initial=True, help_text=_("銀行が「改行なし」と いうときだけ 外します。"),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("使う"), required=False, initial=True)

    field_order = ("code", "name", "consignor_code", "consignor_kana")

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if known:
            del self.fields["code"]
