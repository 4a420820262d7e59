"""Forms of doors: where one stands, the grid of stickers, notes typed at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries.door_papers import SHEETS_MAX
from ibasho.rooms.voices.queries.tallies import Board, key
from ibasho.rooms.voices.rules.doors import NAME_MAX, QUOTA_MAX, Wished
from ibasho.rooms.voices.rules.kinds import Channel, Wording
from ibasho.rooms.voices.rules.tallies import COUNT_MAX, HEADS, Column, Who
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.models import Place

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_NUMBER: dict[str, Any] = {"inputmode": "numeric", "autocomplete": "off"}
_STAGES = [("", _("いろいろ")), *pairs(CHILD_STAGES)]


class DoorForm(Form):
    """Where answers come in. Given a door, its channel stays as it is."""

    channel = forms.ChoiceField(
        label=_("どんな 入り口か"),
        choices=Channel.choices(),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("どこ"),
        max_length=NAME_MAX,
        help_text=_("例：けっトラ市の テント、ひがし小 4年1組。答えは ここへ 返します。"),
    )
    place = forms.ModelChoiceField(
        label=_("居場所"), queryset=Place.objects.none(), required=False, empty_label=_("居場所では ない"),
        help_text=_("えらぶと、その団体も 数えたり メモを 入れたり できます。"),
    )  # fmt: skip
    district_code = forms.ChoiceField(
        label=_("小学校区"),
        required=False,
        help_text=_("答えた子が 小学校区を えらばなかったとき、数えた人数を ここに 入れます。"),
    )
    stage = forms.ChoiceField(label=_("年代"), choices=_STAGES, required=False)
    on = forms.DateField(
        label=_("その日だけ"), required=False, widget=_DAY, help_text=_("出店や ワークショップの 日。ほかの日は 答えられません。"),
    )  # fmt: skip
    quota = forms.IntegerField(
        label=_("何人まで"), required=False, min_value=1, max_value=QUOTA_MAX, widget=forms.NumberInput(attrs=_NUMBER),
        help_text=_("クラスの 人数。その数が とどくと おわります。"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        places: Any,
        districts: Iterable[tuple[str, str]],
        door: Door | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["district_code"].choices = [("", _("きまっていない")), *districts]  # type: ignore[attr-defined]
        if door is not None:
            del self.fields["channel"]

    def wished(self) -> Wished:
        given = self.cleaned_data
        channel = self.door.channel if self.door is not None else given["channel"]
        return Wished(
            channel, given["name"], given["district_code"], given["stage"], given["on"], given["quota"]
        )


class SheetsForm(Form):
    """How many sheets, in whose words."""

    wording = forms.ChoiceField(label=_("だれの ことばで"), choices=[])
    count = forms.IntegerField(
        label=_("何枚"), min_value=1, max_value=SHEETS_MAX, initial=30, widget=forms.NumberInput(attrs=_NUMBER),
        help_text=_("1枚ごとに ちがう「ひかえ」の 文字が つきます。コピー機で ふやさず、ここで 作ってください。"),
    )  # fmt: skip

    def __init__(self, *args: Any, wordings: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wording"].choices = pairs(wordings)  # type: ignore[attr-defined]


class TicketsForm(Form):
    count = forms.IntegerField(
        label=_("何枚"), min_value=1, max_value=400, initial=40, widget=forms.NumberInput(attrs=_NUMBER),
        help_text=_("10枚で A4 1枚です。作った文字は この1回しか 出ません。"),
    )  # fmt: skip


class NotesForm(Form):
    """Many lines at once."""

    question = forms.ChoiceField(label=_("どの しつもんの 声か"), required=False)
    who = forms.ChoiceField(label=_("だれの 声か"), choices=[])
    notes = forms.CharField(
        label=_("メモ"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 12, "data-width": "full"}),
        help_text=_("1行に 1つずつ、書いてあるとおりに。同じものが 3つあれば 行の さいごに ×3。名前・学校の名前も そのままで。のせる前に 2人が 読んで かくします。"),
    )  # fmt: skip
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, questions: Sequence[tuple[str, str]], people: Sequence[Who], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [*questions, ("", _("どれでもない（ふせん・ノート）"))]  # type: ignore[attr-defined]
        self.fields["who"].choices = [(one.code, one.label) for one in people]  # type: ignore[attr-defined]


class GridForm(Form):
    """Stickers as they stand on the paper: one field for each cell, `<who>|<column>`. Empty is what stands now."""

    nonce = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("いつの 数か"), widget=_DAY)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        columns = {
            HEADS: str(_("何人")),
            **{one.column: one.words for block in board.blocks for one in block.buttons},
        }
        self.cells: dict[str, tuple[Who, Column]] = {
            f"{who.code}|{key(column)}": (who, column) for who in board.people for column in columns
        }
        for name, (who, column) in self.cells.items():
            self.fields[name] = forms.IntegerField(
                label=f"{columns[column]}・{who.label}", required=False, min_value=0, max_value=COUNT_MAX,
                widget=forms.NumberInput(attrs=_NUMBER),
            )  # fmt: skip

    def given(self) -> dict[Who, dict[Column, int]]:
        """What was typed, cell by cell; cells left empty are not there."""
        found: dict[Who, dict[Column, int]] = {}
        for name, (who, column) in self.cells.items():
            n = self.cleaned_data.get(name)
            if n is not None:
                found.setdefault(who, {})[column] = n
        return found
