"""The ways a text can get its readings, measured side by side. Where Django stands."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from ibasho.base.ports.reader import Reader, reader
from ibasho.base.ui import furigana
from ibasho.rooms.bulletin.rules import reading as rules
from tests.base.ui.sentences import Score, Sentence, by_mapping, by_reader, by_sudachi, score, sentences


def scores(*, held_out: bool) -> dict[str, Score]:
    """`lists`: what people curated; `reader`: the dictionary with our rules; `page`: as pages have it, the lists and, where
    they are silent, what the job keeps of the reader; `sudachi`: the dictionary as it is."""
    asked, known, read = sentences(held_out=held_out), furigana.readings(), reader()
    ways = {
        "page": by_mapping({**kept(asked, known, read), **known}), "lists": by_mapping(known), "reader": by_reader(read),
        "sudachi": by_sudachi(),
    }  # fmt: skip
    return {name: score(asked, way) for name, way in ways.items()}


def kept(asked: list[Sentence], known: Mapping[str, str], read: Reader) -> dict[str, str]:
    """What the job would keep after it has read these sentences one after the other."""
    words: dict[str, str] = {}
    for text in (part for one in asked for part in rules.sentences(one.text)):
        for one in rules.found(text, read.readings(text), {**words, **known}, words):
            words.setdefault(one.word, one.kana)
    return words


def tell() -> None:
    """Prints {"held out" or "drawn": {way: figures}}."""
    told = {
        name: {way: {**asdict(one), "percent": one.percent, "wrong_percent": one.wrong_percent, "whole_percent": one.whole_percent}
               for way, one in scores(held_out=held_out).items()}
        for name, held_out in (("held_out", True), ("drawn", False))
    }  # fmt: skip
    json.dump(told, sys.stdout)
