"""From an event of the LINE channel to the words of the answer. What was typed and the position live as long as the answer takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import translation

from ibasho.base.kernel.geo import Position
from ibasho.base.ports.line import Event, Say
from ibasho.rooms.bulletin.actions.line import Heard, Outcome
from ibasho.rooms.bulletin.queries import line_places
from ibasho.rooms.bulletin.rules import talking
from ibasho.rooms.bulletin.rules.line_choices import Choosing
from ibasho.rooms.bulletin.rules.talking import Ask, Intent
from ibasho.rooms.bulletin.views import line_says as says

_AFTER: dict[Outcome, Callable[[], Say]] = {
    Outcome.FRIEND: says.hello,
    Outcome.STOPPED: says.stopped,
    Outcome.SPOKEN: says.spoken,
    Outcome.LINKED: says.linked,
    Outcome.NO_CODE: says.not_linked,
    Outcome.TOO_MANY: says.too_many,
}
_SILENT = frozenset({Outcome.GONE, Outcome.OLD})
_ASKED: dict[Ask, Callable[[], Say]] = {Ask.NEAR: says.ask_position, Ask.WORRY: says.worry}


def meant(event: Event, areas: Mapping[str, str]) -> Intent:
    """What a message or a button of the talk asks for. `areas`: as `line_areas.names` has them."""
    if event.kind == "message" and event.spot is not None:
        return Intent(Ask.HERE)
    if event.kind == "message" and event.text:
        return talking.of_text(event.text, areas)
    if event.kind == "postback":
        return talking.of_data(event.text, areas)
    return Intent(Ask.NOTHING)


def answer(event: Event, intent: Intent, heard: Heard, at: datetime) -> tuple[Say, ...]:
    """Nothing where nothing may be said: another tool has the talk, or nobody listens any more."""
    if not event.active or not event.reply_token or heard.outcome in _SILENT:
        return ()
    if event.kind not in ("message", "postback", "follow"):
        return ()
    with translation.override(_language(intent, heard)):
        return (_said(event, intent, heard, at),)


def _said(event: Event, intent: Intent, heard: Heard, at: datetime) -> Say:
    if heard.outcome is Outcome.KEPT:
        return says.kept(intent.choosing or Choosing(), at)
    if heard.outcome in _AFTER:
        return _AFTER[heard.outcome]()
    if intent.ask is Ask.HERE and event.spot is not None:
        found = line_places.near(at, Position(event.spot.latitude, event.spot.longitude))
        return says.places(found, at)
    if intent.ask in (Ask.NOW, Ask.TODAY):
        return _open(heard, at, now=intent.ask is Ask.NOW)
    if intent.ask is Ask.AREA:
        return says.places(line_places.in_districts([intent.code], at), at, district=intent.code)
    if intent.ask is Ask.AREAS:
        return says.ask_area(at, intent.page)
    if intent.ask is Ask.CHOOSE:
        return says.choosing(intent.choosing or Choosing(), at)
    return _ASKED.get(intent.ask, says.menu)()


def _open(heard: Heard, at: datetime, *, now: bool) -> Say:
    """In the districts somebody chose for their notices; where there are none, which one?"""
    subscription = getattr(heard.address, "subscription", None) if heard.address else None
    chosen = subscription.districts if subscription and subscription.is_active else []
    if not chosen:
        return says.ask_area(at)
    found = line_places.in_districts(chosen, at, now=now)
    return says.places(found, at, district=chosen[0] if len(chosen) == 1 else "")


def _language(intent: Intent, heard: Heard) -> str:
    if intent.ask is Ask.SPEAK:
        return intent.code
    return heard.address.language if heard.address else "ja"
