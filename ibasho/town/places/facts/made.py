"""How a number of this room is written down: always for everybody, with its source."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel.facts import Audience, Fact, Mark

HERE = "この目録に公開されている居場所"


def fact(
    value: float | None, unit: str, source: str, as_of: date, query: str, *,
    n: int | None = None, marks: frozenset[Mark] = frozenset(),
) -> Fact:  # fmt: skip
    """`query`: the whole dotted name."""
    return Fact(
        value=value, unit=unit, source=source, as_of=as_of, query=query, n=n, marks=marks,
        audience=Audience.PUBLIC,
    )  # fmt: skip


def share(part: int, whole: int, source: str, as_of: date, query: str) -> Fact:
    """Percent of `whole`; not known where there is nothing to be a part of."""
    return fact(100 * part / whole if whole else None, "%", source, as_of, query, n=whole)


def at_least(unclear: object) -> frozenset[Mark]:
    """最低でも where something is not known."""
    return frozenset({Mark.AT_LEAST}) if unclear else frozenset()
