"""こどもの声: the box is always open, three times a year something is asked; two read, somebody decides, it is told back."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import numpy as np
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.voices.actions import (
    answering,
    deciding,
    grouping,
    hearings,
    questions,
    readings,
    steps,
    telling,
    themes,
)
from ibasho.rooms.voices.models import Door, Grouping, Hearing, Opinion, Question, Theme
from ibasho.rooms.voices.rules import templates_of_hearings
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.kinds import (
    Channel,
    Looked,
    QuestionKind,
    Respondent,
    StepKind,
    ToldBy,
    Verdict,
)
from ibasho.rooms.voices.rules.templates_of_hearings import Template
from ibasho.rooms.voices.rules.wordings import wording_of
from rehearsal.ground import STAGES
from rehearsal.stage import Stage

NAME = "voices"
SHARE = 0.06
ASKED_ON = (40, 160, 285)  # days of the year on which something is asked
OPEN_DAYS = 14
TITLES = ("居場所に あったらいいもの", "夏休みの すごし方", "つぎの 年度に ほしいもの")
WORDS = (
    "卓球台が ほしいです。", "もっと おそくまで あいていると うれしい。", "しずかに 勉強できる 席を ふやして。",
    "雨の日に 遊べる ところが ない。", "ごはんが おいしかった。また 行きたい。", "近くに 行ける 場所が ない。",
    "本を もっと ふやしてほしい。", "小さい子と べつの 時間も ほしい。",
)  # fmt: skip
THEME_DAY = 25
WISHED_MIN = 2
DECIDED_AFTER = timedelta(days=10)
LINK = Actor.public(Via.LINK)


def day(stage: Stage) -> None:
    if stage.number in ASKED_ON:
        stage.when(stage.at(9, 20), partial(_ask, stage, TITLES[ASKED_ON.index(stage.number)]))
    stage.when(stage.at(12, 30), partial(_answer_all, stage))
    stage.when(stage.at(14, 15), partial(_read, stage))
    if stage.is_day(month_day=THEME_DAY):
        stage.when(stage.at(15), partial(_theme, stage))


def _ask(stage: Stage, title: str, at: datetime) -> None:
    template = templates_of_hearings.find("stall")
    if template is None:
        raise LookupError("the hearing that is asked at a stall")
    values = {
        **template.values, "title": title, "opens_on": stage.day, "closes_on": stage.day + timedelta(days=OPEN_DAYS),
        "line_code": "",
    }  # fmt: skip
    hearing = stage.do("voices.draft", hearings.draft, values=values, by=stage.cast.officer, at=at)
    if hearing is not None:
        _prepare(stage, hearing, template, at)


def _prepare(stage: Stage, hearing: Hearing, template: Template, at: datetime) -> None:
    by = stage.cast.officer
    for one in template.questions:
        given = [questions.Given(choice.words, choice.picture, choice.wish) for choice in one.choices]
        stage.do(
            "voices.question", questions.add, hearing=hearing, values=one.values, choices=given, by=by, at=at
        )
    for kind, note in ((StepKind.PLAN, "きくことを きめた。"), (StepKind.PREPARE, "こどもと 読みあわせた。")):
        stage.do(
            "voices.step",
            steps.settle,
            hearing=hearing,
            kind=kind,
            done_on=stage.day,
            note=note,
            by=by,
            at=at,
        )
    stage.do("voices.open", hearings.open, hearing=hearing, by=by, at=at)


def _answer_all(stage: Stage, at: datetime) -> None:
    """Children of the sample, each once a day at most, at any hearing that is open."""
    rng = stage.rng("voices answers")
    children = stage.world.children
    says = np.flatnonzero(rng.uniform(size=len(children)) < stage.values["says_something"])
    found = Door.objects.filter(hearing__state=Hearing.State.OPEN, shut=False, quota=None, on=None)
    doors = list(
        found.filter(channel__in=(Channel.WEB, Channel.PLACE)).select_related("hearing").order_by("pk")
    )
    for number, child in enumerate(says.tolist()):
        if doors and children.stage[child] > 0:
            age = STAGES[int(children.stage[child])].value
            moment = at + timedelta(seconds=20 * number)
            stage.when(moment, partial(_answer, stage, doors[number % len(doors)], age, rng))


def _answer(stage: Stage, door: Door, age: str, rng: np.random.Generator, at: datetime) -> None:
    picks: list[Picked] = []
    texts: list[Said] = []
    for question in Question.objects.filter(hearing=door.hearing).prefetch_related("choices"):
        if question.kind == QuestionKind.TEXT:
            texts.append(Said(question.pk, str(rng.choice(WORDS))))
        elif choices := [one.pk for one in question.choices.all()]:
            picks.append(Picked(question.pk, int(rng.choice(choices))))
    wording = wording_of(Respondent.CHILD, age).value
    given = Given(Respondent.CHILD.value, age, "", wording, tuple(picks), texts=tuple(texts))
    stage.do("voices.answer", answering.answer, door=door, ticket="", given=given, by=LINK, at=at)


def _read(stage: Stage, at: datetime) -> None:
    for opinion in Opinion.objects.filter(state=Opinion.State.WAITING).order_by("pk")[:40]:
        for by in (stage.cast.officer, stage.cast.second):
            if not opinion.readings.filter(version=opinion.version, by_id=by.person_id).exists():
                stage.do(
                    "voices.read", readings.read, opinion=opinion, version=opinion.version, said=Looked.SHOW.value, by=by,
                    at=at,
                )  # fmt: skip


def _theme(stage: Stage, at: datetime) -> None:
    """What was shown since and stands in no theme, hearing by hearing."""
    grouped = Grouping.objects.values_list("opinion", flat=True)
    shown = Opinion.objects.filter(state=Opinion.State.SHOWN).exclude(pk__in=grouped)
    for key in sorted(set(shown.values_list("hearing", flat=True))):
        hearing = Hearing.objects.get(pk=key)
        name = f"{stage.day.month}月までに とどいた 声"
        values = {
            "title": name,
            "child_title": name,
            "wish": _wish(shown.filter(hearing=key)),
            "line_code": "",
        }
        theme = stage.do(
            "voices.theme", themes.make, hearing=hearing, values=values, by=stage.cast.officer, at=at
        )
        if theme is not None:
            keys = list(shown.filter(hearing=key).values_list("pk", flat=True))
            stage.do("voices.put", grouping.put, theme=theme, opinions=keys, by=stage.cast.officer, at=at)
            stage.when(at + DECIDED_AFTER, partial(_decide, stage, theme))


def _wish(voices: QuerySet[Opinion]) -> str:
    """What several of them ask a place for: then `acts.joins` may tell that it came."""
    return "table_tennis" if voices.filter(words__contains="卓球").count() >= WISHED_MIN else ""


def _decide(stage: Stage, theme: Theme, at: datetime) -> None:
    verdict = str(stage.rng(f"voices theme {theme.pk}").choice([Verdict.REFLECT.value, Verdict.PARTLY.value]))
    values = {
        "verdict": verdict, "why": "つぎの 月の 予定に 入れる。", "child_why": "できるところから はじめます。", "next_on": None
    }  # fmt: skip
    decision = stage.do(
        "voices.decide", deciding.decide, theme=theme, values=values, by=stage.cast.second, at=at
    )
    if decision is not None:
        stage.do(
            "voices.tell", telling.tell, theme=theme, doors=[None], way=ToldBy.PAGE.value, on=clock.day(at),
            by=stage.cast.officer, at=at,
        )  # fmt: skip
