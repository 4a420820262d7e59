"""Numbers of consultations that can be defended: what was let out of the centre, or published by the city. Never a raw count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.care.models import PublishedYear
from ibasho.rooms.care.queries import consultation_pictures as pictures
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.queries.figures import Released
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules.categories import CODES, LABELS
from ibasho.rooms.care.rules.consultations import last_day, shares

ALL = 1_000  # per mille


@dataclass(frozen=True, slots=True)
class _Newest:
    """Of the newest 年度 anything may be said of; what this system counted before what was published."""

    nendo: int
    released: Released | None
    published: PublishedYear | None


def consultations_total(today: date) -> Fact:
    """延べ."""
    newest, what, query = _newest(today), "相談の数（延べ）", "consultations_total"
    if newest is None:
        return _fact(None, "件", what, query, today)
    if newest.released is not None:
        return _of_release(newest.released.total, "件", what, query, newest.released)
    assert newest.published is not None
    return _of_paper(newest.published.total, "件", what, query, newest.published)


def consultations_firsts(today: date) -> Fact:
    """実; not known where the centre does not count it."""
    newest, what, query = _newest(today), "相談のあった こども（実）", "consultations_firsts"
    released = newest.released if newest else None
    if released is None or tables.FIRSTS not in released.tables:
        return _fact(None, "人", what, query, today)
    return _of_release(released.firsts, "人", what, query, released)


def consultations_top_share(today: date) -> Fact:
    """Of the kind that is met most, in percent; its name stands in the source. Not told where a hidden kind may be met more."""
    newest = _newest(today)
    query = "consultations_top_share"
    if newest is None:
        return _fact(None, "%", "いちばん多い 相談種別の 割合", query, today)
    if newest.released is not None:
        counts, total = tables.totals(newest.released.tables[tables.QUARTERS]), newest.released.total
        most, code = max(
            ((n, code) for n, code in zip(counts, CODES, strict=True) if n is not None), default=(0, "")
        )
        code = "" if _may_be_topped(counts, total) else code
        share = shares([most, total - most])[0] if total and most and code else None
        return _of_release(
            None if share is None else share / 10, "%", _top(code), query, newest.released, n=total
        )
    assert newest.published is not None
    rows = pictures.in_order(newest.published)
    told = [one for one in rows if one.per_mille is not None]
    top = max(told, key=lambda one: one.per_mille or 0, default=None)
    top = None if _may_be_topped([one.per_mille for one in rows], ALL) else top
    value = None if top is None else (top.per_mille or 0) / 10
    words = _top(top.category if top else "")
    return _of_paper(value, "%", words, query, newest.published, n=newest.published.total)


def _newest(today: date) -> _Newest | None:
    nendo = next((one for one in figures.nendos() if years.first_day(one) <= today), None)
    return None if nendo is None else _Newest(nendo, figures.released(nendo), figures.published(nendo))


def _may_be_topped(counts: Sequence[int | None], total: int | None) -> bool:
    """Whether one that is hidden could be more than the most that is shown: there is room for it in the total."""
    shown = [one for one in counts if one is not None]
    if len(shown) == len(counts):
        return False
    return total is None or total - sum(shown) > max(shown, default=0)


def _top(code: str) -> str:
    return f"相談のうち {LABELS[code]}（いちばん多い 種別）" if code else "いちばん多い 相談種別の 割合"


def _of_release(
    value: float | None, unit: str, what: str, query: str, released: Released, *, n: int | None = None
) -> Fact:
    through = released.release.through
    marks = {Mark.SUPPRESSED} if value is None else set()
    marks |= set() if pictures.is_whole(through) else {Mark.PARTIAL}
    label = f"{years.label(released.release.nendo)} {through.month}月まで"
    return _fact(value, unit, f"{what}（{label}）", query, last_day(through), marks=frozenset(marks), n=n)


def _of_paper(
    value: float | None, unit: str, what: str, query: str, paper: PublishedYear, *, n: int | None = None
) -> Fact:
    source = f"{what}（{years.label(paper.nendo)}、{paper.source_name}）"
    as_of = years.last_day(paper.nendo)
    return _fact(value, unit, source, query, as_of, marks=frozenset({Mark.PUBLISHED}), n=n)


def _fact(
    value: float | None, unit: str, source: str, query: str, as_of: date, *, marks: frozenset[Mark] = frozenset(),
    n: int | None = None,
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=source, as_of=as_of, query=f"{__name__}.{query}", n=n if value is not None else None,
        marks=marks, audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "consultations_total": consultations_total,
    "consultations_firsts": consultations_firsts,
    "consultations_top_share": consultations_top_share,
}
