"""What children said at a place or about it, and what became of it. Only what two people showed; never a complaint: that
went to the centre, and its words are nowhere in this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ibasho.rooms.voices.models import Done, Hearing, Opinion, Theme
from ibasho.rooms.voices.queries import themes as queries
from ibasho.town.places.models import Place

VOICES_MAX = 30


@dataclass(frozen=True, slots=True)
class Said:
    """`words` as they are shown. `chain`: the theme they stand in with its decision, what was done and told, if any."""

    words: str
    on: date
    chain: queries.Chain | None


@dataclass(frozen=True, slots=True)
class About:
    """`said`: newest first. `done`: what became of children's voices at this place, newest first."""

    place: Place
    said: tuple[Said, ...]
    chains: tuple[queries.Chain, ...]
    done: tuple[Done, ...]

    def __bool__(self) -> bool:
        return bool(self.said or self.chains or self.done)


def about(place: Place, today: date, *, most: int = VOICES_MAX) -> About:
    voices = list(_opinions(place).order_by("-day", "pk")[:most])
    of_voice = queries.of_opinion(one.pk for one in voices)
    keys = {theme.pk for found in of_voice.values() for theme in found}
    chains = {one.theme.pk: one for one in queries.chains(_themes(keys, place), today)}
    said = tuple(Said(one.shown_words, one.day, _first(of_voice.get(one.pk, []), chains)) for one in voices)
    done = [row for one in chains.values() for row in one.done if row.place_id == place.pk]
    return About(
        place, said, tuple(chains.values()), tuple(sorted(done, key=lambda row: row.on, reverse=True))
    )


def _first(found: list[Theme], chains: dict[int, queries.Chain]) -> queries.Chain | None:
    return next((chains[theme.pk] for theme in found if theme.pk in chains), None)


def _opinions(place: Place) -> QuerySet[Opinion]:
    """At a door of the place, or in a hearing about this place and no other."""
    alone = Hearing.objects.annotate(many=Count("places")).filter(many=1, places=place).values("pk")
    here = Q(door__place=place) | Q(hearing__in=alone)
    return Opinion.objects.filter(here, state=Opinion.State.SHOWN).exclude(hearing__state=Hearing.State.DRAFT)


def _themes(keys: set[int], place: Place) -> QuerySet[Theme]:
    """Of what was said here, and of what was done here whoever asked for it."""
    done_here = Done.objects.filter(place=place, dropped_on__isnull=True).values("theme")
    return queries.standing().filter(Q(pk__in=keys) | Q(pk__in=done_here))
