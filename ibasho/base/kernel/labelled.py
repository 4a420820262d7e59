"""A code with the Japanese word shown for it."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """`OK = "ok", "○"`: the value is the code, `label` the word."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Labelled:
        made = str.__new__(cls, code)
        made._value_ = code
        made.label = label
        return made
