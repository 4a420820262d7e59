"""A note in thirty seconds: a sign, where, when; everything else may stay empty. And what was heard or read, typed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import Labelled, pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.care.rules import notes as rules
from ibasho.rooms.care.rules.kinds import Sign
from ibasho.rooms.care.rules.notes import Note, When
from ibasho.town.places.models import Place

# No browser and no script of ours may keep what is typed here.
PRIVATE = {"autocomplete": "off", "data-private": ""}
ELSEWHERE = ""
UNKNOWN = "elsewhere"  # the desk's answer, since there an empty one is none
TILES_MAX = 8  # more places than these go into a list


class NoteForm(Form):
    """`signs` may come empty: the rule says which picture to press for what nobody has a picture of."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    danger = forms.BooleanField(
        label=_("いま あぶない（センターにも しるしを つけて おくる）"), required=False
    )
    signs = forms.MultipleChoiceField(
        label=_("何に 気づきましたか（いくつでも）"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=Sign.choices(),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("どこで"), required=False)
    spot = forms.CharField(
        label=_("その中の どこか、ほかの 場所（なくても いい）"), required=False, max_length=rules.SPOT_MAX,
        widget=forms.TextInput(attrs={**PRIVATE, "data-width": "full"}),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("いつ"), required=False, widget=forms.RadioSelect, initial=When.TODAY.value,
        choices=When.choices(),
    )  # fmt: skip
    when_words = forms.CharField(
        label=_("時間や 曜日（なくても いい）"), required=False, max_length=rules.WHEN_MAX,
        widget=forms.TextInput(attrs={**PRIVATE, "data-width": "full"}),
    )  # fmt: skip
    child = forms.CharField(
        label=_("その場所での よび名（なくても いい）"), required=False, max_length=rules.CHILD_MAX,
        help_text=_("名字や 名前は いりません。いつもの よび名で わかります。"), widget=forms.TextInput(attrs=PRIVATE),
    )  # fmt: skip
    words = forms.CharField(
        label=_("見たこと・聞いたこと（なくても いい）"), required=False, max_length=rules.WORDS_MAX,
        help_text=_("見たまま、聞いたままを 書いてください。理由や 病名を 考えなくて だいじょうぶです。"),
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 4, "maxlength": rules.WORDS_MAX}),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = self._where([(one.public_id, one.name) for one in places])

    def _where(self, known: list[tuple[str, str]]) -> forms.ChoiceField:
        choices = [*known, (ELSEWHERE, _("ほかの 場所"))]
        first = choices[0][0] if len(choices) <= TILES_MAX else ELSEWHERE
        return forms.ChoiceField(
            label=_("どこで"), required=False, choices=choices, widget=_tiles_or_list(choices), initial=first
        )  # fmt: skip

    def told(self) -> Note:
        said = self.cleaned_data
        return Note(
            signs=rules.in_order(Sign(one) for one in said["signs"]), when=When(said["when"] or When.TODAY),
            when_words=said["when_words"], place=said["place"], spot=said["spot"], child=said["child"],
            words=said["words"], danger=said["danger"],
        )  # fmt: skip


def _tiles_or_list(choices: Sequence[object]) -> forms.Widget:
    few = len(choices) <= TILES_MAX
    return forms.RadioSelect() if few else forms.Select(attrs={"data-width": "full"})


class Hand(Labelled):
    """Whose note somebody of the city types."""

    SELF = "self", "わたしが 気づいた"
    TALK = "talk", "電話・窓口で 聞いた"
    PAPER = "paper", "紙の メモが とどいた"


class TypedForm(NoteForm):
    """On the desk. `own`: whether this person also writes notes of their own; the centre's people only type in."""

    field_order = ("nonce", "hand")

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hands = [one for one in Hand if own or one is not Hand.SELF]
        self.fields["hand"] = forms.ChoiceField(
            label=_("だれの 気づきですか"), choices=pairs(hands), widget=forms.RadioSelect,
            initial=hands[0].value, help_text=_("聞いた人・書いた人の 名前は のこしません。"),
        )  # fmt: skip

    def _where(self, known: list[tuple[str, str]]) -> forms.ChoiceField:
        """Nothing is chosen beforehand: whoever types in chooses, or says that nobody knows."""
        choices = [*known, (UNKNOWN, _("わからない・ほかの 場所"))]
        few = len(choices) <= TILES_MAX
        return forms.ChoiceField(
            label=_("どこで"),
            choices=choices if few else [("", _("えらんでください")), *choices],
            widget=_tiles_or_list(choices),
            error_messages={
                "required": _(
                    "どこでの ことかを えらんでください。「わからない・ほかの 場所」でも かまいません。"
                )
            },
        )

    def told(self) -> Note:
        told = super().told()
        return replace(told, place=ELSEWHERE) if told.place == UNKNOWN else told

    @property
    def hand(self) -> Hand:
        return Hand(self.cleaned_data["hand"])
