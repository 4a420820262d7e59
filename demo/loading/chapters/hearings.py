"""The voices of みほん市: asked, written, read by two, put together, answered and told back, by the actions people use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from demo.chapters.hearings import Answered, Asked, Judged, Published, SchoolClass, Voice
from demo.chapters.hearings import Hearings as Described
from demo.chapters.hearings import Theme as DescribedTheme
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.voices.actions import (
    answering,
    deciding,
    doing,
    doors,
    figures,
    grouping,
    hearings,
    pouring,
    questions,
    readings,
    releases,
    steps,
    telling,
    themes,
)
from ibasho.rooms.voices.models import Answer, Door, Hearing, Opinion, Question, Theme
from ibasho.rooms.voices.rules import templates_of_hearings
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.doors import Wished
from ibasho.rooms.voices.rules.kinds import (
    Channel,
    Looked,
    QuestionKind,
    Respondent,
    StepKind,
    ToldBy,
    Wording,
)
from ibasho.rooms.voices.rules.wordings import wording_of
from ibasho.town.areas.stages import Stage
from ibasho.town.concerns.models import Concern

DAY = timedelta(days=1)
PREPARED_BEFORE = 14 * DAY  # so long before a hearing opens it is thought of
WRITES, SECONDS, READS = "akari", "kenta", ("akari", "yuri")
PLACE = "mihon-koryukan"
MIDDAY = time(12, 10)
RESPONDENTS_OF_PARTNERS = (Respondent.SHOP, Respondent.FARMER, Respondent.SUPPORTER)


def load(city: City, work: Work) -> str:
    told = city.hearings
    desk = _Desk(work)
    desk.published(told.survey)
    desk.stall(told)
    desk.vote(told)
    desk.partners(told)
    desk.review(told)
    desk.box(told)
    desk.begin(told.draft, opened=False)
    waiting = Opinion.objects.filter(state=Opinion.State.WAITING).count()
    return (
        f"きいた回 {Hearing.objects.count()}、答え {Answer.objects.count()}、声 {Opinion.objects.count()}"
        f"（読む前 {waiting}）、テーマ {Theme.objects.count()}、センターへ {Concern.objects.count()}"
    )


class _Desk:
    """The officer asks and answers, the administrator is the second person, two people read."""

    def __init__(self, work: Work, *, writes: str = WRITES, seconds: str = SECONDS) -> None:
        self.work = work
        self.officer = Actor(person_id=work.people[writes].pk)
        self.admin = Actor(person_id=work.people[seconds].pk)

    def at(self, day: date) -> datetime:
        return min(clock.at(day, MIDDAY), self.work.at)

    def published(self, told: Published) -> Hearing:
        """A hearing held elsewhere: its figures, its source, and where no day was published, that."""
        by, at = self.officer, self.work.at
        values = {
            "title": told.title, "child_title": told.child_title, "purpose": told.purpose,
            "child_purpose": told.child_purpose, "policy": told.policy, "line_code": told.line_code, "moment": "plan",
            "methods": ["survey", "outreach"], "respondents": [Respondent.CHILD.value, Respondent.PARENT.value],
            "stages": [], "opens_on": told.on, "closes_on": told.on, "source_name": told.source,
        }  # fmt: skip
        hearing = hearings.draft(values=values, by=by, at=at)
        if told.on is None:
            return hearing  # its day and its result were never published: it stays a draft
        for kind in (StepKind.PLAN, StepKind.PREPARE):
            steps.skip(hearing=hearing, kind=kind, why=told.not_said, by=by, at=at)
        rows = [
            figures.Given(one.label, one.value, one.unit, one.group, one.respondent, one.is_total, one.wish)
            for one in told.figures
        ]
        figures.write(hearing=hearing, figures=rows, by=by, at=at)
        hearings.show(hearing=hearing, by=by, at=at)
        for kind in (StepKind.REFLECT, StepKind.FEEDBACK):
            steps.skip(hearing=hearing, kind=kind, why=told.not_said, by=by, at=at)
        return hearing

    def begin(self, asked: Asked, *, opened: bool = True, **changed: object) -> Hearing:
        """From a form that stands ready; thought of and prepared before it opens."""
        template = templates_of_hearings.find(asked.template)
        if template is None:
            raise LookupError(asked.template)
        start = min(asked.opens_on, self.work.day) - PREPARED_BEFORE
        values = {
            **template.values, "title": asked.title, "opens_on": asked.opens_on, "closes_on": asked.closes_on,
            "line_code": "R6-4-4", **changed,
        }  # fmt: skip
        hearing = hearings.draft(values=values, by=self.officer, at=self.at(start))
        for one in template.questions:
            given = [
                questions.Given(choice.words, choice.picture, choice.wish, code=choice.code)
                for choice in one.choices
            ]
            questions.add(
                hearing=hearing, values=one.values, choices=given, code=one.code, by=self.officer, at=self.at(start)
            )  # fmt: skip
        if opened:
            self._open(hearing, start, asked.opens_on)
        return Hearing.objects.get(pk=hearing.pk)

    def _open(self, hearing: Hearing, start: date, opens_on: date) -> None:
        for kind, day, note in (
            (StepKind.PLAN, start, "だれに なにを きくかを 決めた。"),
            (StepKind.PREPARE, start + 5 * DAY, "小学生・中高生・やさしい日本語の ことばを 書き、こども3人に 読んでもらった。"),
        ):  # fmt: skip
            steps.settle(
                hearing=hearing, kind=kind, done_on=day, note=note, by=self.officer, at=self.at(opens_on)
            )
        hearings.open(hearing=hearing, by=self.officer, at=self.at(opens_on))

    def door(self, hearing: Hearing, channel: Channel, name: str, **changed: object) -> Door:
        wished = Wished(channel=channel.value, name=name, **changed)  # type: ignore[arg-type]
        place = self.work.places[PLACE] if channel is Channel.PLACE else None
        return doors.make(
            hearing=hearing,
            wished=wished,
            place=place,
            by=self.officer,
            at=self.at(hearing.opens_on or self.work.day),
        )

    def pour(self, at: datetime) -> None:
        pouring.pour(by=self.work.by, at=at)

    def stall(self, told: Described) -> None:
        """A hundred answers at two markets, published once by two people."""
        hearing = self.begin(told.stall)
        found = [self.door(hearing, Channel.STALL, name) for name in told.stall_doors]
        wishes, elsewhere = _questions(hearing, QuestionKind.MANY, QuestionKind.ONE)
        for number, one in enumerate(sorted(told.stall_answers, key=lambda row: row.on)):
            self._answer(found[number % len(found)], _of_stall(one, wishes, elsewhere), one.on)
        self._publish(hearing)
        doors.give_link(door=found[0], by=self.officer, at=self.work.at)

    def vote(self, told: Described) -> None:
        """Five classes, each by its own link; the picture of the running vote comes out by itself."""
        hearing = self.begin(told.vote)
        (ballot,) = _questions(hearing, QuestionKind.VOTE)
        order = list(ballot.choices.order_by("position"))
        for number, one in enumerate(told.classes):
            door = self.door(
                hearing,
                Channel.TABLET,
                one.name,
                district_code=one.district,
                stage=one.stage,
                quota=one.quota,
            )
            day = told.vote.opens_on + (number + 1) * DAY
            for vote in one.votes:
                self._answer(door, _of_vote(one, ballot, order[vote].pk), day)
            self.pour(self.at(day + DAY))

    def partners(self, told: Described) -> None:
        """Fewer than ten: nothing of it is published yet."""
        hearing = self.begin(told.shops)
        door = Door.objects.get(hearing=hearing, channel=Channel.WEB)
        (first, *_rest) = [one for one in hearing.questions.all() if one.choices.exists()]
        for number in range(told.shop_answers):
            respondent = RESPONDENTS_OF_PARTNERS[number % 3]
            picked = first.choices.all()[number % first.choices.count()]
            given = Given(
                respondent.value, "", "", wording_of(respondent, "").value, (Picked(first.pk, picked.pk),)
            )
            self._answer(door, given, told.shops.opens_on + number * DAY)
        self.pour(self.work.at)

    def review(self, told: Described) -> None:
        """Children judge the places, at one of them and at home; what they say is published once by two people."""
        hearing = self.begin(told.review)
        found = [
            self.door(hearing, Channel.PLACE, self.work.places[PLACE].name),
            Door.objects.get(hearing=hearing, channel=Channel.WEB),
        ]
        (mine,) = _questions(hearing, QuestionKind.ONE)
        choices = [choice.pk for choice in mine.choices.order_by("position")]
        for number, one in enumerate(sorted(told.judged, key=lambda row: row.on)):
            given = _of_review(one, Picked(mine.pk, choices[one.said]))
            self._answer(found[number % len(found)], given, one.on)
        self._publish(hearing)

    def _publish(self, hearing: Hearing) -> None:
        self.pour(self.work.at)
        release = releases.ask(hearing=hearing, by=self.officer, at=self.work.at)
        releases.approve(release=release, by=self.admin, at=self.work.at)

    def box(self, told: Described) -> None:
        """The box that is always open, at a place with its poster: read by two, put together, answered, told back."""
        hearing = self.begin(told.box)
        door = self.door(hearing, Channel.PLACE, self.work.places[PLACE].name)
        question = hearing.questions.get(kind=QuestionKind.TEXT)
        for voice in sorted(told.voices, key=lambda one: one.on):
            self._say(door, question, voice, told.on_show if voice == told.voices[0] else "")
        self.pour(self.work.at)
        self._read([one for one in told.voices if not one.waits])
        for theme in told.themes:
            self._theme(hearing, door, theme, [one for one in told.voices if one.theme == theme.code])

    def _say(self, door: Door, question: Question, voice: Voice, slip: str) -> None:
        """One child writes; the first of them has its slip from a sheet of paper, so that the demo can show it."""
        given = Given(
            Respondent.CHILD.value, voice.stage, "", wording_of(Respondent.CHILD, voice.stage).value,
            texts=(Said(question.pk, voice.words),),
        )  # fmt: skip
        self._answer(door, given, voice.on, slip=slip)

    def _answer(self, door: Door, given: Given, day: date, *, slip: str = "") -> None:
        by = Actor.public(Via.LINK)
        if slip:
            by = Actor(person_id=self.work.people["yuri"].pk, via=Via.PAPER)
        answering.answer(door=door, ticket="", given=given, slip=slip, by=by, at=self.at(day))

    def _read(self, voices: Iterable[Voice]) -> None:
        for voice in voices:
            for opinion in Opinion.objects.filter(words=voice.words):
                for reader in READS:
                    readings.read(
                        opinion=opinion, version=opinion.version, said=Looked.SHOW.value, why="",
                        by=Actor(person_id=self.work.people[reader].pk), at=self.at(voice.on + 2 * DAY),
                    )  # fmt: skip

    def _theme(self, hearing: Hearing, door: Door, told: DescribedTheme, voices: Sequence[Voice]) -> None:
        opinions = Opinion.objects.filter(hearing=hearing, words__in=[one.words for one in voices])
        made_at = self.at(max(one.on for one in voices) + 3 * DAY)
        values = {
            "title": told.title, "child_title": told.child_title, "wish": told.wish, "line_code": "R7-4" if told.wish else ""
        }  # fmt: skip
        theme = themes.make(hearing=hearing, values=values, by=self.officer, at=made_at)
        grouping.put(theme=theme, opinions=[one.pk for one in opinions], by=self.officer, at=made_at)
        if told.decided_on is None:
            return
        answer = {
            "verdict": told.verdict,
            "why": told.why,
            "child_why": told.child_why,
            "next_on": told.next_on,
        }
        deciding.decide(theme=theme, values=answer, by=self.officer, at=self.at(told.decided_on))
        if told.done_on:
            done = {
                "on": told.done_on, "words": told.done, "child_words": told.child_done, "place": self.work.places[PLACE],
                "line_code": "", "photo_alt": "",
            }  # fmt: skip
            row = doing.report(theme=theme, values=done, by=self.officer, at=self.at(told.done_on))
            doing.put_in_entry(done=row, by=self.officer, at=self.at(told.done_on))
        if told.told:
            day = told.done_on or told.decided_on
            telling.tell(
                theme=theme, doors=[None], way=ToldBy.PAGE.value, on=day, by=self.officer, at=self.work.at
            )
            telling.tell(
                theme=theme, doors=[door], way=ToldBy.POSTER.value, on=day, by=self.officer, at=self.work.at
            )


def load_published(told: tuple[Published, Published], work: Work, *, writes: str, seconds: str) -> str:
    """The plan's own hearings alone, for a city of published facts."""
    desk = _Desk(work, writes=writes, seconds=seconds)
    for one in told:
        desk.published(one)
    people = ", ".join(f"{one.label} {one.value}" for one in told[0].figures if one.value is not None)
    return f"{told[0].title}（{people}）"


