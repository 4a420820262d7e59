"""Consultations drawn: the bar of shares, the years beside each other. Of released and published figures, or of the centre's
own on its own pages."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.charts import Bar as ChartBar
from ibasho.base.ui.charts import Chart, bars
from ibasho.rooms.care.models import PublishedShare, PublishedYear
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.queries.figures import Released
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules import shares_picture
from ibasho.rooms.care.rules.categories import CATEGORIES, LABELS
from ibasho.rooms.care.rules.consultations import Year, shares
from ibasho.rooms.care.rules.shares_picture import Bar, Share


def own(year: Year) -> Bar | None:
    """Of everything the centre counted: for its own pages."""
    told = shares([year.of(category=one.code).count for one in CATEGORIES])
    return shares_picture.bar([Share(one.label, n) for one, n in zip(CATEGORIES, told, strict=True)])


def of_release(released: Released) -> Bar | None:
    """A category whose count is hidden has no share."""
    total = released.total
    counts = tables.totals(released.tables[tables.QUARTERS])
    told = [None if n is None or not total else shares([n, total - n])[0] for n in counts]
    return shares_picture.bar([Share(one.label, n) for one, n in zip(CATEGORIES, told, strict=True)])


def of_published(year: PublishedYear) -> Bar | None:
    return shares_picture.bar([Share(LABELS[one.category], one.per_mille) for one in in_order(year)])


def in_order(year: PublishedYear) -> list[PublishedShare]:
    return sorted(year.shares.all(), key=lambda one: one.position)


def over_the_years() -> Chart:
    """延べ of every year that is out or was published, the oldest first. What this system counted comes before what was
    published."""
    rows = []
    for nendo in reversed(figures.nendos()):
        released, published = figures.released(nendo), figures.published(nendo)
        if released is not None and (published is None or is_whole(released.release.through)):
            rows.append(_of_year(nendo, released))
        elif published is not None:
            rows.append(ChartBar(years.label(nendo), published.total, note="公表された数"))
    return bars("年度ごとの 相談（延べ）", rows, unit="件", label_head="年度")


def _of_year(nendo: int, released: Released) -> ChartBar:
    """A year of which a part is out says so beside its name, and its bar is hatched."""
    through, label = released.release.through, years.label(nendo)
    if is_whole(through):
        return ChartBar(label, released.total)
    return ChartBar(f"{label}（{through.month}月まで）", released.total, tint="part")


def is_whole(through: date) -> bool:
    return through.month == 3
