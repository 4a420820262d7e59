"""The rooms' tables that a chapter of the report shows."""

from __future__ import annotations

from collections.abc import Iterable

from ibasho.base.kernel.facts import Audience, Span
from ibasho.front.reports.queries import sources
from ibasho.front.reports.rules import telling
from ibasho.front.reports.rules.edition import TableTold


def tables(names: Iterable[str], span: Span) -> tuple[TableTold, ...]:
    """Those the public may see and that have a row."""
    asked = (sources.table(name, span) for name in names if sources.offers(name, "TABLES"))
    told = (telling.table(one, Audience.PUBLIC) for one in asked)
    return tuple(one for one in told if one is not None)
