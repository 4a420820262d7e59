"""自由に使える場所 of ミホショク: its week and how it came to be, groups that apply, heads at the door, what gets better.

Everything goes through the actions people use, at the moment it is told of.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from demo.chapters.openhouse import Application as Asked
from demo.chapters.openhouse import Came, Face, Improvement, Openhouse, Version
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.actions import (
    applications,
    approvals,
    closing,
    counting,
    diary,
    doors,
    equipment,
    improvements,
    incidents,
    ruling,
    sheets,
    spaces,
    terms,
    versions,
)
from ibasho.rooms.openhouse.actions.applications import About
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.actions.doors import Wishes
from ibasho.rooms.openhouse.models import Application, Equipment, Presence, Space
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.diary import CLOSING, OPENING
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.kinds import Crossing, FaceKind, Purpose
from ibasho.rooms.openhouse.rules.slots import DaysRefused, Repeat, When
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Session

DAY = timedelta(days=1)
WORKDAYS = frozenset(range(5))
EVENING = time(20)
FIRST, SECOND = "akari", "kenta"  # who drafts, and who looks a second time and decides


def load(city: City, work: Work) -> str:
    """Before the roster, which reads how many grown-ups each hour needs."""
    house = _House(city.openhouse, work)
    house.open_room()
    for one in city.openhouse.versions:
        house.publish(one)
    house.begin_today()
    house.lend()
    for asked in city.openhouse.applications:
        house.apply(asked)
    for better in city.openhouse.improvements:
        house.improve(better)
    house.keep_safe()
    return f"部屋 {Space.objects.count()}、版 {len(city.openhouse.versions)}、申請 {Application.objects.count()}、みがくこと {len(city.openhouse.improvements)}"


def days(city: City, work: Work) -> str:
    """Behind the roster, which speaks of days to come: the days that were, and today as far as it has come."""
    house = _House(city.openhouse, work)
    house.stood()
    house.count()
    house.keep_diary()
    heads = sum(Presence.objects.filter(place=house.place).values_list("came", flat=True))
    return f"かぞえた人数 {heads}、うち きょう {house.today()}"


class _House:
    """The city's own place, ruled by its officer."""

    def __init__(self, told: Openhouse, work: Work) -> None:
        self.told, self.work = told, work
        self.place = work.places[told.place]
        self.officer, self.second = (Actor(person_id=work.people[code].pk) for code in (FIRST, SECOND))

    def by(self, at: datetime) -> Actor:
        """Roles of the demo began a year ago; of what was before, the server itself speaks."""
        return self.officer if at > self.work.at - 360 * DAY else self.work.by

    def open_room(self) -> None:
        at = _morning(self.told.versions[0].starts_on - 40 * DAY)
        self.space = spaces.create(place=self.place, values=self.told.room, by=self.by(at), at=at)

    def publish(self, one: Version) -> None:
        at = _morning(one.starts_on - 20 * DAY)
        by = self.by(at)
        head = {"title": one.title, "stage": one.stage, "aim": one.aim, "starts_on": one.starts_on}
        draft = versions.draft(space=self.space, values=head, by=by, at=at)
        for face in one.faces:
            versions.draw(version=draft, drawn=_drawn(face), weekdays=WORKDAYS, by=by, at=at)
        versions.publish(version=draft, by=by, at=at)

    def begin_today(self) -> None:
        """Each publication made the sessions of its own time; what the directory holds begins today, as everywhere."""
        Session.objects.filter(place=self.place, event__isnull=True, day__lt=self.work.day).delete()
        ruling.renew(by=self.work.by, at=self.work.at)

    def lend(self) -> None:
        at = _morning(self.work.day - 60 * DAY)
        terms.write(place=self.place, text=self.told.terms, by=self.officer, at=at)
        for name, count in self.told.equipment.items():
            equipment.write(space=self.space, name=name, count=count, by=self.officer, at=at)

    def apply(self, one: Asked) -> None:
        by, at = Actor(person_id=self.work.people[one.by].pk), _morning(one.asked_on)
        row = self._asked(one, by, at, skip=frozenset())
        steps = {"draft": approvals.draft, "check": approvals.check, "decide": approvals.decide}
        for number, step in enumerate(one.steps):
            actor = self.officer if number == 0 else self.second
            steps[step](application=row, by=actor, at=at + (number + 1) * timedelta(hours=3))

    def _asked(self, one: Asked, by: Actor, at: datetime, *, skip: frozenset[date]) -> Application:
        """A day of the series on which the house is closed is left out, as the page offers."""
        repeat = Repeat.ONCE if one.first_on == one.until else Repeat.WEEKLY
        when = When(one.first_on, one.starts, one.ends, 30, 30, repeat, one.until)
        about = About(
            one.title, Purpose(one.purpose), one.adults, one.children, one.words,
            terms_id=self.place.terms.values_list("pk", flat=True).first(),
        )  # fmt: skip
        things = {
            each.pk: one.equipment[each.name]
            for each in Equipment.objects.filter(space=self.space, name__in=one.equipment)
        }
        organisation = self.work.organisations[one.organisation]
        try:
            return applications.apply(
                space=self.space, organisation=organisation, about=about, when=when, things=things, by=by, at=at, skip=skip
            )  # fmt: skip
        except DaysRefused as refused:
            bad = frozenset(problem.day for problem in refused.problems)
            if skip or repeat is Repeat.ONCE:
                raise
            return self._asked(one, by, at, skip=bad)

    def improve(self, one: Improvement) -> None:
        steps = (("works", one.works_on), ("done", one.done_on), ("stopped", one.stopped_on))
        at = _morning(min([self.work.day, *(day for _, day in steps if day)]) - 30 * DAY)
        values = {name: getattr(one, name) for name in ("kind", "title", "words", "voice_code", "planned_on")}
        row = improvements.plan(place=self.work.places[one.place], values=values, by=self.officer, at=at)
        for step, day in steps:
            if day is not None:
                row = improvements.step(improvement=row, to=step, day=day, by=self.officer, at=_morning(day))

    def keep_safe(self) -> None:
        for told in self.told.incidents:
            happened = clock.at(told["happened_at"].date(), told["happened_at"].time())
            incidents.write(
                place=self.place, told={**told, "happened_at": happened}, by=self.officer,
                at=happened + timedelta(hours=3),
            )  # fmt: skip
        sheets.write(
            place=self.place, told=self.told.sheet, by=self.officer, at=_morning(self.work.day - 30 * DAY)
        )

    def stood(self) -> None:
        """Sessions are made from today on. Those behind us stood once, with their grown-ups; the months ask for them."""
        faces = [face for face in self.told.versions[-1].faces if face.kind in ("drop_in", "study")]
        starts, ends = min(face.starts for face in faces), max(face.ends for face in faces)
        Session.objects.bulk_create(
            Session(place=self.place, day=day, starts=starts, ends=ends, staffing="ok", adults_min=2, adults_here=2)
            for day in self.told.opened(self.work.day)
        )  # fmt: skip

    def count(self) -> None:
        """A staff member counts; whoever is still inside at the end went home at the end."""
        first = self.told.versions[0].starts_on
        wishes = Wishes(is_on=True, heads_max=self.told.heads_max)
        doors.settle(place=self.place, wishes=wishes, by=self.by(_morning(first)), at=_morning(first))
        day = first
        for came in self.told.came:
            if came.at.date() != day:
                self._clear(day)
                day = came.at.date()
            self._tap(came)
        self._clear(day)

    def _tap(self, came: Came) -> None:
        at = clock.at(came.at.date(), came.at.time())
        if at <= self.work.at:
            tap = Tap(uuid4(), Stage(came.stage), Turn.IN, came.count)
            counting.count(place=self.place, tap=tap, way=Crossing.STAFF, by=self.by(at), at=at)

    def _clear(self, day: date) -> None:
        at = clock.at(day, EVENING) + timedelta(minutes=15)
        if at <= self.work.at:
            closing.clear(place=self.place, day=day, by=self.work.by, at=at)

    def keep_diary(self) -> None:
        """The days of a week back, opened and closed."""
        for day in list(self.told.opened(self.work.day))[-5:]:
            diary.open_day(place=self.place, checked=OPENING, by=self.officer, at=clock.at(day, time(15, 15)))
            diary.close_day(
                place=self.place, checked=CLOSING, words="かわりなし。", by=self.officer,
                at=clock.at(day, time(20, 10)),
            )  # fmt: skip

    def today(self) -> int:
        return sum(
            Presence.objects.filter(place=self.place, day=self.work.day).values_list("came", flat=True)
        )


def _morning(day: date) -> datetime:
    return clock.at(day, time(9))


def _drawn(face: Face) -> Drawn:
    return Drawn(
        0, face.starts, face.ends, FaceKind(face.kind).value, face.name, face.adults_min, None, face.stages,
        face.noise, face.words,
    )  # fmt: skip
