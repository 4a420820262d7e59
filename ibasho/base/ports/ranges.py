"""Ranges for exclusion constraints without an extension: a key as a range of one, two moments as a span."""

from __future__ import annotations

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, DateTimeRangeField
from django.db.models import Func, Value


def one_of(field: str) -> Func:
    return Func(field, field, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def span(starts: str, ends: str) -> Func:
    """From `starts` to before `ends`."""
    return Func(starts, ends, function="tstzrange", output_field=DateTimeRangeField())


def days(first: str, last: str) -> Func:
    """From day to day, both inclusive; an empty `last` has no end."""
    return Func(first, last, Value("[]"), function="daterange", output_field=DateRangeField())
