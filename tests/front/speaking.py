"""What a page says and in which language each part of it is marked, and all the words the database holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.apps import apps
from django.conf import settings
from django.db import models

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_SAID = frozenset({"aria-label", "aria-description", "title", "alt", "placeholder", "content"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_RUN = re.compile("[ぁ-ゖァ-ヺ一-鿿々ー]+(?:[ 　・]?[ぁ-ゖァ-ヺ一-鿿々ー0-9]+)*")
_TELLING = 6  # letters from which on a piece of a text is no word of ours by chance
_NOT_TOLD = frozenset({"script", "style", "rt", "rp"})


@dataclass(frozen=True, slots=True)
class Part:
    """A text, or what an attribute says. `marked`: inside `lang="ja"`."""

    text: str
    marked: bool
    where: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        lang = given.get("lang", self._open[-1][1] if self._open else "")
        self._note_attributes(tag, given, lang)
        if tag not in _VOID:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(one[0] == tag for one in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        names = [name for name, _lang in self._open]
        if JAPANESE.search(data) and _NOT_TOLD.isdisjoint(names):
            marked = bool(self._open) and self._open[-1][1].startswith("ja")
            self.parts.append(Part(" ".join(data.split()), marked, ">".join(names[-2:])))

    def _note_attributes(self, tag: str, given: dict[str, str], lang: str) -> None:
        said = {name for name in given if name in _SAID or (name.startswith("data-") and tag != "body")}
        if tag == "input" and given.get("type") in ("submit", "button"):
            said.add("value")
        self.parts += [
            Part(given[name], lang.startswith("ja"), f"{tag}@{name}")
            for name in sorted(said)
            if JAPANESE.search(given[name])
        ]


def parts(page: str) -> list[Part]:
    """Every Japanese text of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.parts


class Stored:
    """All texts of the database and of the city's file: what may stay Japanese on a page of another language."""

    def __init__(self) -> None:
        self._texts = {*_rows(), *_leaves(settings.IBASHO_CITY)}
        self._all = "\n".join(self._texts)

    def holds(self, part: Part) -> bool:
        """A short word must be one of them; of a longer text it is enough to stand in one. Where a text holds several
        (`大根 20kg`), each must, and what stands between them is not Japanese."""
        if self._has(part.text) or all(self._has(one) for one in _RUN.findall(part.text)):
            return True
        whole = [one for one in self._texts if one in part.text and JAPANESE.search(one)]  # JA 直売所
        return all(any(one in text for text in whole) for one in _RUN.findall(part.text))

    def _has(self, text: str) -> bool:
        plain = text.strip("（）()「」、。：: ").rstrip("0123456789 ")
        return plain in self._texts or (len(plain) >= _TELLING and plain in self._all)


def _rows() -> Iterator[str]:
    for model in apps.get_models():
        names = [
            one.attname for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.JSONField)
        ]  # fmt: skip
        for row in model._base_manager.values_list(*names) if names else ():
            for value in row:
                yield from _leaves(value)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from _leaves(one)
