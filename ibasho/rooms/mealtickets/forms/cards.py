"""Making cards, finding one, stopping some, keys, and how many pages of stubs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.mealtickets.models import Sheet, Shop
from ibasho.rooms.mealtickets.rules import sheets as rules

PAGES_MAX = 20


class SheetForm(Form):
    """A batch. The shop is asked for a ticket of the wall alone."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=[
            (Sheet.Kind.CHILD, _("こどもカード（どのお店でも 1日1回）")),
            (Sheet.Kind.WALL, _("かべのチケット（1つのお店で 1回）")),
        ],
        widget=forms.RadioSelect,
    )
    shop = forms.ModelChoiceField(
        label=_("お店（かべのチケットだけ）"),
        queryset=Shop.objects.none(),
        required=False,
        empty_label=_("えらばない"),
    )
    count = forms.IntegerField(
        label=_("枚数"),
        min_value=1,
        max_value=rules.COUNT_MAX,
        help_text=_("A4 1枚に 10枚 ならびます。"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    given_to = forms.CharField(
        label=_("どこへ わたすか"),
        max_length=120,
        required=False,
        help_text=_("学校や 場所の名前だけ。こどもの名前は 書きません。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_until = forms.DateField(
        label=_("使える さいごの日"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("作った日から 6か月までです。"),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        shops = Shop.objects.filter(cards=True, state=Shop.State.STARTED).select_related("place")
        cast("forms.ModelChoiceField[Shop]", self.fields["shop"]).queryset = shops
        last = today + timedelta(days=settings.MEAL_CARD_DAYS_MAX)
        self.fields["valid_until"].widget.attrs.update({"min": today.isoformat(), "max": last.isoformat()})
        for name, value in {
            "kind": Sheet.Kind.CHILD,
            "count": rules.A_PAGE,
            "valid_until": rules.default_until(today),
        }.items():
            self.fields[name].initial = value


class FindForm(Form):
    """A card before you: its twelve letters, or what a reader types of its QR. Never kept, never in an address."""

    code = forms.CharField(
        label=_("カードの番号"),
        max_length=200,
        help_text=_("カードの 12文字を 打つか、QRコードを 読みとります。"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-private": "",
            }
        ),
    )


class StopForm(Form):
    """A part of a batch that was lost."""

    positions = forms.CharField(
        label=_("何枚目を 止めるか"), max_length=200, help_text=_("1-10, 14 のように 書きます。")
    )
    why = forms.CharField(
        label=_("わけ"), max_length=120, help_text=_("あとで 読む人のため。人の名前は 書きません。")
    )


class WhyForm(Form):
    why = forms.CharField(
        label=_("わけ"), max_length=120, help_text=_("あとで 読む人のため。人の名前は 書きません。")
    )


class PagesForm(Form):
    pages = forms.TypedChoiceField(
        label=_("何ページ"),
        coerce=int,
        choices=[(n, f"{n}") for n in (1, 2, 5, 10, PAGES_MAX)],
        initial=2,
    )
