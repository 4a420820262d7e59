"""Themes with all that hangs on them: said, put together, decided, done, told back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Prefetch, Q, QuerySet, Sum

from ibasho.rooms.voices.models import Decision, Done, Door, Grouping, Hearing, Opinion, Theme, Told
from ibasho.rooms.voices.rules import clock, verdicts
from ibasho.rooms.voices.rules.kinds import Verdict
from ibasho.town.places.queries.desk import PUBLIC

READ = (Opinion.State.SHOWN, Opinion.State.HIDDEN)  # two people have looked at it


@dataclass(frozen=True, slots=True)
class Chain:
    """言った → まとめた → 決めた → した → 知らせた. `voices`: heads behind the words (for the desk alone: a small number is
    not published); `decisions` in order, the last one holds."""

    theme: Theme
    clock: clock.Clock
    voices: int
    decisions: tuple[Decision, ...]
    done: tuple[Done, ...]
    told: tuple[Told, ...]

    @property
    def decision(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def said(self) -> verdicts.Told:
        """The verdict that holds, as a child reads it."""
        return verdicts.told(self.decision.verdict if self.decision else None)

    @property
    def has_photo(self) -> bool:
        return any(row.photo for row in self.done)

    @property
    def told_publicly(self) -> list[tuple[date, str, str]]:
        """(day, how, at which place): a class or a stall is not named, for then one would know where it was said."""
        shown = {(row.on, row.get_way_display(), _named(row.door)): None for row in self.told}
        return list(shown)

    @property
    def is_answered(self) -> bool:
        return self.clock.hand == clock.Hand.ANSWERED

    @property
    def is_late(self) -> bool:
        return self.clock.hand == clock.Hand.LATE


def _named(door: Door | None) -> str:
    place = door.place if door else None
    return place.name if place and place.state in PUBLIC else ""


@dataclass(frozen=True, slots=True)
class Answered:
    """When a theme's voices began and when the city first answered more than 検討中."""

    theme_id: int
    hearing_id: int
    since_on: date
    answered_on: date


@dataclass(frozen=True, slots=True)
class Untold:
    """A door where something was said of this theme, and where the answer has not been told yet."""

    theme: Theme
    door: Door


def find(public_id: str) -> Theme | None:
    """Dropped ones too: the desk may take that back."""
    return Theme.objects.select_related("hearing").filter(public_id=public_id).first()


def standing(hearing: Hearing | None = None) -> QuerySet[Theme]:
    """What was not dropped, the most urgent first."""
    found = (
        Theme.objects.filter(dropped_on__isnull=True).select_related("hearing").order_by("answer_by", "pk")
    )
    return found.filter(hearing=hearing) if hearing else found


def chains(themes: QuerySet[Theme], today: date) -> list[Chain]:
    """Everything in five statements, however many themes."""
    done = Done.objects.filter(dropped_on__isnull=True).select_related("place").order_by("on", "pk")
    told = Told.objects.select_related("door__place").order_by("on", "pk")
    rows = list(
        themes.prefetch_related("decisions", Prefetch("done", queryset=done), Prefetch("told", queryset=told))
    )
    heads = dict(
        Grouping.objects.filter(theme__in=rows)
        .values_list("theme")
        .annotate(heads=Sum("opinion__count"))
        .values_list("theme", "heads")
    )
    return [_chain(row, heads.get(row.pk, 0), today) for row in rows]


def chain(theme: Theme, today: date) -> Chain:
    return chains(Theme.objects.select_related("hearing").filter(pk=theme.pk), today)[0]


def _chain(theme: Theme, voices: int, today: date) -> Chain:
    decisions = tuple(theme.decisions.all())
    last = (decisions[-1].verdict, decisions[-1].next_on) if decisions else None
    read = clock.read(theme.answer_by, last, today)
    return Chain(theme, read, voices, decisions, tuple(theme.done.all()), tuple(theme.told.all()))


def public(hearing: Hearing | None, today: date) -> list[Chain]:
    """What everybody may read: every theme that stands of a hearing that has begun, the newest answers first, then what is
    still being thought about. `hearing` None: of all."""
    found = standing(hearing).exclude(hearing__state=Hearing.State.DRAFT)
    return sorted(chains(found, today), key=_newest_answer_first)


def newest_answers(today: date, *, most: int) -> list[Chain]:
    """The first of `public` that were decided, and nothing else is read."""
    found = standing().exclude(hearing__state=Hearing.State.DRAFT).filter(decisions__isnull=False)
    found = found.annotate(newest=Max("decisions__decided_on")).order_by("-newest", "answer_by", "-pk")
    return chains(found[:most], today)


