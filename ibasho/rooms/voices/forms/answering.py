"""The child's form: a field (a ranking: some fields) for each question, made from the words that person reads.

No field is required here: `rules.answers.check` knows what was asked and says what is missing in a child's words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.queries.answering import ChoiceWords, QuestionWords
from ibasho.rooms.voices.rules import answers
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.kinds import FACE_WORDS, FACES, TEXT_MAX, QuestionKind

K = QuestionKind
RANKS_MAX = 3  # so many selects, where a question doesn't say how many
SECONDS_MIN, SECONDS_MAX = 2, 86_400  # faster than anybody reads; longer than any lesson
_SALT = "voices.answer"
HOW_MANY = 10
ORDINALS = tuple(f"{number}ばん" for number in range(1, HOW_MANY + 1))


@dataclass(frozen=True, slots=True)
class Part:
    """A question with its fields and, where there are any, (option, choice) pairs."""

    question: QuestionWords
    fields: tuple[forms.BoundField, ...]
    options: tuple[tuple[Any, ChoiceWords | int], ...]

    @property
    def first(self) -> forms.BoundField:
        return self.fields[0]


class AnswerForm(Form):
    """`homepage` is for robots: nobody sees it. The stamp says when the page was made and which page it is."""

    district = forms.ChoiceField(label=_("すんでいる ところの 小学校"), required=False)
    homepage = forms.CharField(label=_("ここには かかないでください"), required=False)

    def __init__(
        self,
        *told: Any,
        questions: Sequence[QuestionWords],
        districts: Iterable[tuple[str, str]],
        at: datetime,
        **named: Any,
    ) -> None:
        super().__init__(*told, **named)
        self.questions, self.at = questions, at
        self.order = [(one, _add(self.fields, one)) for one in questions]
        district = self.fields["district"]
        assert isinstance(district, forms.ChoiceField)
        found = list(districts)
        district.choices = [("", _("わからない・いいたくない")), *found]
        self.asks_district = bool(found)
        self.seed, self.stamp = self._page()
        self.hurries = False  # sent faster than anybody reads: what has to be mended is said first

    def _page(self) -> tuple[str, str]:
        """(seed, stamp): those of the page that was sent, or of a new one."""
        sent = str(self.data.get("stamp", ""))
        if self.age(sent) is not None:
            return str(signing.loads(sent, salt=_SALT)[0]), sent
        seed = uuid.uuid4().hex
        return seed, signing.dumps([seed, int(self.at.timestamp())], salt=_SALT)

    def age(self, stamp: str) -> int | None:
        """Seconds since the page was made; None where the stamp is not ours, or of another day."""
        try:
            _seed, made = signing.loads(stamp, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        seconds = int(self.at.timestamp()) - int(made)
        return seconds if 0 <= seconds <= SECONDS_MAX else None

    def clean(self) -> None:
        if self.cleaned_data.get("homepage"):
            self.add_error(
                None, _("かくれた らんに 文字が 入って います。ページを 開きなおして、もう一度 えらんでね。")
            )
        age = self.age(str(self.data.get("stamp", "")))
        if age is None:
            self.add_error(None, _("ページが 古く なりました。もう一度「おくる」を おしてね。"))
        self.hurries = age is not None and age < SECONDS_MIN

    def refuse(self, error: DomainError) -> None:
        """A ranking's sentence stands at its first select."""
        firsts = {answers.field(one.id): names[0] for one, names in self.order}
        moved = {firsts.get(name, name): told for name, told in error.fields.items()}
        super().refuse(type(error)(error.code, error.message, fields=moved))

    def parts(self) -> Iterator[Part]:
        for one, names in self.order:
            bound = tuple(self[name] for name in names)
            picks: Sequence[ChoiceWords | int] = FACES if one.kind == K.FACES else one.choices
            options = tuple(zip(bound[0], picks, strict=True)) if one.kind not in (K.TEXT, K.RANK) else ()
            yield Part(one, bound, options)

    def given(self, *, respondent: str, stage: str, district_code: str, wording: str) -> Given:
        """Call it on a valid form."""
        picks = [pick for one, names in self.order for pick in _picked(one, names, self.cleaned_data)]
        texts = [Said(one.id, told) for one, names in self.order if (told := self._words(one, names))]
        district = district_code or self.cleaned_data.get("district", "")
        return Given(respondent, stage, district, wording, tuple(picks), tuple(texts))

    def _words(self, question: QuestionWords, names: Sequence[str]) -> str:
        return str(self.cleaned_data.get(names[0], "")) if question.kind == K.TEXT else ""


def written(form: AnswerForm, sent: QueryDict) -> dict[str, Any]:
    """What was written so far, for the same questions in other words."""
    many = [name for name, field in form.fields.items() if isinstance(field, forms.MultipleChoiceField)]
    return {name: sent.getlist(name) if name in many else sent.get(name, "") for name in form.fields}


def _add(fields: dict[str, forms.Field], question: QuestionWords) -> tuple[str, ...]:
    """The names of its fields."""
    name = answers.field(question.id)
    if question.kind == K.RANK:
        return _add_ranks(fields, question, name)
    fields[name] = _field(question)
    return (name,)


def _field(question: QuestionWords) -> forms.Field:
    label, choices = question.words, [(str(one.id), one.words) for one in question.choices]
    if question.kind == K.TEXT:
        box = forms.Textarea(attrs={"rows": 4, "data-letters": TEXT_MAX})
        return forms.CharField(label=label, required=False, widget=box)
    if question.kind == K.MANY:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=boxes)
    if question.kind == K.FACES:
        choices = [(str(face), FACE_WORDS[face]) for face in FACES]
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


def _add_ranks(fields: dict[str, forms.Field], question: QuestionWords, name: str) -> tuple[str, ...]:
    choices = [("", _("えらばない")), *((str(one.id), one.words) for one in question.choices)]
    many = min(question.picks_max or RANKS_MAX, len(question.choices), HOW_MANY)
    names = tuple(f"{name}_{number}" for number in range(1, max(many, 1) + 1))
    for label, one in zip(ORDINALS, names, strict=False):
        fields[one] = forms.ChoiceField(label=label, required=False, choices=choices)
    return names


def _picked(question: QuestionWords, names: Sequence[str], told: Mapping[str, Any]) -> Iterator[Picked]:
    """What the cleaned fields of one question chose."""
    if question.kind == K.RANK:
        for place, name in enumerate(names, start=1):
            if told.get(name):
                yield Picked(question.id, int(told[name]), place)
    elif question.kind == K.FACES:
        if told.get(names[0]):
            yield Picked(question.id, face=int(told[names[0]]))
    elif question.kind != K.TEXT:
        said = told.get(names[0]) or []
        for one in [said] if isinstance(said, str) else said:
            yield Picked(question.id, int(one))


class TicketForm(Form):
    """The letters of a ticket or of a class's link, as they are printed."""

    code = forms.CharField(
        label=_("ふだの 文字"), max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-size": "lg"}
        ),
        help_text=_("ふだに かいてある 文字を 入れてね。大きい 文字でも 小さい 文字でも いいよ。"),
    )  # fmt: skip
