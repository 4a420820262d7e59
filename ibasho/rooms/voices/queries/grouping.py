"""Voices waiting to be put together: which say alike, and which theme each is like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from ibasho.base.ports.reader import PlainReader
from ibasho.rooms.voices.models import Grouping, Hearing, Opinion
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules import likeness

HEAPS_MAX, ALONE_MAX = 12, 40  # of one page; what is put away makes room for the next
OF_THEME_MAX = 60  # voices that stand for their theme


@dataclass(frozen=True, slots=True)
class Heap:
    """Voices that seem to say the same. `about`: words they share; `theme`: the public id of the theme they are like."""

    voices: tuple[Opinion, ...]
    about: tuple[str, ...]
    theme: str

    @property
    def heads(self) -> int:
        return sum(one.count for one in self.voices)

    @property
    def first(self) -> str:
        """Names the heap while it is looked at."""
        return str(self.voices[0].pk)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`left`: heads without a theme in all; `unread`: still with the readers."""

    heaps: tuple[Heap, ...]
    alone: tuple[Opinion, ...]
    left: int
    unread: int


def waiting(hearing: Hearing, *, hidden: bool) -> Waiting:
    """The oldest first, so many as can be held beside each other at once. `hidden`: also voices that stand on no page, which only who manages may see."""
    found = queries.ungrouped(hearing)
    found = found if hidden else found.filter(state=Opinion.State.SHOWN)
    rows = list(found[: likeness.VOICES_MAX])
    terms = {one.pk: _terms(one) for one in rows}
    heaps = _heaps(hearing, rows, terms)
    in_heap = {voice.pk for heap in heaps for voice in heap.voices}
    alone = tuple(one for one in rows if one.pk not in in_heap)
    unread = Opinion.objects.filter(hearing=hearing, state=Opinion.State.WAITING).count()
    return Waiting(heaps[:HEAPS_MAX], alone[:ALONE_MAX], _heads(found), unread)


def _heads(found: QuerySet[Opinion]) -> int:
    return int(found.aggregate(heads=Sum("count"))["heads"] or 0)


def _heaps(hearing: Hearing, rows: list[Opinion], terms: dict[UUID, Sequence[str]]) -> tuple[Heap, ...]:
    voices = {one.pk: one for one in rows}
    near = likeness.nearest(terms, _of_themes(hearing))
    made = []
    for keys in likeness.groups(terms):
        about = likeness.common([terms[key] for key in keys])
        themes = [near[key] for key in keys if key in near]
        often = max(sorted(set(themes)), key=themes.count, default="")
        made.append(Heap(tuple(voices[key] for key in keys), tuple(about), often))
    grouped = {voice.pk for heap in made for voice in heap.voices}
    made += [Heap((voices[key],), (), name) for key, name in near.items() if key not in grouped]
    return tuple(made)


def _of_themes(hearing: Hearing) -> dict[str, list[Sequence[str]]]:
    """The words of each theme: of its voices and of its name."""
    found: dict[str, list[Sequence[str]]] = {}
    for theme in queries.standing(hearing):
        found[theme.public_id] = [PlainReader().terms(theme.title)]
    rows = Grouping.objects.filter(theme__hearing=hearing, theme__dropped_on__isnull=True)
    for row in rows.select_related("opinion", "theme").order_by("-opinion__day", "pk"):
        said = found[row.theme.public_id]
        if len(said) < OF_THEME_MAX:
            said.append(_terms(row.opinion))
    return found


def _terms(one: Opinion) -> Sequence[str]:
    """Until the job has cut a voice into words, by its scripts alone."""
    return one.terms if one.terms is not None else PlainReader().terms(one.words)
