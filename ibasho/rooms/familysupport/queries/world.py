"""What is known of some visits and of every provider who could help, as the facts the rules ask for.

A constant number of statements, however many visits and providers there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.familysupport.models import Ask, CentreRules, Child, Member, Ruling, Visit
from ibasho.rooms.familysupport.queries import ways
from ibasho.rooms.familysupport.queries import world_rows as rows
from ibasho.rooms.familysupport.queries.ways import MODES, Grid, Ways
from ibasho.rooms.familysupport.queries.world_rows import Kept, Pair, end_of, home_of, modes_of, start_of
from ibasho.rooms.familysupport.rules.eligibility import (
    Between,
    Helper,
    Need,
    Refusal,
    Taken,
    firmly_not,
    is_free,
    why_not,
)
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, Travel, Verdict
from ibasho.rooms.familysupport.rules.ranking import Facts, worth

UNKNOWN_GAP = 15  # minutes between two visits of which one has no position
Way = tuple[int | None, Travel, bool]  # minutes from home, how, whether it is a めやす
_FAR = 1 << 30


@dataclass(slots=True)
class World:
    """`kept` changes while a whole plan is decided; everything else stands as it was read."""

    at: datetime
    rules: Sequence[CentreRules]
    visits: dict[int, Visit]
    children: dict[int, Sequence[Child]]
    members: dict[int, Member]
    helpers: dict[int, Helper]
    kept: defaultdict[int, list[Kept]]
    met: Mapping[tuple[int, int], int]  # child, member
    held: set[tuple[int, int, str, int]]  # child, member, content, 年度
    verdicts: Mapping[Pair, str]
    answers: Mapping[Pair, str]
    ways: Ways
    start_row: dict[Position | None, int]
    end_column: dict[Position | None, int]
    _standing: dict[tuple[int, date], str] = field(default_factory=dict)
    _needs: dict[int, Need] = field(default_factory=dict)
    _jobs: dict[tuple[int, int], Counter[int]] = field(default_factory=dict)
    _near: dict[int, dict[int, Way]] = field(default_factory=dict)
    _schools: dict[int, set[str]] = field(default_factory=dict)
    _weeks: dict[tuple[int, date], list[Kept]] = field(default_factory=dict)

    def need(self, visit: Visit) -> Need:
        if visit.pk not in self._needs:
            self._needs[visit.pk] = rows.need(visit, self.children[visit.request_id])
        return self._needs[visit.pk]

    def refusal(self, visit: Visit, member: Member, *, limits: bool = True) -> Refusal | None:
        """Why this provider does not take this visit; None: able."""
        return why_not(self.helpers[member.pk], self.need(visit), self.between(visit, member), limits=limits)

    def firm_refusal(self, visit: Visit, member: Member) -> Refusal | None:
        return firmly_not(self.helpers[member.pk], self.need(visit), self.between(visit, member))

    def between(self, visit: Visit, member: Member) -> Between:
        key, pk = visit.pk, member.pk
        answer = self.answers.get((key, pk))
        return Between(
            minutes=self.way(visit, member)[0],
            courses=self._courses(member, visit.day),
            same_family=rows.same_family(visit.request.member, member),
            forbidden=self.verdicts.get((key, pk)) == Verdict.FORBID,
            said_no=answer == AskAnswer.NO,
            said_yes=answer == AskAnswer.YES,
            taken=[self._taken(visit, pk, one) for one in self._week(pk, visit.day) if one.visit_id != key],
        )

    def way(self, visit: Visit, member: Member) -> Way:
        """From the provider's home by the quickest of their ways."""
        row = self.start_row[start_of(visit)]
        if row not in self._near:
            self._near[row] = self._ways_to(row)
        return self._near[row][member.pk]

    def _ways_to(self, row: int) -> dict[int, Way]:
        """Of every provider at once."""
        columns = [self.end_column[home_of(one)] for one in self.members.values()]
        can = np.asarray(
            [[mode in modes_of(one) for one in self.helpers.values()] for mode in range(len(MODES))]
        )
        told = np.where(
            can & (self.ways.minutes[:, row, columns] >= 0), self.ways.minutes[:, row, columns], _FAR
        )
        best = told.argmin(axis=0)
        least = told.min(axis=0).tolist()
        guessed = self.ways.estimate[row, columns].tolist()
        return {
            pk: (None, Travel.WALK, True)
            if minutes == _FAR
            else (minutes, MODES[mode], guess or MODES[mode] is Travel.CAR)
            for pk, minutes, mode, guess in zip(self.members, least, best.tolist(), guessed, strict=True)
        }

    def facts(self, visit: Visit, member: Member) -> Facts:
        """What speaks for it."""
        minutes, by, estimate = self.way(visit, member)
        pair, need, helper = (visit.pk, member.pk), self.need(visit), self.helpers[member.pk]
        children = self.children[visit.request_id]
        jobs = self.jobs(visit.day)
        return Facts(
            minutes, by.value, estimate,
            said_yes=self.answers.get(pair) == AskAnswer.YES,
            pinned=self.verdicts.get(pair) == Verdict.PIN,
            wished=visit.request.wished_id == member.pk,
            met=tuple((one.call_name, self.met.get((one.pk, member.pk), 0)) for one in children),
            same_school=self._same_school(visit, member),
            jobs=jobs[member.pk],
            average=round(10 * jobs.total() / max(len(self.helpers), 1)),
            free=is_free(helper, need),
            skills=tuple(sorted(need.skills & helper.skills)),
            seats=rows.seats(need, helper),
            meeting_due=self.meeting_due(visit, member),
        )  # fmt: skip

    def worth(self, visit: Visit, member: Member) -> int:
        """`ranking.worth` of the facts it reads."""
        pk, children = member.pk, self.children[visit.request_id]
        return worth(
            Facts(
                self.way(visit, member)[0], said_yes=self.answers.get((visit.pk, pk)) == AskAnswer.YES,
                wished=visit.request.wished_id == pk,
                met=tuple((one.call_name, self.met.get((one.pk, pk), 0)) for one in children),
                same_school=self._same_school(visit, member),
            )
        )  # fmt: skip

    def meeting_due(self, visit: Visit, member: Member) -> bool:
        """Whether they have not met for one of the children, this content and this 年度."""
        content, year = visit.request.content, nendo(visit.day)
        children = self.children[visit.request_id]
        return any((one.pk, member.pk, content, year) not in self.held for one in children)

    def jobs(self, day: date) -> Counter[int]:
        """Visits of this month, by provider."""
        month = day.year, day.month
        if month not in self._jobs:
            self._jobs[month] = Counter(
                {
                    pk: sum((one.day.year, one.day.month) == month for one in kept)
                    for pk, kept in self.kept.items()
                    if pk in self.helpers
                }
            )
        return self._jobs[month]

    def keep(self, visit: Visit, member: Member) -> None:
        """A visit was decided while this world is in use."""
        self.kept[member.pk].append(rows.kept(visit))
        self._jobs.clear()
        self._weeks.clear()

    def load(self, member_pk: int, monday: date) -> int:
        """Visits of the four weeks before."""
        return sum(monday - rows.LOAD <= one.day < monday for one in self.kept[member_pk])

    def gap(self, mode: int, end: Position | None, start: Position | None) -> int:
        """Minutes from where one visit ends to where another begins, or the way back, which is as long."""
        if end is not None and end == start:
            return 0
        minutes = -1
        if end in self.start_row and start in self.end_column:
            minutes = int(self.ways.minutes[mode, self.start_row[end], self.end_column[start]])
        elif start in self.start_row and end in self.end_column:
            minutes = int(self.ways.minutes[mode, self.start_row[start], self.end_column[end]])
        return minutes if minutes >= 0 else UNKNOWN_GAP

    def gaps(self, ends: Sequence[Position | None], starts: Sequence[Position | None]) -> Grid:
        """The same for visits of this world, all at once: int32[mode, end, start]."""
        lines, columns = [self.start_row[one] for one in ends], [self.end_column[one] for one in starts]
        found = self.ways.minutes[:, lines][:, :, columns]
        found[found < 0] = UNKNOWN_GAP
        here = np.asarray([self.start_row[one] for one in starts])
        known = np.asarray([one is not None for one in ends], np.bool_)
        found[:, known[:, None] & (np.asarray(lines)[:, None] == here[None, :])] = 0
        return found

    def _week(self, pk: int, day: date) -> list[Kept]:
        """What a provider has in the week of `day`."""
        monday = day - timedelta(days=day.weekday())
        if (pk, monday) not in self._weeks:
            sunday = monday + timedelta(days=6)
            self._weeks[pk, monday] = [one for one in self.kept[pk] if monday <= one.day <= sunday]
        return self._weeks[pk, monday]

    def _taken(self, visit: Visit, pk: int, one: Kept) -> Taken:
        if one.day != visit.day:
            return Taken(one.starts_at, one.ends_at, one.day)
        before = one.ends_at <= visit.starts_at
        points = (one.end, start_of(visit)) if before else (end_of(visit), one.start)
        gap = min(self.gap(mode, *points) for mode in modes_of(self.helpers[pk]))
        return Taken(one.starts_at, one.ends_at, one.day, gap)

    def _same_school(self, visit: Visit, member: Member) -> bool:
        pk = member.pk
        if pk not in self._schools:
            self._schools[pk] = rows.schools(member.children.all())
        return bool(self._schools[pk]) and bool(
            self._schools[pk] & rows.schools(self.children[visit.request_id])
        )

    def _courses(self, member: Member, day: date) -> str:
        key = member.pk, day
        if key not in self._standing:
            self._standing[key] = rows.standing(member, day, self.rules)
        return self._standing[key]


