"""Which voices say alike: words weighed by how rare they are in this hearing (TF-IDF), neighbours by their angle. Pure.

It proposes; a person puts together. The same voices give the same groups, whatever order they come in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LIKE = 0.30  # cosine from which two voices are thought to say the same
VOICES_MAX = 1_500  # rows of one matrix; beyond that the oldest are grouped first
TOLD_MAX = 3  # words a group is named by

Key = TypeVar("Key", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)
Weights = NDArray[np.float64]


def groups(terms: Mapping[Key, Sequence[str]], *, like: float = LIKE) -> list[list[Key]]:
    """Voices that belong together, the largest group first; a voice alone stands in none. Average linkage: a voice joins
    by its likeness to the whole group, so no chain runs from ゲーム over ゲームと本 to 本. Keys are told apart by their
    order as text. Of more than VOICES_MAX the first are looked at."""
    keys = sorted((key for key in terms if terms[key]), key=str)[:VOICES_MAX]
    if len(keys) < 2:
        return []
    weights = weigh([terms[key] for key in keys])
    found = _joined(weights @ weights.T, like)
    many = [[keys[at] for at in one] for one in found if len(one) > 1]
    return sorted(many, key=lambda one: (-len(one), str(one[0])))


def nearest(
    voices: Mapping[Key, Sequence[str]],
    themes: Mapping[Name, Sequence[Sequence[str]]],
    *,
    like: float = LIKE,
) -> dict[Key, Name]:
    """For each voice the theme whose voices it is most like, if it is like any."""
    names = sorted(themes, key=str)
    there = [list(words) for name in names for words in themes[name] if words]
    owners = np.array(
        [at for at, name in enumerate(names) for words in themes[name] if words], dtype=np.int64
    )
    keys = sorted((key for key in voices if voices[key]), key=str)
    if not there or not keys:
        return {}
    weights = weigh([*there, *(voices[key] for key in keys)])
    close = weights[len(there) :] @ weights[: len(there)].T
    found: dict[Key, Name] = {}
    for row, key in enumerate(keys):
        best = [float(close[row, owners == at].max(initial=0.0)) for at in range(len(names))]
        at = int(np.argmax(best))
        if best[at] >= like:
            found[key] = names[at]
    return found


def weigh(texts: Sequence[Sequence[str]]) -> Weights:
    """One row of length 1 per text (length 0 for one without words), a column per word."""
    words = {word: at for at, word in enumerate(sorted({word for text in texts for word in text}))}
    in_texts = Counter(word for text in texts for word in set(text))
    rows = np.zeros((len(texts), max(1, len(words))))
    for row, text in enumerate(texts):
        for word, times in Counter(text).items():
            rare = math.log((1 + len(texts)) / (1 + in_texts[word])) + 1
            rows[row, words[word]] = (1 + math.log(times)) * rare
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)


def common(texts: Sequence[Sequence[str]], *, most: int = TOLD_MAX) -> list[str]:
    """The words most of these texts share, to say what a group is about."""
    counted = Counter(word for text in texts for word in set(text))
    shared = [(word, times) for word, times in counted.items() if times > 1]
    return [word for word, _times in sorted(shared, key=lambda one: (-one[1], one[0]))[:most]]


def _joined(close: Weights, like: float) -> list[list[int]]:
    """Agglomerates the closest two until none is close enough; ties go to the earliest."""
    members: list[list[int]] = [[at] for at in range(len(close))]
    sizes = np.ones(len(close))
    close = close.copy()
    np.fill_diagonal(close, -1.0)
    while True:
        one, other = divmod(int(np.argmax(close)), len(close))
        if close[one, other] < like:
            break
        one, other = min(one, other), max(one, other)
        mixed = (close[one] * sizes[one] + close[other] * sizes[other]) / (sizes[one] + sizes[other])
        close[one, :], close[:, one] = mixed, mixed
        close[one, one] = close[other, :] = close[:, other] = -1.0
        sizes[one] += sizes[other]
        members[one] += members[other]
        members[other] = []
    return [sorted(one) for one in members if one]
