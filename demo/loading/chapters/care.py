"""What was noticed in みほん市, by the actions people use: written, taken, looked at, thanked for; and whom a place welcomed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from demo.chapters import care as chapter
from demo.chapters.care import Note, Opening
from demo.chapters.care import Referral as Asked
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import (
    breaking,
    consultations,
    council,
    notes,
    notices,
    notices_clock,
    publishing,
    referrals,
    releasing,
    settings,
)
from ibasho.rooms.care.models import Consultation, Matter, Notice, Referral
from ibasho.rooms.care.queries import consents
from ibasho.rooms.care.rules import notes as rules
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.consultations import Line
from ibasho.rooms.care.rules.kinds import (
    Body,
    Breaking,
    Channel,
    ConsentHow,
    Consenting,
    Outcome,
    Reviewed,
    Sign,
    Way,
)
from ibasho.rooms.care.rules.referrals import Facts

LEAD, WORKER = "tomoe", "sumi"
AFTERNOON, MORNING = time(17, 20), time(9, 10)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NAMES = UUID("6d686f6e-0000-4000-8000-000000000000")  # the demo's notes have the same nonces each time


def load(city: City, work: Work) -> str:
    told, centre = city.care, _Centre(work)
    centre.begin(told)
    for number, note in enumerate(told.notes):
        centre.note(note, number)
    for asked in told.referrals:
        centre.refer(asked)
    for opening in told.openings:
        centre.open(opening)
    centre.count(told.months)
    load_published(work)
    notices_clock.forget(by=work.by, at=work.at)
    kept = Notice.objects.filter(matter__forgotten_on__isnull=True).count()
    return (
        f"気づき {Notice.objects.count()}（ことばが 残るもの {kept}）、つなぎ {Referral.objects.count()}、"
        f"相談の行 {Consultation.objects.count()}"
    )


def load_published(work: Work) -> str:
    """R5 of the plan's own slides, as published."""
    year = chapter.published()
    publishing.publish(
        nendo=year.nendo, total=year.total, shares=year.shares, source_name=year.source_name,
        source_url=year.source_url, by=work.by, at=work.at,
    )  # fmt: skip
    return f"{year.nendo}年度 延べ {year.total:,}件（公表のまま）"


class _Centre:
    """Everybody does their own part: the writer writes, one of the centre takes, the lead looks at what was opened."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def by(self, code: str) -> Actor:
        return Actor(person_id=self.work.people[code].pk)

    def at(self, day: date, hour: time = AFTERNOON) -> datetime:
        return min(clock.at(day, hour), self.work.at)

    def begin(self, told: chapter.Care) -> None:
        lead, at = self.by(LEAD), self.work.at
        settings.change(**told.centre, by=lead, at=at)
        for code in told.council:
            terms = council.Terms(Body.CORPORATION, told.council_since, paper="こ家第24号")
            council.join(organisation=self.work.organisations[code], terms=terms, by=lead, at=at)

    def note(self, told: Note, number: int) -> None:
        place = self.work.places[told.place].public_id if told.place else ""
        said = rules.Note(
            signs=tuple(map(Sign, told.signs)), when=rules.When.AGAIN if told.when else rules.When.TODAY,
            when_words=told.when, place=place, child=told.child, words=told.words,
        )  # fmt: skip
        writer = self.work.people[told.by]
        row = notes.write(
            told=said, nonce=uuid5(NAMES, str(number)), way=Way.PHONE_APP, writer=writer, by=self.by(told.by),
            at=self.at(told.on),
        )  # fmt: skip
        if told.done:
            self._see_to(row, told)

    def _see_to(self, row: Notice, told: Note) -> None:
        by, morning = self.by(told.takes), self.at(told.on + DAY, MORNING)
        notices.take(notice=row, by=by, at=morning)
        if told.back:
            notices.say(notice=row, text=told.back, by=by, at=morning + HOUR)
        if told.done != "taken" and row.check_by is not None:
            notices.checked(notice=row, by=by, at=morning + HOUR)
        if told.done == "closed":
            notices.close(notice=row, outcome=Outcome(told.outcome), by=by, at=self.at(told.on + 3 * DAY))

    def open(self, told: Opening) -> None:
        """A break-glass, and where somebody looked at it, that."""
        of = self.work.people[told.of]
        matter = Matter.objects.filter(notice__writer=of).exclude(notice__state="closed").latest("pk")
        at = self.at(told.on, AFTERNOON)
        opening = breaking.break_glass(
            matter=matter, category=Breaking(told.category), reason=told.reason, by=self.by(told.by), at=at
        )
        if told.verdict:
            breaking.review(
                opening=opening,
                verdict=Reviewed(told.verdict),
                by=self.by(told.reviewed_by),
                at=at + 15 * HOUR,
            )

    def refer(self, told: Asked) -> None:
        asks, at = self.by(told.asks), self.at(told.on, MORNING)
        consent = Consent(
            version=consents.in_force(clock.day(at)).version, by=Consenting(told.consent_by), how=ConsentHow.SPOKEN,
            on=clock.day(at), age_met=False,
        )  # fmt: skip
        row = referrals.ask(
            place=self.work.places[told.place], facts=Facts(told.child, told.allergy, told.collect),
            first_on=told.first_on, consent=consent, by=asks, at=at,
        )  # fmt: skip
        if told.answers:
            answers = self.by(told.answers)
            referrals.accept(referral=row, by=answers, at=self.at(told.on + DAY))
            referrals.arrive(
                referral=row, on=told.first_on, by=answers, at=self.at(told.first_on, time(18, 30))
            )

    def count(self, months: Iterable[chapter.Month]) -> None:
        """The totals of each month, and for people outside the centre what may be shown of them."""
        lines = [
            Line(month.first_day, Channel(channel).value, category, count, firsts, whole_month=True)
            for month in months
            for channel, category, count, firsts in month.counts
        ]
        days = [month.first_day for month in months]
        if not days:
            return  # in April there is nothing to count yet
        consultations.total_months(months=days, lines=lines, by=self.by(WORKER), at=self.work.at)
        releasing.release(nendo=nendo.nendo(days[0]), through=days[-1], by=self.by(LEAD), at=self.work.at)
