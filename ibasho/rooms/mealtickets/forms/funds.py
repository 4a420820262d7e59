"""A fund's accounting and its pools, as the city sets them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form, HouseForm
from ibasho.rooms.mealtickets.models import Fund, Pool
from ibasho.rooms.mealtickets.rules.kinds import EntryKind, PoolKind
from ibasho.rooms.mealtickets.rules.money import MEAL_YEN_MAX, MEAL_YEN_MIN
from ibasho.town.areas import queries as areas
from ibasho.town.payouts.models import PayerAccount
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

RESERVE = "reserve"
EVERYTHING = ("", _("すべて"))
ALWAYS = {"name", "kana", "purpose", "share_percent", "meals_a_week_max", "throttle", "lasts_until"}
HELP = {
    "name": _("例 こどもの食事基金"),
    "receiver": _("受領証明書の ことばと 会計が これで きまります。"),
    "receiver_name": _("例 みほん市 ／ 社会福祉法人 みほん市社会福祉協議会"),
    "receiver_address": _("受領証明書に のります。"),
    "head_title": _("例 市長、会長、理事長"),
    "certificate_words": _("例 税額控除に係る証明 令和8年4月1日 第12号。ない時は 空けておいてください。"),
    "bank_words": _("例 みほん銀行 本店 普通 0000000 ミホンシカイケイカンリシャ。寄附する人の ページに 出ます。"),
    "meal_yen": _("例 400。お店の金額が きまっている袋では、お店の金額で かぞえます。"),
    "gift_min_yen": _("例 100"),
    "reserve_percent": _("例 10。指定のない寄附 3,000円なら 300円が 予備に なります。袋を えらんだ寄附は わけません。"),
    "reserve_meals_a_day": _("例 20。チケットが なくなった日に、予備で 食べられる数です。"),
    "cut_off_day": _("例 31（月末）"),
    "pay_day": _("例 25。翌月の この日に お店に 払います。"),
    "pay_min_yen": _("例 0。これより 少ない月は、つぎの月に まとめて 払います。"),
    "payer": _("振込データに のる 口座です。"),
    "order": _("基金が 2つ以上ある時、小さい数から さきに 使います。"),
}  # fmt: skip
POOL_HELP = {
    "purpose": _("寄附する人に 見せる ひとこと。例 山のほうの 小学校の子が 放課後に 食べる分"),
    "share_percent": _("例 20。指定のない寄附 3,000円なら 600円が ここに 来ます。のこりは「どこでも」へ。"),
    "meals_a_week_max": _("例 100。0にすると、つぎの週から 出しません。"),
    "lasts_until": _("空けておくと、年度の おわり（3月31日）まで もたせます。"),
}  # fmt: skip


class FundForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    meal_yen = forms.IntegerField(
        label=_("1食のめやす（円）"), min_value=MEAL_YEN_MIN, max_value=MEAL_YEN_MAX, initial=400,
        help_text=HELP["meal_yen"],
    )  # fmt: skip
    reserve_percent = forms.IntegerField(
        label=_("予備に まわす割合（％）"),
        min_value=0,
        max_value=50,
        initial=10,
        help_text=HELP["reserve_percent"],
    )
    cut_off_day = forms.IntegerField(
        label=_("しめ日（31＝月末）"), min_value=1, max_value=31, initial=31, help_text=HELP["cut_off_day"]
    )
    pay_day = forms.IntegerField(
        label=_("支払日（翌月の日）"), min_value=1, max_value=31, initial=25, help_text=HELP["pay_day"]
    )

    class Meta:
        model = Fund
        fields = (
            "name", "receiver", "receiver_name", "receiver_address", "receiver_phone", "head_title", "head_name",
            "certificate_words", "bank_words", "meal_yen", "gift_min_yen", "reserve_percent", "reserve_meals_a_day",
            "cut_off_day", "pay_day", "pay_before_holiday", "pay_min_yen", "payer", "order", "is_active",
        )  # fmt: skip
        help_texts = HELP

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["payer"].queryset = PayerAccount.objects.order_by("pk")  # type: ignore[attr-defined]


class PoolForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    """A new pool; for one there is, what givers gave for (`kind`, `place`) is left out."""

    share_percent = forms.IntegerField(
        label=_("指定のない寄附から まわす割合（％）"), min_value=0, max_value=100, initial=0,
        help_text=POOL_HELP["share_percent"],
    )  # fmt: skip
    district_codes = forms.MultipleChoiceField(
        label=_("小学校区"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("「地区のため」の時だけ。この校区の お店で 使えます。"),
    )  # fmt: skip
    lasts_until = forms.DateField(
        label=_("いつまで もたせるか"), required=False, help_text=POOL_HELP["lasts_until"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    class Meta:
        model = Pool
        fields = (
            "kind", "name", "kana", "purpose", "place", "district_codes", "share_percent", "meals_a_week_max",
            "throttle", "lasts_until",
        )  # fmt: skip
        help_texts = POOL_HELP

    def __init__(self, *args: Any, day: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.instance.kind
        if kind:
            kept = ALWAYS | ({"district_codes"} if kind == PoolKind.AREA else set())
            kept -= {"share_percent"} if kind == PoolKind.GENERAL else set()
            for name in [one for one in self.fields if one not in kept]:
                del self.fields[name]
        else:
            kinds = pairs(one for one in PoolKind if one != PoolKind.GENERAL)
            self.fields["kind"] = forms.ChoiceField(label=_("種類"), choices=kinds)
            shops = Place.objects.filter(kind=PlaceKind.PARTNER_SHOP).order_by("name")
            self.fields["place"] = forms.ModelChoiceField(
                shops, label=_("お店"), required=False, help_text=_("「このお店のため」の時だけ。")
            )
            self.order_fields(self.Meta.fields)
        if "district_codes" in self.fields:
            districts = [(row.code, row.name) for row in areas.named_districts(day)]
            self.fields["district_codes"].choices = districts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What a kind does not have is not kept, whatever was ticked."""
        given: dict[str, Any] = super().clean() or {}
        kind = self.instance.kind or given.get("kind")
        if kind != PoolKind.AREA and "district_codes" in given:
            given["district_codes"] = []
        if kind != PoolKind.SHOP and "place" in given:
            given["place"] = None
        return given

    def _post_clean(self) -> None:
        """The action writes and refuses; the row in hand stays as it is."""