def _newest_answer_first(chain: Chain) -> tuple[int, int, date, int]:
    if chain.decision is None:
        return (1, 0, chain.theme.answer_by, chain.theme.pk)
    return (0, -chain.decision.decided_on.toordinal(), chain.theme.answer_by, -chain.theme.pk)


def overdue(today: date) -> list[Chain]:
    """Red: the day has passed and nothing (or only 検討中 until a day that has passed) was said."""
    late = Q(answer_by__lt=today) | Q(decisions__next_on__lt=today)
    found = standing().filter(pk__in=Theme.objects.filter(late).values("pk"))
    return sorted((one for one in chains(found, today) if one.is_late), key=lambda one: one.clock.days)


def undecided(hearing: Hearing) -> list[Theme]:
    """Without any decision: while there is one, 反映する is not done."""
    return list(standing(hearing).filter(decisions__isnull=True))


def answered(hearing: Hearing | None = None) -> list[Answered]:
    """Every theme with an answer that is more than 検討中, and the first day of one."""
    found = standing(hearing).exclude(decisions__isnull=True)
    final = ~Q(decisions__verdict=Verdict.CONSIDERING)
    rows = found.annotate(answered_on=Min("decisions__decided_on", filter=final)).filter(
        answered_on__isnull=False
    )
    return [Answered(row.pk, row.hearing_id, row.since_on, row.answered_on) for row in rows]


def reached(hearing: Hearing | None = None) -> tuple[int, int]:
    """(heads whose words stand in a theme with an answer, heads whose words were read): how many voices were answered."""
    read = Opinion.objects.filter(state__in=READ)
    if hearing:
        read = read.filter(hearing=hearing)
    final = Decision.objects.exclude(verdict=Verdict.CONSIDERING).filter(theme__dropped_on__isnull=True)
    with_answer = Grouping.objects.filter(theme__in=final.values("theme")).values("opinion")
    return _heads(read.filter(pk__in=with_answer)), _heads(read)


def _heads(opinions: QuerySet[Opinion]) -> int:
    return int(opinions.aggregate(heads=Sum("count"))["heads"] or 0)


def of_opinion(ids: Iterable[UUID]) -> dict[UUID, list[Theme]]:
    """The themes each of these voices stands in; voices without one are not in it."""
    found: dict[UUID, list[Theme]] = {}
    rows = Grouping.objects.filter(opinion__in=list(ids), theme__dropped_on__isnull=True)
    for row in rows.select_related("theme__hearing").order_by("theme__answer_by", "theme"):
        found.setdefault(row.opinion_id, []).append(row.theme)
    return found


def ungrouped(hearing: Hearing | None = None) -> QuerySet[Opinion]:
    """Read by two, and in no theme that stands."""
    grouped = Grouping.objects.filter(theme__dropped_on__isnull=True).values("opinion")
    found = Opinion.objects.filter(state__in=READ).exclude(pk__in=grouped).select_related("door")
    found = found.order_by("day", "pk")
    return found.filter(hearing=hearing) if hearing else found


def doors_of(theme: Theme) -> QuerySet[Door]:
    """Where it was said: by words of this theme, or by choosing what it is about."""
    doors = _said_at([theme.pk])[theme.pk]
    return Door.objects.filter(pk__in=doors).select_related("place").order_by("channel", "name", "pk")


def untold(hearing: Hearing | None = None) -> list[Untold]:
    """Of themes that were decided: each door where it was said and nobody told the answer that holds now. Six statements,
    however many themes."""
    decided = standing(hearing).filter(decisions__isnull=False).distinct()
    themes = {row.pk: row for row in decided.prefetch_related("decisions", "told")}
    where = _said_at(themes)
    doors = Door.objects.select_related("place").in_bulk({door for found in where.values() for door in found})
    return [
        Untold(theme, doors[door])
        for key, theme in themes.items()
        for door in sorted(where[key] - told_at(theme))
    ]


def told_at(theme: Theme) -> set[int]:
    """The doors where the answer that holds was told: a newer answer has to be told anew."""
    last = max((row.decided_on for row in theme.decisions.all()), default=None)
    return {row.door_id for row in theme.told.all() if row.door_id and last and row.on >= last}


def _said_at(themes: Iterable[int]) -> dict[int, set[int]]:
    """Doors by theme: of its words, of who chose what it is about, of what was counted."""
    keys = list(themes)
    linked = Theme.choices.through.objects.filter(theme__in=keys)
    found: dict[int, set[int]] = {key: set() for key in keys}
    for pairs in (
        Grouping.objects.filter(theme__in=keys).values_list("theme", "opinion__door"),
        linked.filter(choice__picks__isnull=False).values_list("theme", "choice__picks__answer__door"),
        linked.filter(choice__tallies__isnull=False).values_list("theme", "choice__tallies__door"),
    ):
        for theme, door in pairs.distinct():
            found[theme].add(door)
    return found
