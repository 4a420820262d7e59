"""What children said at a place or about it, and what became of it. Only what two people showed; never a complaint: that
went to the centre, and its words are nowhere in this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ibasho.rooms.voices.models import Done, Grouping, Hearing, Opinion, Pick, Tally, Theme
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.town.places.models import Place

VOICES_MAX = 30


@dataclass(frozen=True, slots=True)
class Said:
    """`words` as they are shown. `who` said it: a child, a parent, a shop. `chain`: the theme they stand in with its
    decision, what was done and told, if any."""

    words: str
    who: str
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


def is_any(place: Place) -> bool:
    """Whether anything may stand there: one quick look, for the many places of which nothing was said yet. What was said in
    a hearing about several places counts here; `about` looks closer."""
    shown = Opinion.objects.filter(state=Opinion.State.SHOWN)
    said = Exists(shown.filter(door__place=place)) | Exists(shown.filter(hearing__places=place))
    here = said | Exists(Done.objects.filter(place=place, dropped_on__isnull=True))
    return Place.objects.filter(here, pk=place.pk).exists()


def about(place: Place, today: date, *, most: int = VOICES_MAX, children_only: bool = True) -> About:
    """`children_only`: for a page that says it comes from children."""
    found = _opinions(place)
    found = found.filter(respondent=Respondent.CHILD) if children_only else found
    voices = list(found.order_by("-day", "pk")[:most])
    of_voice = queries.of_opinion(one.pk for one in voices)
    keys = {theme.pk for found in of_voice.values() for theme in found}
    chains = {one.theme.pk: one for one in queries.chains(_themes(keys, place, children_only), today)}
    said = tuple(
        Said(
            one.shown_words,
            one.get_respondent_display(),
            one.day,
            _first(of_voice.get(one.pk, []), chains),
        )
        for one in voices
    )
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


def _themes(keys: set[int], place: Place, children_only: bool) -> QuerySet[Theme]:
    """Of what was said here, and of what was done here wherever it was asked for."""
    done_here = Done.objects.filter(place=place, dropped_on__isnull=True).values("theme")
    found = queries.standing().filter(Q(pk__in=keys) | Q(pk__in=done_here))
    return found.filter(_of_children()) if children_only else found


def _of_children() -> Q:
    """A child is among those who said, chose or were counted, or nobody is known: of a hearing held elsewhere."""
    child = Respondent.CHILD
    said = Grouping.objects.filter(theme=OuterRef("pk"))
    chose = Pick.objects.filter(choice__themes=OuterRef("pk"))
    counted = Tally.objects.filter(choice__themes=OuterRef("pk"))
    children = (
        Q(Exists(said.filter(opinion__respondent=child)))
        | Q(Exists(chose.filter(answer__respondent=child)))
        | Q(Exists(counted.filter(respondent=child)))
    )
    return children | ~(Q(Exists(said)) | Q(Exists(chose)) | Q(Exists(counted)))