class WhyForm(Form):
    why = forms.CharField(
        label=_("わけ"), max_length=200, help_text=_("帳簿に のこります。個人の名前は 書かないでください。")
    )


class CloseForm(WhyForm):
    target = forms.ChoiceField(label=_("のこりを うつすところ"))
    field_order = ("target", "why")

    def __init__(self, *args: Any, pool: Pool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pools = {one.public_id: one for one in _open(pool.fund) if one != pool}
        self.fields["target"].choices = _choices(self.pools)  # type: ignore[attr-defined]

    def there(self) -> Pool | None:
        return self.pools.get(self.cleaned_data["target"])


class MoveForm(WhyForm):
    source = forms.ChoiceField(label=_("どこから"))
    target = forms.ChoiceField(label=_("どこへ"))
    yen = forms.IntegerField(label=_("金額（円）"), min_value=1, max_value=100_000_000)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16, initial=new_code)
    field_order = ("source", "target", "yen", "why", "once")

    def __init__(self, *args: Any, fund: Fund, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pools = {one.public_id: one for one in Pool.objects.filter(fund=fund).order_by("-state", "pk")}
        there = {key: one for key, one in self.pools.items() if one.state == Pool.State.OPEN}
        self.fields["source"].choices = _choices(self.pools)  # type: ignore[attr-defined]
        self.fields["target"].choices = _choices(there)  # type: ignore[attr-defined]

    def moved(self) -> dict[str, Any]:
        given = self.cleaned_data
        ends = {name: self.pools.get(given[name]) for name in ("source", "target")}
        return {**ends, "yen": given["yen"], "why": given["why"], "once": given["once"]}


class LedgerFilter(Form):
    kind = forms.ChoiceField(
        label=_("何の記帳"),
        required=False,
        choices=[EVERYTHING, *EntryKind.choices()],
    )
    pool = forms.ModelChoiceField(
        Pool.objects.order_by("pk"), label=_("袋"), required=False, empty_label=_("すべて")
    )
    shop = forms.ChoiceField(label=_("お店"), required=False)
    gift = forms.CharField(label=_("寄附の 受付番号"), max_length=8, required=False)
    first = forms.DateField(
        label=_("いつから"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("いつまで"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, shops: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shop"].choices = [EVERYTHING, *shops]  # type: ignore[attr-defined]


def _open(fund: Fund) -> list[Pool]:
    return list(Pool.objects.filter(fund=fund, state=Pool.State.OPEN).order_by("pk"))


def _choices(pools: dict[str, Pool]) -> list[tuple[str, Any]]:
    return [*((key, one.name) for key, one in pools.items()), (RESERVE, _("予備"))]
