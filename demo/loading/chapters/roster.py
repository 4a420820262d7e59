"""見守りの名簿 of ミホショク: registered helpers, last month's hours and honoraria, and two weeks ahead with one hole.

Everything goes through the actions people use, at the moment it is told of.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from demo.chapters.roster import Helper as Described
from demo.chapters.roster import Roster as Told
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.roster.actions import (
    applying,
    attending,
    making,
    months,
    patterns,
    programmes,
    registering,
    rosters,
    safeguarding,
    shifts,
    taking,
    trainings,
    vacancies,
)
from ibasho.rooms.roster.actions.applying import Told as SaidOfThemselves
from ibasho.rooms.roster.models import Helper, Roster, Shift, Taken
from ibasho.rooms.roster.queries import holes
from ibasho.rooms.roster.rules.kinds import Way
from ibasho.rooms.roster.rules.making import Weekly
from ibasho.rooms.roster.rules.minutes import Span
from ibasho.rooms.roster.rules.safeguarding import Dates
from ibasho.town.people.models import Organisation

DAY = timedelta(days=1)
WRITES, APPROVES = "akari", "kenta"  # nobody says yes to hours they wrote themselves


def load(city: City, work: Work) -> str:
    told = city.roster
    desk = _Desk(told, work)
    roster = desk.begin()
    helpers = {one.code: desk.register(one) for one in told.helpers}
    desk.month(roster, helpers)
    roster = desk.switch_on(roster)
    desk.ahead(roster, helpers)
    desk.recruit()
    missing = "、".join(word for one in holes.holes([roster], work.at) for word in one.words[:1])
    return f"手伝う人 {len(helpers)}、枠 {Shift.objects.count()}、引きうけ {Taken.objects.count()}、たりない {missing}"


class _Desk:
    """The city's own place: its officer writes, its administrator says yes and keeps the safeguarding dates."""

    def __init__(self, told: Told, work: Work) -> None:
        self.told, self.work = told, work
        self.place = work.places[told.place]
        self.officer = Actor(person_id=work.people[WRITES].pk)
        self.admin = Actor(person_id=work.people[APPROVES].pk)

    @property
    def organisation(self) -> Organisation:
        found = self.place.organisation
        if found is None:
            raise ValueError(f"{self.told.place}: nobody runs it")
        return found

    def begin(self) -> Roster:
        """The weekly wishes come first, so that everybody sees what is asked."""
        at = self._morning(self.told.begun_on)
        programmes.write(
            organisation=self.organisation,
            values={"yen_per_hour": self.told.yen_per_hour},
            by=self.officer,
            at=at,
        )
        return rosters.begin(place=self.place, by=self.officer, at=at)

    def register(self, one: Described) -> Helper:
        """From the application on paper to a registered helper, a week later."""
        at = self._morning(self.told.begun_on)
        said = SaidOfThemselves(
            one.name, one.age_band, one.call_name, email=one.email, subjects=list(one.subjects)
        )
        helper = applying.type_in(
            organisation=self.organisation, vacancy=None, told=said, via=Via.PAPER, by=self.officer, at=at
        )
        values = {"pay_kind": one.pay_kind, "side_job_until": one.side_job_until}
        helper = registering.change(helper=helper, values=values, by=self.officer, at=at)
        registering.interview(helper=helper, when=at + 2 * DAY, by=self.officer, at=at)
        registering.offer(helper=helper, by=self.officer, at=at + 3 * DAY)
        return self._papers(helper, at + 7 * DAY)

    def _papers(self, helper: Helper, at: datetime) -> Helper:
        day = clock.day(at)
        dates = Dates(pledge_on=day, rules_told_on=day)
        safeguarding.write(helper=helper, dates=dates, by=self.admin, at=at)
        trainings.add(
            helper=helper,
            title="見守りの 基本",
            taken_on=day,
            valid_until=day + 365 * DAY,
            by=self.officer,
            at=at,
        )
        return registering.register(helper=helper, by=self.admin, at=at)

    def month(self, roster: Roster, helpers: dict[str, Helper]) -> None:
        """Last month as it was worked, typed from the paper at the door; then closed."""
        for day in self.told.worked():
            for turn in self.told.hours:
                self._worked(roster, day, turn, helpers)
        first = self.told.month
        after = self._morning((first + 40 * DAY).replace(day=1))
        months.close(
            organisation=self.organisation, first=first, by=self.officer, at=min(after, self.work.at)
        )

    def _worked(self, roster: Roster, day: date, turn: str, helpers: dict[str, Helper]) -> None:
        starts, ends = self.told.hours[turn]
        there = [one for one in self.told.helpers if (turn, day.weekday()) in one.turns]
        before = self._morning(day - DAY)
        shift = shifts.add(
            roster=roster, when=(day, starts, ends, ""), wanted=max(len(there), 2), by=self.officer, at=before
        )
        for one in there:
            taken = taking.take(
                shift=shift, helper=helpers[one.code], way=Way.STAFF, by=self.officer, at=before
            )
            span = Span(clock.at(day, starts), clock.at(day, ends))
            wrote = attending.write(taken=taken, span=span, by=self.officer, at=clock.at(day, time(20, 30)))
            attending.approve(attendance=wrote, by=self.admin, at=self._morning(day + DAY))

    def switch_on(self, roster: Roster) -> Roster:
        for wish in self.told.wishes:
            starts, ends = self.told.hours[wish.turn]
            weekly = Weekly(wish.weekday, starts, ends, wish.wanted)
            patterns.add(roster=roster, wish=weekly, by=self.officer, at=self.work.at)
        return rosters.switch(roster=roster, on=True, by=self.officer, at=self.work.at)

    def ahead(self, roster: Roster, helpers: dict[str, Helper]) -> None:
        """Two weeks of the usual turns; the hole stays open."""
        last = self.work.day + timedelta(weeks=self.told.weeks_ahead)
        turns = {hours: turn for turn, hours in self.told.hours.items()}
        for shift in Shift.objects.filter(roster=roster, day__range=(self.work.day, last)):
            turn = turns[shift.starts, shift.ends]
            if clock.at(shift.day, shift.ends) <= self.work.at:
                continue
            for one in self.told.helpers:
                away = one.not_this_thursday and shift.day == self.told.hole
                if (turn, shift.day.weekday()) in one.turns and not away:
                    taking.take(
                        shift=shift, helper=helpers[one.code], way=Way.STAFF, by=self.officer, at=self.work.at
                    )
        making.keep_up(roster=roster, by=self.work.by, at=self.work.at)

    def recruit(self) -> None:
        """A public page that asks for more, and somebody who has answered it."""
        terms = {**self.told.vacancy, "place": self.place, "opens_on": self.work.day - 20 * DAY}
        vacancy = vacancies.publish(
            organisation=self.organisation, terms=terms, by=self.officer, at=self.work.at - 20 * DAY
        )
        for row in self.told.applicants:
            applying.apply(
                vacancy=vacancy, told=SaidOfThemselves(**row), by=Actor.public(), at=self.work.at - 2 * DAY
            )

    def _morning(self, day: date) -> datetime:
        return clock.at(day, time(9))
