"""The ground of voices: one open hearing with its questions and doors. Extend by small makers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ibasho.rooms.voices.models import Answer, Choice, Door, Hearing, Opinion, Pick, Question, Step
from ibasho.rooms.voices.rules.kinds import StepKind
from tests import make
from tests.people import Cast

DAY = make.TUESDAY


@dataclass(frozen=True)
class Ground:
    """「いどころに ほしいもの」: many of five, one face, free words; the page's own door and a class's."""

    people: Cast
    hearing: Hearing
    wishes: Question
    feeling: Question
    words: Question
    web: Door
    school: Door


WISHES = (
    ("games", "ゲーム", "game"), ("tv", "テレビ", "tv"), ("dagashi", "だがし", "candy"), ("table_tennis", "たっきゅう", "pingpong"),
    ("wifi", "ワイファイ", "wifi"),
)  # fmt: skip


def ground(people: Cast, **changed: Any) -> Ground:
    made = hearing(people, **changed)
    wishes = question(made, "many", "いばしょに あったら いいものは？")
    for at, (wish, named, picture) in enumerate(WISHES, start=1):
        choice(wishes, at, named, wish=wish, picture=picture)
    feeling = question(made, "faces", "いまの いばしょは どう？")
    words = question(made, "text", "おもったことを かいてね")
    return Ground(
        people,
        made,
        wishes,
        feeling,
        words,
        door(made),
        door(made, channel="tablet", name="ひがし小 4年1組", quota=40),
    )


def hearing(people: Cast, **changed: Any) -> Hearing:
    row = Hearing.objects.create(
        **{
            "title": "居場所に あったらいいもの", "child_title": "いばしょに ほしいもの", "purpose": "居場所の備品を決める",
            "child_purpose": "ほしいものを そろえるため", "policy": "こども計画 居場所の充実", "line_code": "R6-4-4", "moment": "run",
            "methods": ["survey", "outreach"], "respondents": ["child", "parent", "shop"], "stages": ["lower", "upper", "junior"],
            "state": "open", "opens_on": DAY - timedelta(days=7), "closes_on": DAY + timedelta(days=30),
            "created_at": make.AT, "created_by": people.aoi, **changed,
        }
    )  # fmt: skip
    for kind in StepKind:
        Step.objects.create(hearing=row, kind=kind.value)
    return row


def question(hearing: Hearing, kind: str, words: str, **changed: Any) -> Question:
    position = hearing.questions.count() + 1
    told = dict.fromkeys(("small", "teen", "easy", "parent", "place"), words)
    return Question.objects.create(
        hearing=hearing, position=position, kind=kind, **{"words": told, **changed}
    )


def choice(question: Question, position: int, words: str, **changed: Any) -> Choice:
    told = dict.fromkeys(("small", "teen", "easy", "parent", "place"), words)
    return Choice.objects.create(question=question, position=position, words=told, **changed)


def door(hearing: Hearing, **changed: Any) -> Door:
    return Door.objects.create(**{"hearing": hearing, "channel": "web", "name": "ホームページ", **changed})


def answer(door: Door, *choices: Choice, face: tuple[Question, int] | None = None, **changed: Any) -> Answer:
    row = Answer.objects.create(
        **{
            "hearing": door.hearing, "door": door, "respondent": "child", "stage": "upper", "wording": "small", "day": DAY,
            **changed,
        }
    )  # fmt: skip
    for one in choices:
        Pick.objects.create(answer=row, question=one.question, choice=one)
    if face:
        Pick.objects.create(answer=row, question=face[0], face=face[1])
    return row


def opinion(door: Door, words: str, *, day: date = DAY, **changed: Any) -> Opinion:
    return Opinion.objects.create(
        **{
            "id": uuid.uuid4(), "hearing": door.hearing, "door": door, "respondent": "child", "stage": "upper", "day": day,
            "words": words, "shown_words": words, **changed,
        }
    )  # fmt: skip
