"""What is to be read, by whom, and what two people said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from ibasho.rooms.voices.models import Hearing, Opinion, Reading
from ibasho.rooms.voices.rules import covering, wordings
from ibasho.rooms.voices.rules.covering import Piece
from ibasho.rooms.voices.rules.kinds import Looked, Wording
from ibasho.rooms.voices.rules.reading import HideReason
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.rules import moderation
from ibasho.town.places.rules.moderation import Flag

SHOWN_MAX = 50
UNDO_MAX = 3
State = Opinion.State
_WITH = ("hearing", "question", "door")


@dataclass(frozen=True, slots=True)
class Voice:
    """One to read. `pieces`: what is shown, with what may say too much apart. `readers`: how many have read this version;
    what they said stays theirs until it is settled."""

    opinion: Opinion
    pieces: list[Piece]
    flags: list[str]
    readers: int

    @property
    def question(self) -> str:
        asked = self.opinion.question
        return wordings.text(asked.words, Wording.SMALL) if asked else ""

    @property
    def may_be_shown(self) -> bool:
        return moderation.may_be_shown(self.opinion.shown_words)

    @property
    def is_covered(self) -> bool:
        return self.opinion.words != self.opinion.shown_words

    @property
    def worries(self) -> bool:
        return Flag.DANGER.value in self.opinion.held_for


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the log: never words. `month`: its first day."""

    month: date
    hearing: str
    said: str
    why: str
    count: int


def small_names() -> tuple[str, ...]:
    """Names of school districts, which say too closely who speaks."""
    return tuple(SchoolDistrict.objects.values_list("name", flat=True))


def to_read(person_id: int | None, hearing: Hearing | None = None) -> QuerySet[Opinion]:
    """What this person has not read yet: worries first, then what one other has read, else in the order of random keys."""
    mine = Reading.objects.filter(opinion=OuterRef("pk"), version=OuterRef("version"), by_id=person_id)
    rows = Opinion.objects.filter(~Exists(mine), state=State.WAITING)
    rows = rows.filter(hearing=hearing) if hearing else rows
    worries = ExpressionWrapper(Q(held_for__contains=[Flag.DANGER.value]), output_field=BooleanField())
    here = Count("readings", filter=Q(readings__version=F("version")))
    return (
        rows.annotate(worries=worries, here=here).select_related(*_WITH).order_by("-worries", "-here", "pk")
    )


def waiting_for_others(person_id: int | None) -> int:
    """Read by this person, not settled: a colleague is needed."""
    mine = Reading.objects.filter(opinion=OuterRef("pk"), version=OuterRef("version"), by_id=person_id)
    return Opinion.objects.filter(Exists(mine), state=State.WAITING).count()


def settled(state: str, hearing: Hearing | None = None) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(state=state).select_related(*_WITH)
    return (rows.filter(hearing=hearing) if hearing else rows).order_by("-day", "pk")


def just_read(person_id: int | None, today: date) -> list[Reading]:
    """This person's last ones of today, to take back."""
    rows = Reading.objects.filter(by_id=person_id, on=today, version=F("opinion__version"))
    return list(rows.select_related("opinion").order_by("-pk")[:UNDO_MAX]) if person_id else []


def find(opinion_id: UUID) -> Opinion | None:
    return Opinion.objects.select_related(*_WITH).filter(pk=opinion_id).first()


def voice(opinion: Opinion) -> Voice:
    readers = opinion.readings.filter(version=opinion.version).count()
    pieces = covering.pieces(opinion.shown_words, small=small_names())
    return Voice(opinion, pieces, labels(opinion.held_for), readers)


def labels(held_for: list[str]) -> list[str]:
    return [flag.label for flag in Flag if flag.value in held_for]


def hearings() -> list[Hearing]:
    """Those with voices."""
    return list(Hearing.objects.filter(opinions__isnull=False).distinct().order_by("-opens_on", "pk"))


def oldest(rows: QuerySet[Opinion]) -> date | None:
    return rows.order_by("day").values_list("day", flat=True).first()


def log() -> list[Row]:
    """How many voices were shown or not, and why: by month and hearing, the newest first."""
    counted: Counter[tuple[date, str, str, str]] = Counter()
    rows = Reading.objects.filter(version=F("opinion__version")).exclude(opinion__state=State.WAITING)
    for on, title, said, why in rows.values_list("on", "opinion__hearing__title", "said", "why"):
        counted[on.replace(day=1), title, said, why] += 1
    return [
        Row(month, title, Looked(said).label, HideReason(why).label if why else "", count)
        for (month, title, said, why), count in sorted(
            counted.items(), key=lambda one: (-one[0][0].toordinal(), *one[0][1:])
        )
    ]


def has_read(opinion: Opinion, person_id: int | None) -> bool:
    return opinion.readings.filter(version=opinion.version, by_id=person_id).exists()
