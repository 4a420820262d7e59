"""How long rows of openhouse stay, as the inventory promises. Pure."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel.nendo import first_day, nendo

INCIDENT_YEARS = 5  # after the end of the 年度; alarms and disasters as well
IMPROVEMENT_YEARS = 10


def incidents_kept_from(today: date) -> date:
    """Incidents of days before this one are forgotten."""
    return first_day(nendo(today) - INCIDENT_YEARS)


def improvements_kept_from(today: date) -> date:
    """What was written before this day about the house, and done or given up, is forgotten."""
    return first_day(nendo(today) - IMPROVEMENT_YEARS)
