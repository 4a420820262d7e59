"""One question in everybody's words, its choices in rows below it; and figures published elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Conflict
from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.actions import figures
from ibasho.rooms.voices.actions.questions import Given
from ibasho.rooms.voices.models import Choice, PublishedFigure, Question
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules.kinds import QuestionKind, Respondent, Wording
from ibasho.town.places.rules.features import FEATURES

ROWS_EMPTY = 4  # so many blank rows under those that stand
PICTURES = (
    ("game", _("ゲーム")), ("tv", _("テレビ")), ("candy", _("おかし")), ("pingpong", _("卓球")), ("ball", _("ボール")),
    ("slide", _("すべり台")), ("blocks", _("つみき")), ("book", _("本")), ("pencil", _("えんぴつ")), ("desk", _("つくえ")),
    ("wifi", _("Wi-Fi")), ("plug", _("コンセント")), ("phone", _("電話")), ("bowl", _("ごはん")), ("carrot", _("やさい")),
    ("hands", _("手")), ("friends", _("ともだち")), ("adult", _("大人")), ("alone", _("ひとり")), ("baby", _("赤ちゃん")),
    ("voice", _("声・音楽")), ("heart", _("ハート")), ("star", _("星")), ("sun", _("太陽")), ("moon", _("月")),
    ("sprout", _("め")), ("rest", _("ねころぶ")), ("house", _("家")), ("noren", _("お店")), ("bus", _("バス")),
    ("bicycle", _("自転車")), ("walk", _("歩く")), ("clock", _("時計")), ("yen", _("お金")), ("globe", _("地球")),
    ("wheelchair", _("車いす")), ("toilet", _("トイレ")), ("photo", _("写真")), ("search", _("さがす")), ("question", _("はてな")),
    ("check", _("しるし")), ("maru", _("まる")), ("sankaku", _("さんかく")), ("batsu", _("ばつ")),
)  # fmt: skip


def _line(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.TextInput(attrs={"data-width": "full"}), **options
    )  # fmt: skip


class QuestionForm(Form):
    """`words_<wording>` and `helps_<wording>` for every wording somebody reads; `why` once somebody answered."""

    kind = forms.ChoiceField(label=_("答え方"), choices=QuestionKind.choices(), widget=forms.RadioSelect)
    needed = forms.BooleanField(label=_("かならず 答えてもらう"), required=False)
    asked = forms.MultipleChoiceField(
        label=_("だれに（えらばなければ みんなに）"), widget=forms.CheckboxSelectMultiple, required=False
    )
    picks_max = forms.IntegerField(
        label=_("いくつまで えらべるか（空なら いくつでも）"),
        min_value=1,
        max_value=rules.CHOICES_MAX,
        required=False,
    )
    why = forms.CharField(
        label=_("なおす わけ"), max_length=200,
        help_text=_("もう 答えた人が いるかもしれません。意味を かえずに、書きまちがいだけ なおしてください。"),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        wordings: Sequence[Wording],
        respondents: Sequence[str],
        question: Question | None = None,
        kind: str = "",
        answered: bool = False,
    ) -> None:
        self.wordings, self.question = wordings, question
        super().__init__(
            data, initial=_told(question, wordings) if question else {"kind": kind or QuestionKind.ONE}
        )
        self.fields["asked"].choices = [(who, Respondent(who).label) for who in respondents]  # type: ignore[attr-defined]
        for one in wordings:
            self.fields[f"words_{one}"] = _line(one.label, rules.WORDS_MAX)
            self.fields[f"helps_{one}"] = _line(_now("%s：そえる ことば") % one.label, rules.HELPS_MAX)
        if not answered:
            del self.fields["why"]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[f"words_{one}"] for one in self.wordings]

    @property
    def helps(self) -> list[forms.BoundField]:
        return [self[f"helps_{one}"] for one in self.wordings]

    def values(self) -> dict[str, Any]:
        """As actions.questions takes them. Wordings nobody is asked in any more stay as they were written."""
        told = self.cleaned_data
        return {
            "kind": told["kind"], "needed": told["needed"], "asked": told["asked"], "picks_max": told["picks_max"],
            "words": {**(self.question.words if self.question else {}), **self._written("words")},
            "helps": {**(self.question.helps if self.question else {}), **self._written("helps")},
        }  # fmt: skip

    def _written(self, what: str) -> dict[str, str]:
        return {one.value: self.cleaned_data[f"{what}_{one}"] for one in self.wordings}


def _told(question: Question, wordings: Sequence[Wording]) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: getattr(question, name) for name in ("kind", "needed", "asked", "picks_max")
    }
    for one in wordings:
        told[f"words_{one}"] = question.words.get(one, "")
        told[f"helps_{one}"] = question.helps.get(one, "")
    return told


class ChoiceForm(Form):
    """One row. `order`: where it stands; `gone`: it is taken away."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    order = forms.IntegerField(label=_("順"), min_value=1, max_value=99, required=False)
    picture = forms.ChoiceField(
        label=_("絵"), choices=[("", _("なし")), *PICTURES], required=False, widget=forms.RadioSelect
    )
    wish = forms.ChoiceField(
        label=_("居場所に ほしいもの"), choices=[("", _("－")), *FEATURES], required=False,
        help_text=_("えらぶと、どの 居場所に もう あるか、どの 校区に ないかが わかります。"),
    )  # fmt: skip
    gone = forms.BooleanField(label=_("消す"), required=False)

    def __init__(
        self, data: Any = None, *, number: int, wordings: Sequence[Wording], choice: Choice | None = None
    ) -> None:
        self.wordings, self.number, self.choice = wordings, number, choice
        told: dict[str, Any] = {"order": number}
        if choice:
            told |= {"pk": choice.pk, "picture": choice.picture, "wish": choice.wish}
            told |= {f"words_{one}": choice.words.get(one, "") for one in wordings}
        super().__init__(data, initial=told, prefix=f"c{number}")
        for one in wordings:
            self.fields[f"words_{one}"] = _line(
                _now("%(number)s番：%(who)s") % {"number": number, "who": one.label}, rules.CHOICE_WORDS_MAX
            )

    @property
    def first_words(self) -> forms.BoundField:
        return self[f"words_{self.wordings[0]}"]

    @property
    def other_words(self) -> list[forms.BoundField]:
        return [self[f"words_{one}"] for one in self.wordings[1:]]

    @property
    def pictures(self) -> list[tuple[str, str]]:
        return [(name, str(label)) for name, label in PICTURES]

    @property
    def is_wanted(self) -> bool:
        told = self.cleaned_data
        return not told["gone"] and any(told[f"words_{one}"] for one in self.wordings)

    def given(self, standing: Mapping[int, Choice]) -> Given:
        told = self.cleaned_data
        kept = standing[told["pk"]].words if told["pk"] in standing else {}
        words = {**kept, **{one.value: told[f"words_{one}"] for one in self.wordings}}
        return Given(words, told["picture"], told["wish"], told["pk"])


