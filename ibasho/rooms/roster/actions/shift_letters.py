"""Mails about shifts and holes: parts of actions, written into the outbox in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Roster, Taken
from ibasho.rooms.roster.queries.coverage import Weighed
from ibasho.rooms.roster.queries.menders import menders
from ibasho.rooms.roster.rules.words import gap_words
from ibasho.town.outbox.actions import send
from ibasho.town.people.models import Person

BY = Actor.of_job("roster.letters")


def cancelled(taken: Taken, *, at: datetime) -> None:
    _to_helper(taken, "shift_cancelled", at=at)


def restored(taken: Taken, *, at: datetime) -> None:
    _to_helper(taken, "shift_restored", at=at)


def hole(roster: Roster, one: Weighed, *, stage: str, turn: int, at: datetime) -> None:
    """To everybody who can mend it, once for each hole and stage ("warn", "off"). `turn` tells a hole that opens again
    from the one that was filled."""
    words = {
        "place": roster.place, "day": wareki.day_label(one.session.day), "stage": stage,
        "gaps": [gap_words(gap, one.session.day) for gap in one.judged.gaps],
        "until": _moment(one.cut_off(roster, at)),
    }  # fmt: skip
    key = f"roster.hole:{one.session.pk}:{stage}:{turn}"
    for person, door in menders(roster.place, clock.day(at)):
        page = _url(f"roster:{door}_board", roster.place.public_id) + f"?week={one.session.day.isoformat()}"
        _write(person, key, "hole", {**words, "page": page}, at=at)


def _to_helper(taken: Taken, name: str, *, at: datetime) -> None:
    """A helper without an address is told by telephone: the board says who."""
    address = taken.helper.email
    if address:
        shift = taken.shift
        words = {"helper": taken.helper, "shift": shift, "place": shift.roster.place, "day": _day(shift.day)}
        _write(address, f"roster.{name}:{taken.pk}:{at:%Y%m%d%H%M%S}", name, words, at=at)


def _write(to: Person | str, key: str, name: str, words: Mapping[str, object], *, at: datetime) -> None:
    """The first line of the template is the subject."""
    context = {"city": settings.IBASHO_CITY, **words}
    text = render_to_string(f"roster/mail/{name}.txt", context).strip()
    subject, _, body = text.partition("\n")
    send(to=to, event_key=key, subject=subject, body=body.lstrip("\n"), by=BY, at=at)


def _day(day: date) -> str:
    return wareki.day_label(day)


def _moment(at: datetime) -> str:
    return f"{wareki.day_label(clock.day(at))} {clock.time_label(clock.jst(at).time())}"


def _url(name: str, public_id: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=[public_id])
