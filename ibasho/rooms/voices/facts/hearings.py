"""Hearings of a 年度 and who was heard in them: numbers for everybody, so only of what was released or published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Min, Q

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.disclosure.tables import Number, Shown
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded
from ibasho.rooms.voices.models import Answer, Hearing, PublishedFigure, Release, Tally
from ibasho.rooms.voices.queries import heard, releases
from ibasho.rooms.voices.queries.hearings import PUBLIC
from ibasho.rooms.voices.queries.tables import HEADS
from ibasho.rooms.voices.rules import who
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.town.areas import queries as areas

BOOK = "こどもの声の記録"


def hearings(span: Span) -> Fact:
    """Opened inside the span, those held elsewhere of which only published figures are known among them."""
    inside = Q(opens_on__range=(span.first, span.last))
    told = Hearing.objects.filter(state__in=PUBLIC).aggregate(
        held=Count("pk", filter=inside),
        elsewhere=Count("pk", filter=inside & ~Q(source_name="")),
        first=Min("opens_on"),
    )
    value = None if span.precedes(told["first"]) else told["held"]
    marks = {Mark.PUBLISHED} if told["elsewhere"] else set()
    return fact(value, "回", "ひらいた 意見聴取", "hearings", span, marks)


class Children(NamedTuple):
    """Heard as far as it is out. `lacks`: something of it is hidden or not out yet."""

    heard: int
    lacks: bool


def children(span: Span) -> Fact:
    """Children who answered, as often as they did. Only what is out counts: a number that moved with every answer would say
    more of small hearings than their tables do. A hearing within its 年度 counts whole, whenever its tables came out; of
    one that goes on over years what was released inside the span. None where nothing is out yet."""
    found = list(Hearing.objects.filter(state__in=PUBLIC, opens_on__lte=span.last).order_by("pk"))
    asked = [one for one in found if Respondent.CHILD in one.respondents and _is_of(one, span)]
    what = "声を きいた こども（のべ、公開した 集計から）"
    if not asked:
        known = not span.precedes(
            Hearing.objects.filter(state__in=PUBLIC).aggregate(first=Min("opens_on"))["first"]
        )
        return fact(0 if known else None, "人", what, "children", span, set())
    ours, theirs = _released(asked, span), _published(asked, span)
    told = [*ours.values(), *theirs.values()]
    lacks = len(told) < len(asked) or any(one.lacks for one in told)
    marks = ({Mark.PUBLISHED} if theirs else set()) | ({Mark.AT_LEAST} if lacks and told else set())
    value = sum(one.heard for one in told) if told else None
    return shielded(fact(value, "人", what, "children", span, marks), minimum=settings.SMALL_NUMBER_MIN)


def districts_unheard(span: Span) -> Fact:
    """小学校区 where children live and none was heard inside the span, of `n`. Counted from the answers, not from tables that hide
    small numbers: how many districts are silent tells of nobody who spoke. None where no district is known."""
    districts = list(areas.named_districts(span.last))
    there = heard.children()
    homes = {one.code for one in districts if there is None or round(sum(there.get(one.code, {}).values()))}
    answered = Answer.objects.filter(respondent=Respondent.CHILD, day__range=(span.first, span.last))
    counted = Tally.objects.filter(
        respondent=Respondent.CHILD, question__isnull=True, day__range=(span.first, span.last)
    )
    spoke = set(answered.values_list("district_code", flat=True).distinct())
    spoke |= set(counted.values_list("door__district_code", flat=True).distinct())
    first = Hearing.objects.filter(state__in=PUBLIC).aggregate(first=Min("opens_on"))["first"]
    value = len(homes - spoke) if districts and not span.precedes(first) else None
    what = "こどもの声を 1つも きいていない 小学校区"
    return fact(value, "校区", what, "districts_unheard", span, set(), n=len(homes))


def child_heads(table: Shown) -> tuple[int, bool]:
    """(children that a released table of heads shows, whether some of it is hidden)."""
    told: list[Number] = [table.at(code) for code in table.labels(0) if who.is_child(code)]
    return sum(one or 0 for one in told), None in told


def fact(
    value: float | None, unit: str, what: str, query: str, span: Span, marks: set[Mark], *, n: int | None = None
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{span.words}）", as_of=span.last, query=f"{__name__}.{query}", n=n,
        marks=frozenset(marks), audience=Audience.PUBLIC,
    )  # fmt: skip


def _is_of(hearing: Hearing, span: Span) -> bool:
    """Opened inside the span, or before it and still open then."""
    assert hearing.opens_on is not None
    if hearing.opens_on >= span.first:
        return True
    return not hearing.source_name and (hearing.closes_on is None or hearing.closes_on >= span.first)


def _is_within(hearing: Hearing, span: Span) -> bool:
    """All of it in one 年度."""
    ends = hearing.closes_on is not None and hearing.closes_on <= years.last_day(span.nendo)
    return ends and hearing.opens_on is not None and hearing.opens_on >= span.first


def _released(asked: Iterable[Hearing], span: Span) -> dict[int, Children]:
    """By hearing of which a table of heads is out; two tables beside each other tell what came between them."""
    ours = {one.pk: one for one in asked if not one.source_name}
    out: dict[int, list[tuple[date, Shown]]] = {}
    for release in releases.telling(ours.values()):
        out.setdefault(release.hearing_id, []).extend(_heads(release))
    found = {}
    for key, told in out.items():
        hearing = ours[key]
        last = None if _is_within(hearing, span) else span.last
        now = _most(table for on, table in told if last is None or on <= last)
        if now is None:
            continue
        begun = hearing.opens_on is not None and hearing.opens_on < span.first
        before = _most(table for on, table in told if on < span.first) if begun else None
        found[key] = Children(
            now.heard - (before.heard if before else 0), now.lacks or bool(before and before.lacks)
        )
    return found


def _heads(release: Release) -> list[tuple[date, Shown]]:
    on = release.released_on
    return [
        (on, one)
        for one in releases.shown_of(release)
        if one.name == HEADS and on is not None and not one.nothing
    ]


def _most(told: Iterable[Shown]) -> Children | None:
    """What was public once is public: of all tables the one that shows most."""
    found = [Children(*child_heads(one)) for one in told]
    return max(found, key=lambda one: one.heard, default=None)


def _published(asked: Iterable[Hearing], span: Span) -> dict[int, Children]:
    """By hearing held elsewhere, as it was published."""
    theirs = [one.pk for one in asked if one.source_name]
    rows = PublishedFigure.objects.filter(
        hearing__in=theirs, respondent=Respondent.CHILD, is_total=False, wish="", value__isnull=False
    )
    found: dict[int, Children] = {}
    for key, value in rows.values_list("hearing", "value"):
        found[key] = Children((value or 0) + (found[key].heard if key in found else 0), lacks=False)
    return found


YEAR: dict[str, Callable[[Span], Fact]] = {
    "hearings": hearings, "children": children, "districts_unheard": districts_unheard,
}  # fmt: skip
