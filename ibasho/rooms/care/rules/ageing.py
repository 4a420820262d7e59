"""Until when figures, lists and wordings are kept. Pure."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel import nendo as years

FIGURES_KEPT_YEARS = 10  # after the end of the 年度; rows of single notes five (town.concerns.rules.clock)


def figures_go_before(today: date) -> date:
    """What is of a day before this one, and was written down before it, goes."""
    return years.first_day(years.nendo(today) - FIGURES_KEPT_YEARS)