def load(visits: Iterable[Visit], at: datetime) -> World:
    """Everything the rules ask about these visits of one centre. `visits` come with request and its member."""
    seen = list(visits)
    if not seen:
        raise ValueError("a world needs a visit")
    centre_id, keys = seen[0].request.member.centre_id, [one.pk for one in seen]
    members = {one.pk: one for one in rows.members(centre_id)}
    children = rows.children(seen)
    kept = rows.kept_by(seen)
    starts = list(dict.fromkeys(point for one in seen for point in (start_of(one), end_of(one))))
    taken = [point for many in kept.values() for one in many for point in (one.start, one.end)]
    ends = list(dict.fromkeys([*(home_of(one) for one in members.values()), *starts, *taken]))
    child_keys = [one.pk for some in children.values() for one in some]
    return World(
        at, list(CentreRules.objects.filter(centre=centre_id)), {one.pk: one for one in seen}, children, members,
        {pk: rows.helper_of(one) for pk, one in members.items()}, kept, rows.met(child_keys, at), rows.held(child_keys),
        rows.pairs(Ruling.objects.filter(visit__in=keys), "verdict"), rows.pairs(Ask.objects.filter(visit__in=keys), "answer"),
        ways.between(starts, ends), {one: at for at, one in enumerate(starts)}, {one: at for at, one in enumerate(ends)},
    )  # fmt: skip
