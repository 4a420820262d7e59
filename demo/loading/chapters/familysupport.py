"""ファミリーサポート of みほん市: a centre that has run for a year, and a week that waits to be arranged.

Everything goes through the actions people use, at the moment it is told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from demo import support
from demo.chapters.familysupport import Asked, FamilySupport, User
from demo.chapters.familysupport import Provider as Described
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.familysupport.actions import (
    applying,
    asking,
    centre,
    children,
    courses,
    deciding,
    dropin,
    incidents,
    links,
    meetings,
    members,
    months,
    plans,
    profiles,
    reporting,
    requests,
    rulings,
    tariffs,
    unmet_ends,
    visits,
)
from ibasho.rooms.familysupport.actions.applying import Told as SaidOfThemselves
from ibasho.rooms.familysupport.actions.centre import Insurance
from ibasho.rooms.familysupport.actions.courses import Terms
from ibasho.rooms.familysupport.actions.incidents import Happened
from ibasho.rooms.familysupport.actions.profiles import Can
from ibasho.rooms.familysupport.actions.tariffs import Wanted as Fees
from ibasho.rooms.familysupport.models import (
    Centre,
    CentreRules,
    Member,
    Plan,
    Report,
    Request,
    Visit,
)
from ibasho.rooms.familysupport.queries import meetings as met
from ibasho.rooms.familysupport.rules.dropin import Line
from ibasho.rooms.familysupport.rules.hours import Stretch
from ibasho.rooms.familysupport.rules.kinds import (
    CourseKind,
    Cover,
    IncidentKind,
    PaidWay,
    Side,
    UnmetEnd,
    UnmetReason,
    VisitState,
    Where,
)
from ibasho.rooms.familysupport.rules.reporting import Told
from ibasho.rooms.familysupport.rules.requests import Wanted
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

DAY = timedelta(days=1)
WRITES, APPROVES, ADVISES = "akari", "kenta", "mio"
BEGUN_DAYS, DROP_IN_DAYS = 364, 28  # the roles of the demo begin a year ago
YEAR_DAYS, LAPSED_DAYS = 365, 20
HELD = (  # kind, title, minutes
    (CourseKind.BASIC, "基礎講習（4日間）", 1_440),
    (CourseKind.FIRST_AID, "緊急救命講習", 180),
    (CourseKind.SAFETY, "事故防止講習", 120),
)


def load(city: City, work: Work) -> str:
    desk = _Desk(city.familysupport, work)
    desk.begin()
    desk.join_all()
    for row in city.familysupport.past:
        desk.gone_by(row)
    desk.months()
    desk.incident()
    desk.drop_in()
    for row in city.familysupport.open:
        desk.ahead(row)
    plan = desk.solve()
    desk.give_links()
    return (
        f"会員 {Member.objects.count()}、依頼 {Request.objects.count()}、活動報告 {Report.objects.count()}、"
        f"つぎの週 {plan.facts['served']}/{plan.proposals.count()}回に 提供会員"
    )


class _Desk:
    """The adviser does what families and providers telephone; the city's officer sets fees, its administrator approves."""

    def __init__(self, told: FamilySupport, work: Work) -> None:
        self.told, self.work = told, work
        self.officer = Actor(person_id=work.people[WRITES].pk)
        self.admin = Actor(person_id=work.people[APPROVES].pk)
        self.adviser = Actor(person_id=work.people[ADVISES].pk)
        self.begun = work.day - BEGUN_DAYS * DAY
        self.members: dict[str, Member] = {}

    @property
    def centre(self) -> Centre:
        return Centre.objects.get()

    def begin(self) -> None:
        """The centre, its rules, its insurance, last year's fees and this year's."""
        at, told = _morning(self.begun), self.told.centre
        organisation = self.work.organisations[told["organisation"]]
        values = {
            "name": told["name"], "phone": organisation.phone, "hours_words": told["hours_words"],
            "email": organisation.email, "about": told["about"], "is_open": True,
        }  # fmt: skip
        made = centre.set_up(organisation=organisation, values=values, by=self.officer, at=at)
        usual = CentreRules()
        usual.clean_fields(exclude={"centre", "valid_from", "valid_until"})  # hours become times
        terms = {name: getattr(usual, name) for name in centre.TERMS}
        centre.set_rules(centre=made, valid_from=self.begun, terms=terms, by=self.officer, at=at)
        year = nendo.nendo(self.work.day)
        for one in (year - 1, year):
            cover = Insurance(
                "ファミリー・サポート・センター補償保険", [kind.value for kind in Cover], nendo.first_day(one),
                nendo.last_day(one), phone=organisation.phone,
            )  # fmt: skip
            centre.insure(centre=made, terms=cover, by=self.officer, at=at)
        self._fees("これまでの料金", min(self.begun, nendo.first_day(year - 1)), city=200, at=at)
        rise = nendo.first_day(year)
        self._fees(
            f"{nendo.label(year)}の料金（手当を 上げました）",
            rise,
            city=500,
            at=max(at, _morning(rise - 30 * DAY)),
        )

    def _fees(self, name: str, valid_from: date, *, city: int, at: datetime) -> None:
        wanted = Fees(name, valid_from, None, _body(city))
        drafted = tariffs.draft(centre=self.centre, wanted=wanted, by=self.officer, at=at)
        tariffs.publish(tariff=drafted, by=self.officer, at=at)

    def join_all(self) -> None:
        """Applications on paper, courses for who wants to help, then numbers for all."""
        for provider in self.told.providers:
            self.members[provider.code] = self._apply(provider, "provider")
            self._can(provider)
        held = self.begun + 14 * DAY
        long_ago = self.work.day - (5 * YEAR_DAYS + LAPSED_DAYS) * DAY
        for lapsed, day in ((False, held), (True, long_ago)):
            self._course([one for one in self.told.providers if one.lapsed == lapsed], day, _morning(held))
        for user in self.told.users:
            self.members[user.code] = self._apply(user, "user")
            for child in user.children:
                values = {
                    "call_name": child.call_name, "born_on": child.born_on, "sex": child.sex,
                    "school": child.school, "needs": list(child.needs), "care_words": child.care_words, "allergy": "",
                }  # fmt: skip
                children.write(
                    member=self.members[user.code], values=values, by=self.adviser, at=_morning(self.begun)
                )
        for code, member in self.members.items():
            self.members[code] = members.join(member=member, by=self.adviser, at=_morning(held + 7 * DAY))
        everybody: tuple[Described | User, ...] = (*self.told.providers, *self.told.users)
        for one in everybody:
            if one.account:
                members.link_person(
                    member=self.members[one.code],
                    person=self.work.people[one.account],
                    by=self.adviser,
                    at=self.work.at,
                )

    def _apply(self, one: Described | User, kind: str) -> Member:
        at = _morning(self.begun)
        number = len(self.members) + 1
        account = self.work.people.get(one.account)
        said = SaidOfThemselves(
            kind, one.name, phone=f"051-000-{2_000 + number}", email=account.email if account else "",
            district_code=one.district, is_old_enough=True, agrees=True,
        )  # fmt: skip
        member = applying.type_in(centre=self.centre, told=said, via=Via.PAPER, by=self.adviser, at=at)
        values = {"lat": one.home.lat, "lng": one.home.lng, "address": "みほん市（みほんの住所）"}
        member = members.change(member=member, values=values, by=self.adviser, at=at)
        day = clock.day(at)
        return members.interview(
            member=member, held_on=day, agreed_on=day, id_seen_on=day, by=self.adviser, at=at
        )

    def _can(self, one: Described) -> None:
        can = Can(
            travels=one.travels, car_seats=one.car_seats, skills=one.skills, wheres=tuple(where.value for where in Where),
            minutes_away_max=25, visits_week_max=one.week_max, visits_day_max=2, children_max=1, child_age_min=0,
            child_age_max=12, wants_asks=True, words=one.words,
        )  # fmt: skip
        at, member = _morning(self.begun), self.members[one.code]
        profiles.write(member=member, can=can, by=self.adviser, at=at)
        hours = [Stretch(row.weekday, row.starts, row.ends, row.contents, row.sex) for row in one.hours]
        profiles.add_hours(member=member, stretches=hours, by=self.adviser, at=at)

    def _course(self, there: Iterable[Described], day: date, at: datetime) -> None:
        """What was taken before the centre began is written down when it begins."""
        keys = [self.members[one.code].pk for one in there]
        for kind, title, minutes in HELD:
            terms = Terms(kind.value, title, day, minutes, time(9, 30), "みほん市 総合福祉センター")
            course = courses.plan(centre=self.centre, terms=terms, by=self.adviser, at=at)
            courses.attend(course=course, minutes=dict.fromkeys(keys, minutes), by=self.adviser, at=at)

    def ask(self, row: Asked, at: datetime) -> Request:
        member = self.members[row.user]
        kids = member.children.filter(call_name=row.child) if row.child else member.children.all()
        way = row.where == Where.WAY
        wanted = Wanted(
            children=(kids.order_by("pk")[0].public_id,), content=row.content, where=row.where, from_on=row.from_on,
            until_on=row.until_on, weekdays=row.weekdays, starts=row.starts, ends=row.ends, skips_holidays=False,
            from_words=row.from_words, to_words="家" if way else "", needs_car=row.needs_car,
        )  # fmt: skip
        return requests.ask(member=member, wanted=wanted, by=self.adviser, at=at)

    def ahead(self, row: Asked) -> None:
        """Of the coming week: open, or nobody could be found and the family reads where else to go."""
        asked = self.ask(row, self.work.at - 2 * DAY)
        for visit in asked.visits.all() if row.unmet else ():
            self._not_found(visit, row, "", self.work.at - DAY)

    def gone_by(self, row: Asked) -> None:
        """A series of the last weeks: helped and reported, or nobody could."""
        asked = self.ask(row, _morning(row.from_on - 10 * DAY))
        ends = cycle(row.ended or ("",))
        for visit in asked.visits.order_by("starts_at"):
            if row.unmet:
                at = visit.starts_at - DAY
                self._not_found(visit, row, next(ends), at)
            elif row.helper:
                self._helped(visit, self.members[row.helper])

    def _not_found(self, visit: Visit, row: Asked, ended: str, at: datetime) -> None:
        visits.mark_unmet(visit=visit, reason=UnmetReason(row.unmet), by=self.adviser, at=at)
        if ended:
            unmet_ends.tell(visit=visit, how=UnmetEnd(ended), by=self.adviser, at=at)

    def _helped(self, visit: Visit, helper: Member) -> None:
        agreed = deciding.decide(visit=visit, provider=helper, by=self.adviser, at=visit.starts_at - 3 * DAY)
        if agreed.pk in met.missing([agreed]):
            at = visit.starts_at - DAY
            for one in meetings.note_held(
                visit=agreed, held_on=clock.day(at), child_was_there=True, by=self.adviser, at=at
            ):
                for side in (Side.USER, Side.PROVIDER):
                    meetings.agree(meeting=one, side=side, by=self.adviser, at=at)
        told = Told(
            visit.starts_at,
            visit.ends_at,
            travel_yen=60,
            words="元気に すごしました。",
            paid_way=PaidWay.CASH,
        )
        after = visit.ends_at + timedelta(hours=1)
        report = reporting.write(visit=agreed, told=told, by=self.adviser, at=after)
        reporting.confirm(report=report, by=self.adviser, at=after + DAY)

    def months(self) -> None:
        """Every month that is over is closed by the adviser; the city has said yes to all but the last."""
        days = Report.objects.dates("visit__day", "month")
        over = [first for first in days if first < self.work.day.replace(day=1)]
        for first in over:
            at = min(_morning((first + 40 * DAY).replace(day=11)), self.work.at)
            month = months.close(centre=self.centre, first=first, by=self.adviser, at=at)
            if first != over[-1]:
                months.approve(month=month, by=self.admin, at=at)

    def incident(self) -> None:
        visit = Visit.objects.filter(state=VisitState.DONE).order_by("-starts_at").first()
        if visit is None:
            raise ValueError("no visit was helped with")
        told = Happened(
            kind=IncidentKind.NEAR_MISS, happened_at=visit.starts_at + timedelta(minutes=20), where="帰り道の 横断歩道",
            what="信号が 変わる前に、こどもが 走りだしそうに なりました。手を つないでいたので けがは ありません。",
            done="横断歩道では 手を つなぐことを、家庭と 提供会員で 確かめました。",
        )  # fmt: skip
        incidents.write(centre=self.centre, visit=visit, told=told, by=self.adviser, at=visit.ends_at + DAY)

    def drop_in(self) -> None:
        """Two places of 一時預かり, and what they counted in four weeks: full on Mondays and Fridays."""
        for place in Place.objects.filter(kind=PlaceKind.TEMPORARY_CARE).order_by("name"):
            care = dropin.set_care(
                place=place, months_min=6, months_max=71, capacity=place.capacity or 3,
                booking_words=place.booking_note or "電話で 聞いてください。", fee_words=place.fee_note, by=self.officer,
                at=self.work.at,
            )  # fmt: skip
            behind = [self.work.day - ahead * DAY for ahead in range(1, DROP_IN_DAYS + 1)]
            lines = [_line(day, care.capacity) for day in behind if day.weekday() < 5 and not is_holiday(day)]
            dropin.write_days(care=care, lines=lines, by=self.officer, at=self.work.at)

    def give_links(self) -> None:
        """For the two who stand on /demo/ (demo/support.py)."""
        for name in support.SHOWN:
            member = Member.objects.get(name=name)
            links.give(member=member, mail=False, by=self.adviser, at=self.work.at)

    def solve(self) -> Plan:
        """The coming week is solved; one provider says that it cannot be this time; it is solved again."""
        first = plans.solve(centre=self.centre, week=self.told.week, by=self.adviser, at=self.work.at)
        proposed = first.proposals.filter(member__isnull=False).order_by("visit__starts_at")
        one = proposed.select_related("visit", "member")[0]
        if one.member is None:
            raise ValueError("nobody is proposed")
        (asked,) = asking.ask(visits=[one.visit], members=[one.member], by=self.adviser, at=self.work.at)
        asking.answer(ask=asked, yes=False, by=self.adviser, at=self.work.at)
        rulings.forbid(visit=one.visit, member=one.member, by=self.adviser, at=self.work.at)
        return plans.solve(centre=self.centre, week=self.told.week, by=self.adviser, at=self.work.at)


