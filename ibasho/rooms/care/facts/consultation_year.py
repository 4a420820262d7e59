"""The table of consultations of a 年度 as everybody may see it: as the city published it, or as the centre let it out (small
numbers, and what would give them away, hidden once and for all). Never a raw count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.disclosure.tables import from_json
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.rooms.care.models import PublishedYear, YearRelease
from ibasho.rooms.care.queries import consultation_pictures as pictures
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules.categories import CATEGORIES, LABELS
from ibasho.rooms.care.rules.consultations import last_day, shares

TITLE, ALL, UNTOLD = "相談実績", "合計（延べ）", "内訳なし"
PER_CENT = 10  # per mille of one per cent
QUERY = f"{__name__}.consultations"


def consultations(span: Span) -> FactTable:
    """Of the span's 年度: 延べ and each 相談種別. What this system counted comes before what was published, once its year is
    whole; without either the table has no rows. Three statements."""
    released, published = _released(span), figures.published(span.nendo)
    if released is not None and (published is None or pictures.is_whole(released.through)):
        return _of_release(released)
    if published is not None:
        return _of_paper(published)
    note = "この年度の 相談の数は まだ 公表されていません。"
    return FactTable(
        title=TITLE, columns=("件数", "割合"), rows=(), source=f"相談の記録（{span.words}）", as_of=span.last, query=QUERY,
        note=note, audience=Audience.PUBLIC,
    )  # fmt: skip


def _released(span: Span) -> YearRelease | None:
    """The newest up to the span's end."""
    out = [one for one in figures.releases(span.nendo) if last_day(one.through) <= span.last]
    return out[-1] if out else None


def _of_paper(year: PublishedYear) -> FactTable:
    """As printed: the number of all, shares where it has any. A kind without one stays 内訳なし."""
    source, as_of = f"{year.source_name}（{years.label(year.nendo)}）", years.last_day(year.nendo)

    def fact(value: int | float | str, unit: str, n: int | None = None) -> Fact:
        return _fact(value, unit, source, as_of, {Mark.PUBLISHED}, n)

    rows = [FactRow(ALL, (fact(year.total, "件"),))]
    for one in pictures.in_order(year):
        told = one.per_mille is not None
        share = fact((one.per_mille or 0) / PER_CENT, "%", year.total) if told else fact(UNTOLD, "")
        rows.append(FactRow(LABELS[one.category], (share,)))
    return FactTable(
        title=f"{TITLE}（{years.label(year.nendo)}）", columns=("公表された 数",), rows=tuple(rows), source=source, as_of=as_of,
        query=QUERY, audience=Audience.PUBLIC,
    )  # fmt: skip


def _of_release(release: YearRelease) -> FactTable:
    shown = next(one for one in from_json(release.body["tables"]) if one.name == tables.QUARTERS)
    label = f"{years.label(release.nendo)} {release.through.month}月まで"
    source, as_of = f"こども家庭センターが 公表した 相談の数（{label}）", last_day(release.through)
    marks = set() if pictures.is_whole(release.through) else {Mark.PARTIAL}

    def pair(count: int | None, share: float | None) -> tuple[Fact, Fact]:
        hidden = {Mark.SUPPRESSED} if count is None else set()
        gone = {Mark.SUPPRESSED} if share is None else set()
        return (
            _fact(count, "件", source, as_of, marks | hidden),
            _fact(share, "%", source, as_of, marks | gone, shown.total),
        )

    rows = [FactRow(ALL, pair(shown.total, 100.0 if shown.total else None))]
    for category, count in zip(CATEGORIES, tables.totals(shown), strict=True):
        rows.append(FactRow(category.label, pair(count, _share(count, shown.total))))
    return FactTable(
        title=f"{TITLE}（{label}）", columns=("件数", "割合"), rows=tuple(rows), source=source, as_of=as_of, query=QUERY,
        audience=Audience.PUBLIC,
    )  # fmt: skip


def _share(count: int | None, total: int | None) -> float | None:
    """Rounded as cities publish them; None where either is hidden."""
    if count is None or not total:
        return None
    told = shares([count, total - count])[0]
    return None if told is None else told / PER_CENT


def _fact(
    value: int | float | str | None, unit: str, source: str, as_of: date, marks: set[Mark], n: int | None = None
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=source, as_of=as_of, marks=frozenset(marks), query=QUERY,
        n=n if value is not None else None, audience=Audience.PUBLIC,
    )  # fmt: skip


TABLES: dict[str, Callable[[Span], FactTable]] = {"consultations": consultations}