def choice_rows(
    data: Any, *, wordings: Sequence[Wording], choices: Sequence[Choice], blank: int = ROWS_EMPTY
) -> list[ChoiceForm]:
    """Those that stand, and blank ones. What was sent with more rows comes back with as many."""
    rows = max(len(choices) + blank, rules.CHOICES_MIN + blank)
    return [
        ChoiceForm(data, number=number, wordings=wordings, choice=choices[number - 1] if number <= len(choices) else None)
        for number in range(1, min(rows, rules.CHOICES_MAX) + 1)
    ]  # fmt: skip


def wanted(rows: Sequence[ChoiceForm], choices: Sequence[Choice]) -> list[Given]:
    """In the order that was asked for; equal numbers keep their rows' order. Raises Conflict when a choice stands now that
    this page had not shown: it would be lost."""
    standing = {one.pk: one for one in choices}
    if set(standing) - {row.cleaned_data["pk"] for row in rows}:
        raise Conflict(
            "question.choices_changed", "だれかが 先に えらぶものを 足しました。ページを 見なおしてください。"
        )
    found = [row for row in rows if row.is_wanted]
    found.sort(key=lambda row: (row.cleaned_data["order"] or row.number, row.number))
    return [row.given(standing) for row in found]


class FigureForm(Form):
    """One published figure."""

    group = forms.CharField(label=_("まとまり"), max_length=60, required=False)
    label = forms.CharField(label=_("なに"), max_length=80, required=False)
    value = forms.IntegerField(label=_("数"), min_value=0, max_value=9_999_999, required=False)
    unit = forms.CharField(label=_("単位"), max_length=12, required=False)
    respondent = forms.ChoiceField(
        label=_("だれ"), choices=[("", _("－")), *Respondent.choices()], required=False
    )
    wish = forms.ChoiceField(label=_("ほしいもの"), choices=[("", _("－")), *FEATURES], required=False)
    is_total = forms.BooleanField(label=_("合計"), required=False)

    def __init__(self, data: Any = None, *, number: int, figure: PublishedFigure | None = None) -> None:
        self.number = number
        told = {name: getattr(figure, name) for name in self.base_fields} if figure else {}
        super().__init__(data, initial=told, prefix=f"f{number}")

    def given(self) -> figures.Given | None:
        told = self.cleaned_data
        if not told["label"] and told["value"] is None:
            return None
        return figures.Given(**told)


@dataclass(frozen=True, slots=True)
class FigureRows:
    """All rows of one page."""

    rows: Sequence[FigureForm]

    def is_valid(self) -> bool:
        """Every row is looked at, so that all its errors are shown at once."""
        found = [row.is_valid() for row in self.rows]
        return all(found)

    def given(self) -> list[figures.Given]:
        return [told for row in self.rows if (told := row.given()) is not None]


def figure_rows(data: Any, standing: Sequence[PublishedFigure], blank: int = 6) -> FigureRows:
    count = len(standing) + blank
    return FigureRows(
        [
            FigureForm(data, number=number, figure=standing[number - 1] if number <= len(standing) else None)
            for number in range(1, count + 1)
        ]
    )