def _morning(day: date) -> datetime:
    return clock.at(day, time(9))


def _line(day: date, capacity: int) -> Line:
    full = day.weekday() in {0, 4}
    return Line(day, capacity, capacity if full else max(1, capacity - 2), 2 if full else 0)


def _body(city: int) -> dict[str, Any]:
    """500 yen from the family and `city` from the city an hour by day, 100 more at other times; a second child half."""
    return {
        "bands": [
            {
                "name": "月〜土 7時〜19時", "weekdays": [0, 1, 2, 3, 4, 5], "holidays": "no", "starts": "07:00", "ends": "19:00",
                "rates": [{"user": 500, "city": city}, {"user": 250, "city": city}],
            },
            {
                "name": "そのほかの時間", "weekdays": [0, 1, 2, 3, 4, 5, 6], "holidays": "any", "starts": "00:00",
                "ends": "24:00", "rates": [{"user": 600, "city": city}, {"user": 300, "city": city}],
            },
        ],
        "sibling_percent": None, "first_minutes": 60, "step_minutes": 30, "crossing": "each",
        "cancellation": {"before": 0, "same_day": 50, "no_show": 100, "warning": 0, "provider": 0},
        "cancel_of": "user", "car_yen_km": 30, "travel_words": "バス・電車・タクシーは 実費", "begins": "set_out",
    }  # fmt: skip
