"""Numbers of reach that can be defended: read by reports, from the newest study of the school weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.reach.models import Study, Visit
from ibasho.rooms.reach.queries import studies
from ibasho.rooms.reach.rules import public
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.summary import Look, Picture, picture
from ibasho.town.places import facts as places

NO_STUDY = "空白の しらべは まだ ありません"


def facts(at: datetime) -> dict[str, Fact]:
    """Every fact of this room by its short name, as of the day of the study it is from."""
    return {name: make(clock.day(at)) for name, make in FACTS.items()}


def unreached_infant(today: date) -> Fact:
    """Small children from whom no place they may come to with a grown-up lies within the stroller's minutes and is open,
    or who find it full."""
    return _unreached("infant", "unreached_infant", today)


def unreached_primary(today: date) -> Fact:
    """小学生 who reach no place by themselves after school or on other days and are home in time, or who find it full."""
    return _unreached("primary", "unreached_primary", today)


def unreached_junior(today: date) -> Fact:
    return _unreached("junior", "unreached_junior", today)


def unreached_high(today: date) -> Fact:
    return _unreached("high", "unreached_high", today)


def unreached_share_primary(today: date) -> Fact:
    """Of all 小学生, in percent."""
    study, seen = _seen("primary")
    share = None if seen is None or seen.city.share is None else 100 * seen.city.share
    n = round(seen.city.children) if seen else None
    return _fact(
        study,
        share,
        "%",
        "小学生のうち、居場所が とどかない こども（行けても 席が たりない こどもも ふくむ）",
        "unreached_share_primary",
        today,
        n,
    )


def reach_hours_primary(today: date) -> Fact:
    """Hours a week that one 小学生 can be at some place by itself, in the mean of all."""
    study, seen = _seen("primary")
    value = seen.city.hours_each if seen else None
    n = round(seen.city.children) if seen else None
    return _fact(
        study, value, "時間", "小学生1人が 1週間に 自分で行ける時間の平均", "reach_hours_primary", today, n
    )


def blank_nowhere(today: date) -> Fact:
    """小学生 who have no place at all within their way."""
    return _blank(Blank.NOWHERE, "blank_nowhere", today)


def blank_closed(today: date) -> Fact:
    """小学生 near whose home there is one, but not open when they could go."""
    return _blank(Blank.CLOSED, "blank_closed", today)


def blank_not_for_me(today: date) -> Fact:
    """小学生 near whose home one is open that does not take them: their age, or not alone."""
    return _blank(Blank.NOT_FOR_ME, "blank_not_for_me", today)


def blank_full(today: date) -> Fact:
    """小学生 who could go but find no seat."""
    return _blank(Blank.FULL, "blank_full", today)


def visits_held(span: Span) -> Fact:
    """Visits of a mobile centre that took place and were written down, in the days of the span. None before the first
    visit was ever planned; 最低でも while a visit whose day is over says neither that it was held nor called off."""
    days = Q(day__range=(span.first, span.last))
    found = Visit.objects.filter(day__lte=span.last).aggregate(
        planned=Count("pk"), held=Count("pk", filter=days & Q(state=Visit.State.DONE)),
        untold=Count("pk", filter=days & Q(state=Visit.State.PLANNED, day__lt=span.last)),
    )  # fmt: skip
    return Fact(
        value=found["held"] if found["planned"] else None, unit="回",
        source=f"出張開設のうち、ひらいて 数が書かれた回（{span.words}）", as_of=span.last,
        query=f"{__name__}.visits_held", marks=frozenset({Mark.AT_LEAST} if found["untold"] else set()),
        audience=Audience.PUBLIC,
    )  # fmt: skip


def kodomo_shokudo_rate(today: date) -> Fact:
    """充足率, as places counts it: shown beside our own figures."""
    return places.districts_with_kodomo_shokudo(today)


def _seen(ages: str) -> tuple[Study | None, Picture | None]:
    study = studies.latest_usual()
    return study, picture(study.summary, Look(ages)) if study else None


def _unreached(ages: str, query: str, today: date) -> Fact:
    study, seen = _seen(ages)
    known = seen is not None and seen.known
    value = round(seen.city.unreached) if seen is not None and known else None
    n = round(seen.city.children) if seen is not None and known else None
    who = Look(ages).label
    return _fact(
        study,
        value,
        "人",
        f"居場所が とどかない {who}（行けても 席が たりない こどもも ふくむ）",
        query,
        today,
        n,
    )


def _blank(kind: Blank, query: str, today: date) -> Fact:
    """As the public page tells it, so that nothing can be taken from it: rounded, and hidden together with a second kind
    where few children are behind one (`rules.public`)."""
    study, seen = _seen("primary")
    told = _fact(
        study,
        None,
        "人",
        f"居場所の 空白「{kind.label}」の 小学生（公開している 数。10人に まとめる）",
        query,
        today,
        None,
    )
    told = replace(told, audience=Audience.PUBLIC)
    if seen is None or not seen.known:
        return told
    shown = dict(public.publish(seen, settings.SMALL_NUMBER_MIN).kinds).get(kind)
    mark = Mark.SUPPRESSED if shown is None else Mark.ROUGH
    return replace(told, value=shown, marks=told.marks | {mark})


def _fact(
    study: Study | None, value: float | None, unit: str, what: str, query: str, today: date, n: int | None
) -> Fact:
    """For the desk, to the child: what the public reads is rounded and hides small numbers (`_blank`)."""
    day = clock.day(study.done_at) if study and study.done_at else today
    source = f"空白の しらべ（{study}）: {what}" if study else f"{NO_STUDY}: {what}"
    marks = {Mark.ESTIMATED} if study else set()
    if study and study.summary.get("straight"):
        marks.add(Mark.ROUGH)
    return Fact(
        value=value, unit=unit, source=source, as_of=day, query=f"{__name__}.{query}", n=n,
        marks=frozenset(marks), audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "unreached_infant": unreached_infant,
    "unreached_primary": unreached_primary,
    "unreached_junior": unreached_junior,
    "unreached_high": unreached_high,
    "unreached_share_primary": unreached_share_primary,
    "reach_hours_primary": reach_hours_primary,
    "blank_nowhere": blank_nowhere,
    "blank_closed": blank_closed,
    "blank_not_for_me": blank_not_for_me,
    "blank_full": blank_full,
    "kodomo_shokudo_rate": kodomo_shokudo_rate,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"visits_held": visits_held}
