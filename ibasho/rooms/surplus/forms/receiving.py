"""What a place says of its kitchen, what it wishes for, why it cannot take its share. Kilos on screen, grams behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.models import Receiver
from ibasho.rooms.surplus.rules import receiving
from ibasho.rooms.surplus.rules.allergens import CHOICES
from ibasho.rooms.surplus.rules.kinds import Band, Food, Refusal
from ibasho.rooms.surplus.rules.receiving import SIZES, Settings, Size

FOODS = Food.choices()
OTHER = "other"
REACHES = [
    ("1000", _("歩いて 行ける 1km")), ("3000", _("自転車で 3km")), ("5000", _("車で 5km")), ("10000", _("車で 10km")),
    ("20000", _("市の どこへでも 20km")),
]  # fmt: skip


def kilos(label: Any, **given: Any) -> forms.DecimalField:
    attrs = {"inputmode": "decimal", "min": "0", "step": "any"}
    return forms.DecimalField(
        label=label, min_value=0, max_value=receiving.STORE_MAX // 1000, decimal_places=3,
        widget=forms.NumberInput(attrs=attrs), **given,
    )  # fmt: skip


def grams(told: Decimal | None) -> int | None:
    return None if told is None else int(told * 1000)


def shown_kilos(told: int | None) -> str:
    """For a field: `2.5`, nothing for nothing."""
    return f"{(Decimal(told) / 1000).normalize():f}" if told else ""


class SettingsForm(Form):
    """The stores as sizes people know, with a field for who knows the kilos; then the kitchen, then what it likes."""

    meals = forms.IntegerField(
        label=_("1回の 食事の 数（ふだん）"), min_value=1, max_value=receiving.MEALS_MAX,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("ふだん 1回 ひらくと 何食 出しますか。この数で 食べきれる 量を きめます。"),
    )  # fmt: skip
    collects = forms.BooleanField(label=_("とりに 行ける"), required=False, initial=True)
    reach = forms.ChoiceField(label=_("どこまで とりに 行けますか"), choices=REACHES, initial="10000")
    wished = forms.MultipleChoiceField(
        label=_("よく使うもの"), choices=FOODS, required=False, widget=forms.CheckboxSelectMultiple
    )
    refused = forms.MultipleChoiceField(
        label=_("うけとらないもの"), choices=FOODS, required=False, widget=forms.CheckboxSelectMultiple
    )
    avoids = forms.MultipleChoiceField(
        label=_("おかない アレルギー物質"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("えらんだものが 入っている 食べものは、ぜったいに 届きません。"),
    )  # fmt: skip
    least = kilos(_("これより 少ないと いらない（kg）"), required=False)
    most = kilos(
        _("1回に 使いきれる いちばん 多い 量（kg）"),
        required=False,
        help_text=_("わからなければ あけておきます。"),
    )
    note = forms.CharField(label=_("ひとこと"), max_length=receiving.NOTE_MAX, required=False)

    def __init__(self, *args: Any, receiver: Receiver | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for band in Band:
            self._add_store(band)
        if receiver is not None and not self.is_bound:
            self.initial = _initial(receiver)

    def _add_store(self, band: Band) -> None:
        choices = [(str(one.grams), one.words) for one in SIZES[band]] + [
            (OTHER, _("ほかの 量（下に 書く）"))
        ]
        self.fields[band.value] = forms.ChoiceField(
            label=band.label, choices=choices, widget=forms.RadioSelect, initial="0"
        )
        self.fields[f"{band.value}_kg"] = kilos(_("ほかの 量（kg）"), required=False)

    def stores(self) -> Iterator[tuple[Any, Any, Sequence[tuple[Any, Size | None]]]]:
        """(the sizes, the field for other kilos, each option with its picture) of each band."""
        for band in Band:
            bound = self[band.value]
            yield bound, self[f"{band.value}_kg"], list(zip(bound, (*SIZES[band], None), strict=True))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for band in Band:
            if told.get(band.value) == OTHER and told.get(f"{band.value}_kg") is None:
                self.add_error(
                    f"{band.value}_kg", _("「ほかの 量」を えらんだときは、kg を 書いてください。")
                )
        return told

    def settings(self) -> Settings:
        told = self.cleaned_data
        stores = {f"{band.value}_grams": self._store(band) for band in Band}
        return Settings(
            **stores, meals=told["meals"], collects=told["collects"], reach_metres=int(told["reach"]),
            least_grams=grams(told["least"]) or 0, most_grams=grams(told["most"]), wished=tuple(told["wished"]),
            refused=tuple(told["refused"]), avoids=tuple(told["avoids"]), note=told["note"],
        )  # fmt: skip

    def _store(self, band: Band) -> int:
        told = self.cleaned_data
        return (grams(told[f"{band.value}_kg"]) or 0) if told[band.value] == OTHER else int(told[band.value])


def _initial(one: Receiver) -> dict[str, Any]:
    found: dict[str, Any] = {
        "meals": one.meals, "collects": one.collects, "reach": _reach(one.reach_metres), "wished": one.wished,
        "refused": one.refused, "avoids": one.avoids, "least": shown_kilos(one.least_grams),
        "most": shown_kilos(one.most_grams), "note": one.note,
    }  # fmt: skip
    for band in Band:
        has = int(getattr(one, f"{band.value}_grams"))
        known = has in {size.grams for size in SIZES[band]}
        found[band.value] = str(has) if known else OTHER
        found[f"{band.value}_kg"] = "" if known else shown_kilos(has)
    return found


def _reach(metres: int) -> str:
    """The next choice that is not shorter."""
    return next((code for code, _word in REACHES if int(code) >= metres), REACHES[-1][0])


class WishForm(Form):
    """In one tap: the food alone is enough."""

    food = forms.ChoiceField(label=_("種類"), choices=FOODS)
    words = forms.CharField(
        label=_("ほしいもの"),
        max_length=receiving.WISH_WORDS_MAX,
        required=False,
        help_text=_("例：新米でなくても よい お米"),
    )
    kilos = kilos(_("どのくらい（kg）"), required=False)
    until = forms.DateField(
        label=_("いつまでに"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("あけておくと 4週間です。"),
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "food": Food(told["food"]), "words": told["words"], "grams": grams(told["kilos"]) or None, "until": told["until"],
        }  # fmt: skip


class DeclineForm(Form):
    refusal = forms.ChoiceField(label=_("わけ"), choices=Refusal.choices(), widget=forms.RadioSelect)
