"""A sheet of paper, typed in by numbers: tab, digits, tab. Each question has one box; choices are numbered as printed."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.queries.answering import QuestionWords
from ibasho.rooms.voices.rules import answers
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.kinds import FACES, QuestionKind

K = QuestionKind
_SALT = "voices.typing"
_NUMBERS = re.compile(r"\d+")
Choices = Sequence[tuple[str, str]]
HOW = {
    K.ONE: gettext_lazy("番号を 1つ"),
    K.VOTE: gettext_lazy("番号を 1つ"),
    K.MANY: gettext_lazy("番号を ぜんぶ。あいだは 空けるか「,」"),
    K.RANK: gettext_lazy("1番めに えらんだものから 順に、番号を"),
    K.FACES: gettext_lazy("左の 顔から 1・2・3・4・5"),
    K.TEXT: gettext_lazy("書いてある とおりに"),
}


class SheetForm(Form):
    """Door, age and district stay for the next sheet; the rest is empty again."""

    door = forms.ChoiceField(label=gettext_lazy("どこの 紙"))
    who = forms.ChoiceField(label=gettext_lazy("だれ"))
    district = forms.ChoiceField(label=gettext_lazy("小学校区"), required=False)
    slip = forms.CharField(
        label=gettext_lazy("ひかえの 文字"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "md", "spellcheck": "false"}),
        help_text=gettext_lazy("紙に ついていれば。ない紙は 空けたまま。"),
    )  # fmt: skip

    def __init__(
        self,
        *told: Any,
        questions: Sequence[QuestionWords],
        doors: Choices,
        who: Choices,
        districts: Choices,
        **named: Any,
    ) -> None:
        super().__init__(*told, **named)
        self.questions = questions
        for name, choices in (
            ("door", doors),
            ("who", who),
            ("district", [("", _("わからない")), *districts]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        for one in questions:
            self.fields[answers.field(one.id)] = _field(one)
        if questions and self.initial.get("door"):  # the second sheet begins where the first one differed
            self.fields[answers.field(questions[0].id)].widget.attrs["autofocus"] = True

    @property
    def seed(self) -> str:
        """Of the page that was sent; "" where it is not ours."""
        return seed_of(str(self.data.get("stamp", "")))

    def parts(self) -> Iterator[tuple[QuestionWords, forms.BoundField]]:
        for one in self.questions:
            yield one, self[answers.field(one.id)]

    def clean(self) -> None:
        for one in self.questions:
            name = answers.field(one.id)
            if one.kind == K.TEXT or name not in self.cleaned_data:
                continue
            most = len(FACES) if one.kind == K.FACES else len(one.choices)
            found = numbers(self.cleaned_data[name])
            if found is None or any(not 1 <= number <= most for number in found):
                self.add_error(name, _("1から %(most)dまでの 番号を 入れてください。") % {"most": most})
            self.cleaned_data[name] = found or []

    def given(self, *, respondent: str, stage: str, district_code: str, wording: str) -> Given:
        """Call it on a valid form. The boxes of questions this person was not asked stay empty on paper."""
        told = {one.id: self.cleaned_data[answers.field(one.id)] for one in self.questions}
        texts = [Said(one.id, told[one.id]) for one in self.questions if one.kind == K.TEXT and told[one.id]]
        picks = [pick for one in self.questions if one.kind != K.TEXT for pick in _picked(one, told[one.id])]
        district = district_code or self.cleaned_data.get("district", "")
        return Given(respondent, stage, district, wording, tuple(picks), tuple(texts))


def numbers(text: str) -> list[int] | None:
    """`1,3 ５` → [1, 3, 5]; None where there is something else between them."""
    told = unicodedata.normalize("NFKC", text)
    if _NUMBERS.sub("", told).strip(" ,、。.・/　\t"):
        return None
    return [int(one) for one in _NUMBERS.findall(told)]


def new_stamp() -> str:
    return signing.dumps(uuid.uuid4().hex, salt=_SALT)


def seed_of(stamp: str) -> str:
    try:
        return str(signing.loads(stamp, salt=_SALT))
    except signing.BadSignature:
        return ""


def _picked(question: QuestionWords, found: Sequence[int]) -> Iterator[Picked]:
    for place, number in enumerate(found, start=1):
        if question.kind == K.FACES:
            yield Picked(question.id, face=number)
        else:
            chosen = question.choices[number - 1].id
            yield Picked(question.id, chosen, place if question.kind == K.RANK else None)


def _field(question: QuestionWords) -> forms.Field:
    how = HOW[K(question.kind)]
    if question.kind == K.TEXT:
        box = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(label=question.words, required=False, widget=box, help_text=how)
    line = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "sm"})
    return forms.CharField(label=question.words, required=False, max_length=60, widget=line, help_text=how)
