"""A code with the Japanese word shown for it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol


class Worded(Protocol):
    """A code that knows its word, however it comes by it."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


def pairs(of: Iterable[Worded]) -> list[tuple[str, str]]:
    """Code and word of some, in the order given, as the fields of forms want them."""
    return [(one.value, one.label) for one in of]


class Labelled(StrEnum):
    """`OK = "ok", "○"`: the value is the code, `label` the word."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Labelled:
        made = str.__new__(cls, code)
        made._value_ = code
        made.label = label
        return made

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Code and word of each, as the fields of models and forms want them."""
        return pairs(cls)
