"""The form by which somebody gives: how much, for what, how paid; a name and words only if wanted. And the small forms of
the giver's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui.forms import Form
from ibasho.base.ui.languages import amounts
from ibasho.rooms.mealtickets.models import Gift
from ibasho.rooms.mealtickets.models.gift import new_gift_code
from ibasho.rooms.mealtickets.queries.giving import Purpose
from ibasho.rooms.mealtickets.rules import gifts as rules
from ibasho.rooms.mealtickets.rules.money import GIFT_YEN_MIN

MEALS = (1, 3, 10)
OWN = "own"
_SALT = "mealtickets.give"
_KEY_SECONDS = 24 * 60 * 60
Way = Gift.Channel


class GiveForm(Form):
    """`key` carries the code this very form was handed out with: pressing twice gives once."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    amount = forms.ChoiceField(label=_("いくら"), required=False, widget=forms.RadioSelect)
    own = forms.CharField(
        label=_("自分で きめた 金額"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "sm"}),
    )
    purpose = forms.ChoiceField(label=_("つかいみち"), widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("はらいかた"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("お名前"),
        help_text=_("書かなくても だいじょうぶです。書いても、ほかの人には 見せません。"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": ""}),
    )
    message = forms.CharField(
        label=_("こどもへの ことば"),
        help_text=_("書かなくても だいじょうぶです。市の人が 読んでから 出します。"),
        required=False,
        max_length=rules.MESSAGE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": "", "data-width": "full"}),
    )

    def __init__(self, *args: Any, purposes: Sequence[Purpose], takes_cards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._purposes = {one.value: one for one in purposes}
        meal_yen = purposes[0].fund.meal_yen
        meals = [
            (
                str(count * meal_yen),
                _now("%(n)s食（%(yen)s円）") % {"n": count, "yen": amounts.number(count * meal_yen)},
            )
            for count in MEALS
        ]
        self._choose("amount", [*meals, (OWN, _now("自分で きめる"))])
        self._choose("purpose", [(one.value, one.name) for one in purposes], first=True)
        ways = [(Way.CARD.value, _now("カード（すぐに とどきます）"))] if takes_cards else []
        self._choose("way", [*ways, (Way.BANK.value, _now("銀行から ふりこむ"))], first=True)
        self.fields["key"].initial = signing.dumps(new_gift_code(), salt=_SALT)

    @property
    def public_id(self) -> str:
        """The code we signed into the form; empty if it is not ours."""
        try:
            return str(signing.loads(self.cleaned_data["key"], salt=_SALT, max_age=_KEY_SECONDS))
        except (signing.BadSignature, ValueError):
            return ""

    def clean(self) -> dict[str, Any]:
        """`cleaned_data["yen"]` and `["for"]`. A sum typed beside a chosen one that says otherwise is asked about."""
        told = super().clean() or self.cleaned_data
        chosen, own = told.get("amount", ""), told.get("own", "").strip()
        purpose = self._purposes.get(told.get("purpose", ""))
        if purpose is not None:
            told["for"] = purpose
        if "amount" not in self.errors:
            self._read_amount(told, chosen, own, purpose)
        return told

    def _read_amount(self, told: dict[str, Any], chosen: str, own: str, purpose: Purpose | None) -> None:
        least = max(GIFT_YEN_MIN, purpose.fund.gift_min_yen) if purpose else GIFT_YEN_MIN
        if not chosen and not own:
            self.add_error("amount", _now("金額を えらぶか、「自分で きめる」に 入れてください。"))
            return
        if chosen == OWN and not own:
            self.add_error("own", _now("金額を 数字で 入れてください。"))
            return
        try:
            yen = (
                rules.read_amount(own, least=least) if own else rules.checked_amount(int(chosen), least=least)
            )
        except Invalid as error:
            self.add_error("own" if own else "amount", error.fields["amount"])
            return
        if own and chosen not in ("", OWN) and yen != int(chosen):
            self.add_error("amount", _now("金額が 2つ あります。どちらか ひとつに してください。"))
            return
        told["yen"] = yen

    def _choose(self, name: str, choices: list[tuple[str, str]], *, first: bool = False) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
        if first:
            field.initial = choices[0][0]


class ReceiptForm(Form):
    """What stands on the paper."""

    name = forms.CharField(
        label=_("あて名"),
        help_text=_("個人の方は お名前、会社の方は 会社の名前を 書いてください。"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": ""}),
    )
    address = forms.CharField(
        label=_("住所"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "street-address", "data-private": "", "data-width": "full"}
        ),
    )


class MailForm(Form):
    email = forms.EmailField(
        label=_("メール"),
        help_text=_("このページの アドレスと、お金が とどいた お知らせを 送ります。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )


class NameForm(Form):
    """Whether the name stands beside the words to children."""

    name = forms.CharField(
        label=_("お名前"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": ""}),
    )
    shown = forms.BooleanField(label=_("ことばと いっしょに 名前を 出す"), required=False)


class DonorForm(Form):
    """The page of a company or a person who gives; or, of a further gift, the page they have."""

    field_order = ("name", "kana", "words", "url", "logo", "before")
    before = forms.CharField(
        label=_("まえの 寄附の ページ"),
        help_text=_(
            "応援の ページを もう つくった人は、そのときの 寄附の ページの アドレスだけを 入れてください。ほかは 書かなくて だいじょうぶです。"
        ),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": "", "data-width": "full"}),
    )
    name = forms.CharField(
        label=_("ページに のせる 名前"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    kana = forms.CharField(label=_("よみ（ひらがな）"), required=False, max_length=160)
    words = forms.CharField(
        label=_("ひとこと"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"data-width": "full"}),
    )
    url = forms.CharField(
        label=_("ホームページ"),
        required=False,
        max_length=400,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "url"}),
    )
    logo = forms.FileField(
        label=_("ロゴ"),
        help_text=_("JPEG・PNG・WebP、5MBまで。写真に ついている 場所などの 情報は 消します。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, has_page: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_page:
            del self.fields["before"]

    def clean_before(self) -> str:
        """The code at the end of an address, however much of it was copied."""
        return str(self.cleaned_data["before"]).partition("?")[0].rstrip("/").rpartition("/")[2].strip()
