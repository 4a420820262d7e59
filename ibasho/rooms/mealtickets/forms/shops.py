"""A contract's terms, its pause, the city's answer, ribbons of a day, and what the desk looks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.rules.money import MEAL_YEN_MAX, MEAL_YEN_MIN
from ibasho.rooms.mealtickets.rules.shops import MEALS_A_DAY_MAX, OWN, RIBBONS_A_DAY_MAX
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models.payee import AccountType

CARDS, BOTH, RIBBON = "cards", "both", "ribbon"
HOW = [
    (CARDS, _("こどもカードを 使えるようにする")),
    (BOTH, _("フードリボンに くわえて、こどもカードも 使えるようにする")),
    (RIBBON, _("フードリボンだけ（いまのまま）")),
]
_DAY = {"type": "date"}
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class TermsForm(Form):
    """What the shop and the city agree on, then what the shop decides by itself."""

    how = forms.ChoiceField(
        label=_("どうやって 参加しますか"), choices=HOW, widget=forms.RadioSelect, initial=CARDS
    )
    price_yen = forms.IntegerField(
        label=_("1食の金額（円・税こみ）"), min_value=MEAL_YEN_MIN, max_value=MEAL_YEN_MAX,
        help_text=_("こどもは 払いません。市が 月に1回 まとめて お店に払います。"),
    )  # fmt: skip
    tax_percent = forms.TypedChoiceField(
        label=_("税率"),
        choices=Shop.Tax.choices,
        coerce=int,
        widget=forms.RadioSelect,
        initial=Shop.Tax.EAT_IN,
    )
    meals_a_day = forms.IntegerField(
        label=_("1日に 出せる食数"), min_value=1, max_value=MEALS_A_DAY_MAX, initial=10,
        help_text=_("これより多く 来た日は「きょうは おわり」と 答えます。"),
    )  # fmt: skip
    child_menu = forms.CharField(
        label=_("こどもが えらべるもの"), max_length=200, required=False, help_text=_("例：ラーメン（小）、チャーハン、うどん"),
    )  # fmt: skip
    seats_note = forms.CharField(
        label=_("ひとりの こどもの席"), max_length=120, required=False, help_text=_("例：カウンターの はしの席"),
    )  # fmt: skip
    hours_note = forms.CharField(
        label=_("カードが使える時間"), max_length=120, required=False,
        help_text=_("お店の時間と ちがうときだけ。例：15時から 18時まで"),
    )  # fmt: skip
    smoking = forms.ChoiceField(
        label=_("たばこ"), choices=Shop.Smoking.choices, required=False, widget=forms.RadioSelect
    )
    takeout = forms.BooleanField(label=_("持ち帰りできる"), required=False)

    def __init__(
        self, data: Any = None, *, shop: Shop | None = None, price_yen: int = 0, agreed: bool = True
    ) -> None:
        """`agreed` False: only what the shop decides by itself."""
        super().__init__(data, initial=_initial(shop) if shop else {"price_yen": price_yen})
        self.order_fields(["how", "price_yen", "tax_percent", "meals_a_day"])
        if not agreed:
            for name in set(self.fields) - OWN:
                del self.fields[name]

    def terms(self) -> dict[str, Any]:
        """As the actions take them."""
        given = dict(self.cleaned_data)
        how = given.pop("how", None)
        if how is not None:
            given |= {"ribbon": how != CARDS, "cards": how != RIBBON}
        return given


def _initial(shop: Shop) -> dict[str, Any]:
    how = CARDS if not shop.ribbon else BOTH if shop.cards else RIBBON
    return {
        "how": how, "price_yen": shop.price_yen, "tax_percent": shop.tax_percent, "meals_a_day": shop.meals_a_day,
        **{name: getattr(shop, name) for name in OWN},
    }  # fmt: skip


class RestForm(Form):
    since = forms.DateField(label=_("いつから"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    until = forms.DateField(
        label=_("いつまで"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=_("この日まで お休みです。わからないときは 空のまま。"),
    )  # fmt: skip
    why = forms.CharField(label=_("わけ（市だけが 見ます）"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"since": today})


class EndForm(Form):
    why = forms.CharField(label=_("わけ"), required=False, max_length=200)


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("お店への 返事"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("お店の人が そのまま 読みます。何を なおせば よいかを 書いてください。"),
    )  # fmt: skip


class NoteForm(Form):
    note = forms.CharField(label=_("市のメモ（お店には 見えません）"), required=False, max_length=200)


class RibbonForm(Form):
    day = forms.DateField(label=_("日"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    hung = forms.IntegerField(
        label=_("つるされた リボン"), min_value=0, max_value=RIBBONS_A_DAY_MAX, initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    used = forms.IntegerField(
        label=_("使われた リボン"), min_value=0, max_value=RIBBONS_A_DAY_MAX, initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"day": today})


class BankForm(Form):
    """What stands in the shop's bank book. Names in any kana: they are brought to the bank's letters."""

    bank_code = forms.CharField(
        label=_("銀行コード（4けた）"), max_length=4, widget=forms.TextInput(attrs=_DIGITS)
    )
    bank_kana = forms.CharField(
        label=_("銀行名（カナ）"), max_length=30, help_text=_("例：ミホン（「ギンコウ」は いりません）")
    )
    branch_code = forms.CharField(
        label=_("支店コード（3けた）"), max_length=3, widget=forms.TextInput(attrs=_DIGITS)
    )
    branch_kana = forms.CharField(label=_("支店名（カナ）"), max_length=30)
    account_type = forms.ChoiceField(
        label=_("預金種目"),
        choices=AccountType.choices,
        widget=forms.RadioSelect,
        initial=AccountType.ORDINARY,
    )
    account_number = forms.CharField(
        label=_("口座番号（7けた）"), max_length=7, widget=forms.TextInput(attrs=_DIGITS),
        help_text=_("7けたより 短いときは、前に 0を つけてください。"),
    )  # fmt: skip
    holder_kana = forms.CharField(
        label=_("口座名義（カナ）"), max_length=60, help_text=_("通帳の とおりに 書いてください。")
    )
    invoice_number = forms.CharField(
        label=_("インボイスの登録番号"), max_length=14, required=False,
        help_text=_("Tと 13けたの数字。ないときは 空のままで だいじょうぶです。"),
    )  # fmt: skip

    def particulars(self) -> Particulars:
        return Particulars(**self.cleaned_data)


KINDS = [
    ("", _("すべて")),
    ("cards", _("こどもカード")),
    ("ribbon", _("フードリボン")),
    ("unpaid", _("支払先が まだ")),
]


class ShopsFilter(Form):
    """A choice that does not exist narrows nothing."""

    q = forms.CharField(label=_("お店の名前"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=_("状態"), required=False, choices=[("", _("すべて")), *Shop.State.choices]
    )
    kind = forms.ChoiceField(label=_("参加のしかた"), required=False, choices=KINDS)

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q", ""), "state": given.get("state", ""), "kind": given.get("kind", "")}


class PlaceForm(Form):
    """Which place a paper application is of."""

    place = forms.ChoiceField(label=_("お店"))

    def __init__(self, data: Any = None, *, places: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