def _questions(hearing: Hearing, *kinds: QuestionKind) -> list[Question]:
    by_kind = {one.kind: one for one in hearing.questions.all()}
    return [by_kind[kind.value] for kind in kinds]


def _of_stall(one: Answered, wishes: Question, elsewhere: Question) -> Given:
    chosen = {choice.wish: choice.pk for choice in wishes.choices.all()}
    picks = [Picked(wishes.pk, chosen[wish]) for wish in one.picks]
    is_child = one.respondent == Respondent.CHILD
    if is_child:
        answers = list(elsewhere.choices.order_by("position"))
        picks.append(Picked(elsewhere.pk, answers[one.elsewhere].pk))
    wording = wording_of(one.respondent, one.stage)
    return Given(one.respondent, one.stage, one.district, wording.value, tuple(picks))


def _of_review(one: Judged, picked: Picked) -> Given:
    wording = wording_of(Respondent.CHILD, one.stage)
    return Given(Respondent.CHILD.value, one.stage, one.district, wording.value, (picked,))


def _of_vote(one: SchoolClass, ballot: Question, choice: int) -> Given:
    wording = Wording.SMALL if one.stage == Stage.UPPER else Wording.TEEN
    return Given(Respondent.CHILD.value, one.stage, one.district, wording.value, (Picked(ballot.pk, choice),))
