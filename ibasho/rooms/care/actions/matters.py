"""The one way to the words of a matter: may this person, is it written down, then the key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import Matter, NoteWord, Notice, Opening, Referral
from ibasho.rooms.care.queries import secrecy, words
from ibasho.town.people.permissions import Permission

NOUN = secrecy.NOUN
P = ParamSpec("P")
R = TypeVar("R")


def noting_tries(deed: Callable[P, R]) -> Callable[P, R]:
    """Around the transaction of a deed about a matter (`by=`, `at=`, and what it is about, all named): where it ends in
    NotFound, the try of somebody related is written down after it, in a transaction of its own. The page has looked before,
    but a colleague may have become related since."""

    @wraps(deed)
    def tried(*args: P.args, **asked: P.kwargs) -> R:
        try:
            return deed(*args, **asked)
        except NotFound:
            told: dict[str, Any] = dict(asked)
            for matter in filter(None, map(_matter_of, told.values())):
                refused(matter=matter, by=told["by"], at=told["at"])
            raise

    return tried


@noting_tries
@transaction.atomic
def open_matter(*, matter: Matter, by: Actor, at: datetime) -> bytes:
    """The key of the matter's words, once the entry that they were read stands: who cannot write it reads nothing.

    Raises NotFound for who is not assigned (and has not broken the glass), Conflict where the words are forgotten. The try
    of somebody related is written down too."""
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    policies.require_read(by, row, at=at)
    key = words.key_of(row)
    note("read", row, by=by, at=at)
    return key


@transaction.atomic
def refused(*, matter: Matter, by: Actor, at: datetime) -> bool:
    """Written down in a transaction of its own where somebody of the centre who is related tried: the page answers 404.
    Gives whether it was."""
    if not (policies.may(by, Permission.CARE_HANDLE, at=at) and policies.is_related(by, matter)):
        return False
    note("refuse", matter, by=by, at=at)
    return True


def note(verb: str, row: Matter, by: Actor, at: datetime, **data: str | int) -> None:
    """Which matter and who; never a word, a place or a sign: what the journal holds, more people may read."""
    journal.record(f"care.matter.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=dict(data))


def _matter_of(thing: object) -> Matter | None:
    about = thing.notice if isinstance(thing, NoteWord) else thing
    if isinstance(about, Notice | Referral | Opening):
        return about.matter
    return about if isinstance(about, Matter) else None
