"""What is asked at the door, and by whoever keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.openhouse.rules import diary
from ibasho.rooms.openhouse.rules.counting import HEADS_AT_ONCE, Turn
from ibasho.town.areas.stages import Stage

_STAGES = pairs(Stage)
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class TapForm(Form):
    """One big button. The nonce is made with the page, so that the same page sent twice counts once."""

    nonce = forms.UUIDField()
    stage = forms.ChoiceField(choices=_STAGES)
    turn = forms.ChoiceField(choices=Turn.choices())
    count = forms.IntegerField(min_value=1, max_value=HEADS_AT_ONCE, required=False)


class UndoForm(Form):
    nonce = forms.UUIDField()
    of = forms.UUIDField()


class CardForm(Form):
    """What a reader types: the code of a card."""

    nonce = forms.UUIDField()
    code = forms.CharField(max_length=40)


class DoorForm(Form):
    """How the place counts, and what its seats allow."""

    is_on = forms.BooleanField(label=_("入口で 人数を かぞえる"), required=False)
    heads_max = forms.IntegerField(
        label=_("定員（人）"), min_value=1, max_value=2000, widget=forms.NumberInput(attrs=_NUMBER)
    )
    quiet_percent = forms.IntegerField(
        label=_("ここまで「すいている」（定員の パーセント）"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    lively_percent = forms.IntegerField(
        label=_("ここから「にぎやか」（定員の パーセント）"),
        min_value=2,
        max_value=100,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    seat_minutes = forms.IntegerField(
        label=_("自習席を 1回に 使える時間（分）"),
        min_value=10,
        max_value=480,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    away_minutes = forms.IntegerField(
        label=_("席を はなれて よい時間（分）"),
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    scarce_percent = forms.IntegerField(
        label=_("のこりの席が これより 少ないとき、のばすのを ことわる（%）"), min_value=0, max_value=100,
        widget=forms.NumberInput(attrs=_NUMBER),
        help_text=_("席に よゆうが あるあいだは、何度でも のばせます。"),
    )  # fmt: skip


class DeviceForm(Form):
    name = forms.CharField(label=_("タブレットの名前"), max_length=40, help_text=_("例：げんかん、うら口"))


class SheetForm(Form):
    """Ten cards of one stage."""

    stage = forms.ChoiceField(label=_("だれの カード"), choices=_STAGES)
    ends_on = forms.DateField(
        label=_("使える さいごの日"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class ConfirmForm(Form):
    """The card and the guardian are both at the counter."""

    code = forms.CharField(
        label=_("カードの番号"), max_length=40, help_text=_("カードを 読みとるか、QRの下の 12文字を うちます。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    number = forms.CharField(
        label=_("保護者の番号"), max_length=20, help_text=_("保護者の マイページ「入口の 知らせ」に 出ています。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    seen = forms.BooleanField(label=_("この子の 保護者であることを、窓口で 確かめました"))


class OpeningForm(Form):
    checked = forms.MultipleChoiceField(
        label=_("見たこと"), choices=pairs(diary.OPENING), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ClosingForm(Form):
    checked = forms.MultipleChoiceField(
        label=_("見たこと"), choices=pairs(diary.CLOSING), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    words = forms.CharField(
        label=_("ようす・申しおくり"), required=False, max_length=diary.WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("こどもの名前は 書きません。けがや 苦情は「けが・ヒヤリハット」へ。"),
    )  # fmt: skip


class WordsForm(Form):
    words = ClosingForm.base_fields["words"]


class DayForm(Form):
    day = forms.DateField(widget=forms.HiddenInput)


class MonthForm(Form):
    """Which month: `2026-11`."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)

    def first(self, today: date) -> tuple[int, int]:
        """Year and month asked for; what cannot be read is this month."""
        told: Any = self.cleaned_data.get("month") if self.is_valid() else None
        if not told:
            return today.year, today.month
        year, month = told.split("-")
        return int(year), int(month)
