"""Numbers of reach that can be defended: read by reports, from the newest study of the school weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import studies
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


def _fact(
    study: Study | None, value: float | None, unit: str, what: str, query: str, today: date, n: int | None
) -> Fact:
    """Never for the public: its own page hides small numbers."""
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
    "kodomo_shokudo_rate": kodomo_shokudo_rate,
}
