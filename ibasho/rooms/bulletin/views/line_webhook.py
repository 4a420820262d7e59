"""Where LINE tells what friends of the channel did. Believed by its signature alone; what was heard before is heard no more.

Each event is taken in by itself: one that can't be does not hold up the others, and LINE is asked to tell it again (503).
Answers leave after everything is written; one that can't leave costs the friend an answer and nobody else anything.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import line
from ibasho.base.ports.line import Event, LineDelayed, LineRefused, Say
from ibasho.base.ui import limits
from ibasho.base.ui.doors import machine
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import line as actions
from ibasho.rooms.bulletin.queries import line_areas
from ibasho.rooms.bulletin.views import line_talk

log = logging.getLogger(__name__)
LINE = Actor.of_job("line.webhook")
ANSWERS_MAX, ANSWERS_SECONDS = 60, 600  # of one friend
REPLY_SECONDS = 4.0  # LINE waits for our 200 meanwhile
Answer = tuple[str, tuple[Say, ...]]


@machine
@require_POST
def webhook(request: Request) -> HttpResponse:
    """200 heard (also what had no effect) · 401 not signed by LINE · 404 the channel is off · 413 too large · 503 not all of
    it could be written, tell it again."""
    if not line.is_on():
        return _problem("no channel", 404)
    if _length(request) > line.BODY_BYTES_MAX:
        return _problem("too large", 413)
    body = request.read(line.BODY_BYTES_MAX + 1)
    if len(body) > line.BODY_BYTES_MAX:
        return _problem("too large", 413)
    try:
        line.verify(body, request.headers.get(line.SIGNATURE_HEADER, ""), settings.LINE_SECRET)
        events = line.events(body)
    except line.Forged:
        return _problem("not signed", 401)
    areas = line_areas.names(clock.day(request.at)) if events else {}
    heard = [_hear(event, areas, request.at) for event in events]
    _reply([one for one in heard if one])
    return _problem("tell it again", 503) if None in heard else JsonResponse({})


def _hear(event: Event, areas: Mapping[str, str], at: datetime) -> Answer | None:
    """(token, what to say), both empty where nothing is to be said; None where it could not be written."""
    try:
        intent = line_talk.meant(event, areas)
        heard = actions.hear(event=event, intent=intent, by=LINE, at=at)
        if heard is None or not limits.allow(
            "line.talk", event.user, times=ANSWERS_MAX, seconds=ANSWERS_SECONDS
        ):
            return "", ()
        return event.reply_token, line_talk.answer(event, intent, heard, at)
    except (DomainError, DatabaseError) as error:
        log.error("an event of LINE can't be written: %s", type(error).__name__)
        return None


def _reply(answers: list[Answer]) -> None:
    """While LINE itself does not answer, the rest stays unsaid: a worker does not wait for it time and again."""
    channel = line.channel(timeout=REPLY_SECONDS)
    for token, says in answers:
        if channel is None or not (token and says):
            continue
        try:
            channel.reply(token, says)
        except LineRefused as error:
            log.warning("an answer was not taken by LINE: %s", error)
        except LineDelayed as error:
            log.warning("LINE takes no answers now: %s", error)
            return


def _problem(words: str, status: int) -> HttpResponse:
    return JsonResponse({"problem": words}, status=status)


def _length(request: Request) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdigit() else 0
