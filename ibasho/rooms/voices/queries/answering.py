"""What is asked of one person, and by which door, ticket or link they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ibasho.rooms.voices.models import Choice, Door, Envelope, Hearing, Question, Ticket
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.rules import slips, wordings
from ibasho.rooms.voices.rules.answers import Asked, AskedQuestion
from ibasho.rooms.voices.rules.kinds import CHILD_STAGES, Channel, Wording
from ibasho.town.areas.queries import ground as areas

State = Hearing.State


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    id: int
    words: str
    picture: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as one person reads it."""

    id: int
    kind: str
    words: str
    help: str
    needed: bool
    picks_max: int | None
    choices: tuple[ChoiceWords, ...]


def questions(hearing: Hearing) -> list[Question]:
    return list(hearing.questions.prefetch_related("choices"))


def asked(hearing: Hearing, today: date, found: Sequence[Question] | None = None) -> Asked:
    """What `rules.answers.check` holds an answer against."""
    rows = questions(hearing) if found is None else found
    return Asked(
        respondents=frozenset(hearing.respondents),
        stages=frozenset(hearing.stages or CHILD_STAGES),
        districts=frozenset(areas.districts(today).values_list("code", flat=True)),
        questions=tuple(_asked(row) for row in rows),
    )


def _asked(row: Question) -> AskedQuestion:
    choices = frozenset(one.pk for one in row.choices.all())
    return AskedQuestion(row.pk, row.kind, choices, row.needed, row.picks_max, frozenset(row.asked))


def read_by(found: Sequence[Question], respondent: str, wording: Wording) -> list[QuestionWords]:
    """The questions for this respondent, in these words."""
    mine = [row for row in found if not row.asked or respondent in row.asked]
    return [words(row, wording) for row in mine]


def words(row: Question, wording: Wording) -> QuestionWords:
    choices = tuple(_choice(one, wording) for one in row.choices.all())
    told, beside = wordings.text(row.words, wording), wordings.text(row.helps or {}, wording)
    return QuestionWords(row.pk, row.kind, told, beside, row.needed, row.picks_max, choices)


def _choice(row: Choice, wording: Wording) -> ChoiceWords:
    return ChoiceWords(row.pk, wordings.text(row.words, wording), row.picture)


def is_open(hearing: Hearing, today: date) -> bool:
    """Whether anybody may answer today. What was held elsewhere is only shown."""
    begun = hearing.opens_on is None or hearing.opens_on <= today
    over = hearing.closes_on is not None and hearing.closes_on < today
    return hearing.state == State.OPEN and begun and not over and not hearing.source_name


def ticket_hash(code: str) -> str:
    return slips.ticket_hash(settings.SECRET_KEY, code)


def ticket(code: str) -> Ticket | None:
    """The ticket with these letters, spent or not."""
    given = slips.read_ticket(code)
    rows = Ticket.objects.select_related("door__hearing", "door__place")
    return rows.filter(hash=ticket_hash(given)).first() if given else None


def door_of_poster(public_id: str, hearing: Hearing) -> Door | None:
    """The door a poster or a sheet names; what is asked of everybody needs no more than that."""
    found = doors.find(public_id) if public_id else None
    return found if found and found.hearing_id == hearing.pk else None


def typing_doors(hearing: Hearing) -> list[Door]:
    """Doors whose sheets come on paper or may be typed in, papers first."""
    rows = Door.objects.select_related("place").filter(hearing=hearing)
    first = (Channel.SHEET, Channel.PLACE, Channel.TABLET, Channel.STALL, Channel.WORKSHOP)
    places = {channel.value: at for at, channel in enumerate(first)}
    return sorted(rows, key=lambda row: (places.get(row.channel, len(first)), row.name, row.pk))


def broken() -> int:
    """Envelopes that could not be opened, of all hearings: which ones nobody can know."""
    return Envelope.objects.filter(broken=True).count()
