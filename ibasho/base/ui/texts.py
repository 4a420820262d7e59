"""Texts that children read and people wrote: each room gives its own, so that a job can look for words nobody can read.

Only what is published, and never a person's private words: a word found here is shown at the desk with its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Source = Callable[[], Iterable[str]]
_sources: dict[str, Source] = {}


def add(name: str, source: Source) -> None:
    """Called in a room's apps.py: `texts.add("places", queries.readable.texts)`. Empty texts do no harm."""
    _sources[name] = source


def everything() -> Iterator[str]:
    """What all of them have, one after the other."""
    return (text for source in _sources.values() for text in source())


def sources() -> dict[str, Source]:
    """By name, in the order they were added."""
    return dict(_sources)
