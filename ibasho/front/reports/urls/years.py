"""A 年度 in an address: `R8`. Any other way of writing it is no address of ours."""

from __future__ import annotations

import re

from django.urls import register_converter

from ibasho.base.kernel import nendo as years

FIRST, LAST = 1990, 2099


class Nendo:
    regex = "[HR][0-9]{1,2}"

    def to_python(self, value: str) -> int:
        """ValueError (404) for a year that era does not have."""
        found = years.parse(value) if not re.fullmatch("[HR]0+", value) else 0
        if not FIRST <= found <= LAST or self.to_url(found) != value:
            raise ValueError(value)
        return found

    def to_url(self, value: int) -> str:
        return years.short_label(value)


register_converter(Nendo, "nendo")
