"""How みほん市 looks back, by the actions people use: the plan taken in, trials, decisions, figures, words, the year's report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from demo.chapters import looking_back as chapter
from demo.chapters.looking_back import Decision, LookingBack, Pilot
from demo.city import City
from demo.loading.work import Work
from demo.sources import DATA
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import (
    decisions,
    definitions,
    earlier,
    issues,
    lines,
    measuring,
    pilot_figures,
    pilots,
    rehearsals,
    reviews,
    taking_in,
    targets,
    todos,
    yearly,
)
from ibasho.front.reports.models import Indicator, Line
from ibasho.front.reports.models import Pilot as Row
from ibasho.front.reports.queries import reviews as review_queries
from ibasho.front.reports.rules.kinds import DecisionKind, IssueSource, LineState, Moment, Over, Party
from ibasho.front.reports.rules.pilots import Written
from ibasho.front.reports.rules.plan import Plan
from ibasho.rooms.network.rules.kinds import Issue as Tag
from ibasho.town.places.models import Event

FIRST, SECOND = "akari", "kenta"
COUNTED_SINCE = date(2024, 4, 1)  # of the figures that were written down before
CHANGED_DAYS_AGO = 50


def load(city: City, work: Work) -> str:
    told, desk = city.looking_back, _Desk(work, FIRST, SECOND)
    desk.take_in(told.published, told.own)
    for pilot in told.pilots:
        desk.tried(pilot)
    desk.found(told)
    desk.counted(told)
    desk.said(told)
    desk.reported(told)
    desk.rehearsed()
    return (
        f"事業 {Line.objects.count()}、試行 {Row.objects.count()}、しるし {Indicator.objects.count()}、"
        f"年次報告 {told.nendo}年度"
    )


def load_published(work: Work, *, writes: str, called: Mapping[str, str]) -> str:
    """The plan alone, as it was published: for a copy that shows nothing made up. `called`: what a section of みほん市 is
    called there; the slides name no others."""
    desk = _Desk(work, writes, writes, called)
    desk.take_in(chapter.published())
    return f"計画の ことばと 事業 {Line.objects.count()}（公表のまま）"


class _Desk:
    def __init__(self, work: Work, first: str, second: str, called: Mapping[str, str] | None = None) -> None:
        self.called = called
        self.work, self.at = work, work.at
        self.by, self.second = (Actor(person_id=work.people[one].pk) for one in (first, second))

    def take_in(self, *plans: Plan) -> None:
        taking_in.indicators(since=COUNTED_SINCE, by=self.by, at=self.at)
        for plan in plans:
            named = tuple(
                replace(one, lead=self._name(one.lead), others=tuple(map(self._name, one.others)))
                for one in plan.lines
            )
            taking_in.plan(plan=replace(plan, lines=named), by=self.by, at=self.at)

    def tried(self, told: Pilot) -> None:
        place = self.work.places[told.place].pk if told.place else None
        row = pilots.write(
            pilot=None, line=self._line(told.line),
            values=Written(
                told.title, told.aim, told.begins_on, told.ends_on, told.hypothesis, told.rule_version, place,
                self._event(told.event), told.source,
            ),
            by=self.by, at=self.at,
        )  # fmt: skip
        row = pilots.begin(pilot=row, by=self.by, at=self.at)
        for one in told.figures:
            pilot_figures.note(
                pilot=row, moment=Moment(one.moment), label=one.label, value=one.value, unit=one.unit, as_of=one.on,
                source=one.source, n=one.n, by=self.by, at=self.at,
            )  # fmt: skip
        for issue in told.issues:
            self._issue(issue, self._line(told.line), row)
        if told.ends_on is not None:
            row = pilots.end(pilot=row, by=self.by, at=self.at)
        if told.judged:
            pilots.judge(pilot=row, result_words=told.result, by=self.by, at=self.at)
        if told.decision is not None:
            self._decide(told.decision, self._line(told.line), Row.objects.get(pk=row.pk))

    def found(self, told: LookingBack) -> None:
        for issue in told.issues:
            self._issue(issue, self._line(issue.line), None)
        for decision in told.decisions:
            self._decide(decision, self._line(decision.line), None)
        for todo in told.todos:
            row = todos.add(
                line=self._line(todo.line), organisation=self.work.organisations[todo.section], words=todo.words,
                due_on=todo.on, by=self.by, at=self.at,
            )  # fmt: skip
            if todo.done:
                todos.done(todo=row, by=self.by, at=self.at)

    def counted(self, told: LookingBack) -> None:
        """What was written down before, a definition that changed, what is aimed at; then the copy counts itself."""
        known = {one.code: one for one in Indicator.objects.all()}
        for year in told.earlier:
            for code, value in year.values.items():
                self._earlier(told, known[code], year.on, value)
        self._change(told, known[told.change.indicator])
        for code, value in told.targets.items():
            targets.aim(
                indicator=known[code], nendo=told.nendo, value=value, words="", by=self.by, at=self.at
            )
        measuring.measure(by=Actor.of_job("reports.measure"), at=self.at)

    def said(self, told: LookingBack) -> None:
        for one in told.reviews:
            row = reviews.write(
                party=Party(one.party), nendo=told.nendo, place=self.work.places[one.place] if one.place else None,
                who_words=one.who, heads=one.heads, good=one.good, hard=one.hard, next=one.next, said_on=one.on, by=self.by,
                at=self.at,
            )  # fmt: skip
            if one.shown:
                reviews.show(review=row, seen=review_queries.mark(row), by=self.second, at=self.at)

    def reported(self, told: LookingBack) -> None:
        """Of the running 年度, up to today: written by one, published by another."""
        report = yearly.draft(nendo=told.nendo, by=self.by, at=self.at)
        for code in {*told.words, *told.child_words}:
            yearly.say(
                report=report, chapter=code, words=told.words.get(code, ""), child_words=told.child_words.get(code, ""),
                by=self.by, at=self.at,
            )  # fmt: skip
        yearly.ask(report=report, by=self.by, at=self.at)
        yearly.publish(report=report, by=self.second, at=self.at)

    def rehearsed(self) -> None:
        """Results of `make rehearse` as they were written: a year as it is, and a plan over its first month."""
        for path in sorted((DATA / "rehearsals").glob("*.json")):
            rehearsals.take_in(text=path.read_text(encoding="utf-8"), by=self.by, at=self.at)

    def _issue(self, told: chapter.Issue, line: Line, pilot: Row | None) -> None:
        row = issues.find(
            line=line, tag=Tag(told.tag), words=told.words, source=IssueSource(told.source), source_words=told.source_words,
            pilot=pilot, found_on=told.on, by=self.by, at=self.at,
        )  # fmt: skip
        if told.settled:
            issues.settle(issue=row, words=told.settled, by=self.by, at=self.at)

    def _decide(self, told: Decision, line: Line, pilot: Row | None) -> None:
        decisions.decide(
            line=line, pilot=pilot, kind=DecisionKind(told.kind), reason=told.reason, decided_on=told.on,
            next_line=self._next(told, line), source=told.source, by=self.by, at=self.at,
        )  # fmt: skip

    def _next(self, told: Decision, line: Line) -> Line:
        """The line that is there, or the one the decision makes."""
        if not told.next_title:
            return self._line(told.next)
        return lines.carry_on(
            line=line, nendo=line.nendo + 1, code=told.next, title=told.next_title, words="", state=LineState.IDEA,
            by=self.by, at=self.at,
        )  # fmt: skip

    def _change(self, told: LookingBack, indicator: Indicator) -> None:
        since = self.work.day - timedelta(days=CHANGED_DAYS_AGO)
        if since <= years.first_day(told.nendo) + timedelta(days=7):
            return  # in spring nothing has changed yet
        was = indicator.definitions.get(number=1)
        self._earlier(told, indicator, since - timedelta(days=7), told.change.before)
        definitions.change(
            indicator=indicator, since_on=since, words=told.change.words, reason=told.change.reason, fact=was.fact,
            place_fact=was.place_fact, over=Over(was.over), by=self.by, at=self.at,
        )  # fmt: skip

    def _earlier(self, told: LookingBack, indicator: Indicator, on: date, value: float) -> None:
        earlier.note(
            indicator=indicator, as_of=on, value=value, unit=told.units[indicator.code], source=told.earlier[-1].source,
            by=self.by, at=self.at,
        )  # fmt: skip

    def _line(self, code: str) -> Line:
        return Line.objects.get(code=code)

    def _event(self, code: str) -> int | None:
        """The published day of the trial."""
        return Event.objects.get(title=chapter.TRIAL_TITLE).pk if code else None

    def _name(self, code: str) -> str:
        """Empty for a section this copy does not have."""
        here = code if self.called is None else self.called.get(code, "")
        return self.work.organisations[here].name if here else ""
