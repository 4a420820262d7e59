"""Who works together in みほん市, by the actions people use: talks, papers, 交流会, start-ups, supporters, grants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from demo.chapters import network as chapter
from demo.chapters.network import Meeting as Told
from demo.chapters.network import Published, Startup
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.actions import (
    attending,
    contact_persons,
    contacts,
    grants,
    inviting,
    lending,
    matching,
    meetings,
    minutes,
    notices,
    papers,
    profiles,
    sheets,
    start_steps,
    starting,
    supporting,
    todos,
)
from ibasho.rooms.network.models import Contact, LoanItem, Meeting, Notice, StartUp, Todo
from ibasho.rooms.network.queries import supporting as supporting_queries
from ibasho.rooms.network.rules import contacts as contact_rules
from ibasho.rooms.network.rules import grants as grant_rules
from ibasho.rooms.network.rules import meetings as meeting_rules
from ibasho.rooms.network.rules import notices as notice_rules
from ibasho.rooms.network.rules import sheet as sheet_rules
from ibasho.rooms.network.rules.kinds import (
    AgreementKind,
    Coming,
    How,
    LoanKind,
    Standing,
    StepCode,
    StepState,
)
from ibasho.town.people.models import Organisation

OFFICER, CSW = "akari", "sora"
DAY = timedelta(days=1)
MORNING = time(10)
NAMES = UUID("6d686f6e-0000-4000-8000-000000000001")  # the demo's start-ups have the same numbers each time


def load(city: City, work: Work) -> str:
    told, desk = city.network, _Desk(work)
    desk.register(told)
    load_published(work, told.published, writes=OFFICER)
    for number, meeting in enumerate(told.meetings, 1):
        desk.meeting(meeting, number)
    desk.lend(told)
    for startup in told.startups:
        desk.start(startup)
    desk.support(told)
    desk.fund(told)
    return (
        f"連絡の記録 {Contact.objects.count()}、交流会 {Meeting.objects.count()}、やること {Todo.objects.count()}、"
        f"立ち上げ {StartUp.objects.count()}、求める・提供する {Notice.objects.count()}"
    )


def load_published(work: Work, told: Published | None = None, *, writes: str) -> str:
    """R6's rounds as the plan's slides say them: one with its day and how many groups came, two with only about when."""
    told = told or chapter.published()
    by = Actor(person_id=work.people[writes].pk)
    for one in told.round:
        made = meetings.plan(
            plan=meeting_rules.Plan(
                title=one.title, nendo=told.nendo, round=one.round, day=one.on, month_words=one.month_words,
                groups_told=one.groups, source=told.source,
            ),
            by=by, at=work.at,
        )  # fmt: skip
        if one.on is not None:
            attending.hold(meeting=made, by=by, at=work.at)
    return f"{told.nendo}年度の 交流会 {len(told.round)}回（公表のまま）"


class _Desk:
    """The city and the CSW; a group does its own part."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def by(self, code: str) -> Actor:
        return Actor(person_id=self.work.people[code].pk)

    def group(self, code: str) -> Organisation:
        return self.work.organisations[code]

    def at(self, day: date, hour: time = MORNING) -> datetime:
        return min(clock.at(day, hour), self.work.at)

    def register(self, told: chapter.Network) -> None:
        by, at = self.by(CSW), self.work.at
        officer, csw = self.work.people[OFFICER], self.work.people[CSW]
        for one in told.profiles:
            about = profiles.About(
                does=one.does, began_on=one.began_on, heads=one.heads, city_keeper=officer,
                csw_keeper=csw if one.csw else None,
            )  # fmt: skip
            profiles.keep(organisation=self.group(one.organisation), about=about, by=by, at=at)
        for some in told.people:
            known = contact_persons.Known(some.name, some.duty, some.phone, call_first=some.call_first)
            contact_persons.add(organisation=self.group(some.organisation), known=known, by=by, at=at)
        for talk in told.contacts:
            said = contact_rules.Told(
                on=talk.on, how=How(talk.how), words=talk.words, spoke_with=talk.spoke_with,
                next_words=talk.next_words, next_on=talk.next_on,
            )  # fmt: skip
            contacts.write(
                organisation=self.group(talk.organisation),
                told=said,
                by=self.by(talk.by),
                at=self.at(talk.on),
            )
        self._papers(told)
        for sheet in told.sheets:
            filled = sheet_rules.Filled(sheet.on, How(sheet.how), sheet.answers, issues=sheet.issues)
            sheets.write(
                organisation=self.group(sheet.organisation),
                filled=filled,
                by=self.by(sheet.by),
                at=self.at(sheet.on),
            )

    def _papers(self, told: chapter.Network) -> None:
        given: list[tuple[str, papers.Given]] = [
            *((one.organisation, papers.GivenAgreement(AgreementKind(one.kind), one.title, one.starts_on, one.ends_on))
              for one in told.agreements),
            *((one.organisation, papers.GivenInsurance(one.name, one.starts_on, one.ends_on, one.covers, one.insurer))
              for one in told.insurances),
            *((one.organisation, papers.GivenHygiene(
                Standing(one.standing), self.work.places[one.place], one.consulted_on, one.number, one.ends_on, one.manager,
              )) for one in told.hygiene),
        ]  # fmt: skip
        for code, paper in given:
            papers.add(organisation=self.group(code), given=paper, by=self.by(CSW), at=self.work.at)

    def meeting(self, told: Told, number: int) -> None:
        by, ahead = self.by(CSW), self.at(min(told.on - 30 * DAY, self.work.day - DAY))
        plan = meeting_rules.Plan(
            title=told.title, nendo=nendo.nendo(told.on), round=number, aim=told.aim, day=told.on, starts=told.starts,
            ends=told.ends, venue=told.venue,
        )  # fmt: skip
        made = meetings.plan(plan=plan, by=by, at=ahead)
        groups = [self.group(code) for code in (*told.came, *told.invited)]
        inviting.add(meeting=made, groups=groups, by=by, at=ahead)
        made.refresh_from_db()
        inviting.tell(meeting=made, answer_until=told.on - DAY, by=by, at=ahead)
        for code, answer in told.answers.items():
            invitation = made.invitations.get(organisation=self.group(code))
            inviting.answer(
                invitation=invitation, coming=Coming(answer), heads=2 if answer == "yes" else None, words="", by=by,
                at=self.work.at,
            )  # fmt: skip
        if told.came:
            self._held(made, told)

    def _held(self, made: Meeting, told: Told) -> None:
        by, at = self.by(CSW), self.at(told.on, told.ends)
        keys = {one.organisation_id: one.pk for one in made.invitations.all()}
        came = {keys[self.group(code).pk]: heads for code, heads in told.came.items()}
        attending.mark(meeting=made, came=came, by=by, at=at)
        minutes.write(meeting=made, minutes=told.minutes, decisions=told.decisions, by=by, at=at)
        for one in told.todo:
            group = self.group(one.organisation)
            todo = todos.make(
                organisation=group, words=one.words, due_on=one.due_on, meeting=made, by=by, at=at
            )
            if one.done:
                todos.done(todo=todo, words=one.done, by=by, at=self.work.at)
        minutes.tell(meeting=made, by=by, at=at)

    def lend(self, told: chapter.Network) -> None:
        at = self.work.at
        for one in told.lends:
            item = lending.Item(LoanKind(one.kind), one.name, one.count)
            lending.offer(organisation=self.group(one.organisation), item=item, by=self.by(one.by), at=at)
        for wish in told.borrows:
            thing = LoanItem.objects.get(name=wish.item)
            days = lending.Wish(wish.on, wish.on + wish.days * DAY, wish.count, wish.words)
            loan = lending.ask(
                item=thing, organisation=self.group(wish.organisation), wish=days, by=self.by(wish.by), at=at
            )
            lending.agree(loan=loan, by=self.by(wish.agreed_by), at=at)

    def start(self, told: Startup) -> None:
        asked_at = self.at(told.asked_on)
        asked = starting.Asked(
            name=told.name, starter=told.starter, phone=told.phone, wish=told.wish, kind=told.kind,
            district_code=told.district,
        )  # fmt: skip
        made = starting.ask(
            asked=asked, public_id=uuid5(NAMES, told.name).hex[:12], by=self.by(CSW), at=asked_at
        )
        if not told.done and not told.doing:
            return
        starting.take(startup=made, by=self.by(CSW), at=asked_at + DAY)
        self._belongs(made, told)
        self._steps(made, told)

    def _belongs(self, made: StartUp, told: Startup) -> None:
        values: dict[str, object] = {}
        if told.organisation:
            values["organisation"] = self.group(told.organisation)
        if told.place:
            values |= {"place": self.work.places[told.place], "first_on": told.first_on}
        if values:
            starting.change(startup=made, values=values, by=self.by(CSW), at=self.at(told.asked_on + 3 * DAY))

    def _steps(self, made: StartUp, told: Startup) -> None:
        """Evenly from the day it was asked for to today, or to the day since when nothing has moved."""
        codes = [
            *((one, StepState.DONE) for one in told.done),
            *((one, StepState.DOING) for one in told.doing),
        ]
        last = told.stalled_on or self.work.day - 2 * DAY
        span = (last - told.asked_on).days
        for number, (code, state) in enumerate(codes, 1):
            at = self.at(told.asked_on + DAY * max(4, span * number // len(codes)))
            said = start_steps.Said(state, helper=self.work.people[CSW])
            start_steps.set_step(startup=made, code=StepCode(code), said=said, by=self.by(CSW), at=at)

    def support(self, told: chapter.Network) -> None:
        at, officer = self.work.at, self.by(OFFICER)
        for one in told.supporters:
            row = supporting.tell(
                organisation=self.group(one.organisation), words=one.words, goals=list(one.goals),
                is_member=one.member, agrees=True, by=self.by(one.by), at=at,
            )  # fmt: skip
            supporting.show(supporter=row, seen=supporting_queries.page_mark(row), by=officer, at=at)
        rows: dict[str, Notice] = {}
        for said in told.notices:
            words = notice_rules.Words(
                said.direction, said.resource, said.title, said.words, said.amount_words, said.where_words
            )
            row_of = notices.post(
                organisation=self.group(said.organisation),
                told=words,
                agrees=True,
                by=self.by(said.by),
                at=at,
            )
            if row_of.state == "waiting":
                row_of = notices.look(notice=row_of, seen=words.tidy().mark, by=officer, at=at)
            rows[said.title] = row_of
        for said in told.notices:
            if said.meets:
                self._match(rows[said.meets], rows[said.title], said)

    def _match(self, want: Notice, offer: Notice, said: chapter.Notice) -> None:
        by, at = self.by(CSW), self.work.at
        match = matching.bring_together(want=want, offer=offer, by=by, at=at)
        for side in ("want", "offer"):
            matching.say_yes(match=match, side=side, by=by, at=at)
        match.refresh_from_db()
        matching.done(match=match, became=said.became, children=said.children, by=by, at=at)

    def fund(self, told: chapter.Network) -> None:
        at, known = self.work.at, {}
        for one in told.grants:
            words = {
                "name": one.name, "giver": one.giver, "words": one.words, "for_words": one.for_words, "yen_max": one.yen_max,
                "opens_on": one.opens_on, "closes_on": one.closes_on, "source": one.source, "report_words": one.report_words, "url": "", "is_active": True,
            }  # fmt: skip
            known[one.code] = grants.add(told=words, by=self.by(OFFICER), at=at)
        for use in told.uses:
            by = self.by(use.by)
            row = grants.take(grant=known[use.grant], organisation=self.group(use.organisation), by=by, at=at)
            stands = grant_rules.Use(
                "granted", use.asked, use.given, use.applied_on, use.decided_on, use.report_on
            )
            grants.change_use(use=row, told=stands, by=by, at=at)
