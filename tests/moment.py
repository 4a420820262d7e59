"""When tests happen, for what may not import a table."""

from __future__ import annotations

from datetime import date, datetime

from ibasho.base.kernel.clock import JST

MONDAY = date(2026, 11, 23)  # a Monday, 勤労感謝の日
TUESDAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 15, 0, tzinfo=JST)  # Tuesday after school
