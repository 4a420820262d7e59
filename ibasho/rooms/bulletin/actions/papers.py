"""A paper goes to the printer: every code on it is given first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.queries import papers
from ibasho.rooms.bulletin.queries.papers import Wish


@transaction.atomic
def print_out(*, wish: Wish, by: Actor, at: datetime) -> bytes:
    """The PDF. Where it can't be made (Invalid: a letter no font has), no code was given."""
    day = clock.day(at)
    given = [
        codes.give(
            purpose=one.purpose, paper=wish.paper, path=one.path, district=one.district, school=one.school,
            place=one.place, month=one.month, hangs=wish.hangs, by=by, at=at,
        )
        for one in papers.needed(wish, day)
    ]  # fmt: skip
    return papers.pages(wish, given, day)
