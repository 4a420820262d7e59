"""By which way somebody comes to a hearing: a ticket, a class's link, a poster's QR, or just the page. Kept in a signed
cookie of this browser, never at ours."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import looks_like_code, tidy_code
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.rules import entering, slips
from ibasho.rooms.voices.rules.kinds import Access, Channel

COOKIE, PATH, SECONDS = "voice", "/voices/", 86_400
_SALT = "voices.enter"


@dataclass(frozen=True, slots=True)
class Entrance:
    """`door` None: this hearing has no way in for who comes like this. `refusal`: why it is closed just now."""

    door: Door | None
    ticket: str = ""
    by: Actor = Actor.public()
    refusal: DomainError | None = None


def found(code: str, request: Request) -> Entrance | None:
    """What these letters open, told by their number; None where they open nothing."""
    told = tidy_code(code)
    if looks_like_code(told, slips.TICKET_LENGTH):
        return _of_ticket(told, request)
    if looks_like_code(told, slips.DOOR_LENGTH):
        door = doors.by_token(told)
        if door is not None and door.channel == Channel.TABLET:  # a stall's link counts; it answers nothing
            return Entrance(door, by=Actor.public(Via.LINK), refusal=_shut(door, request))
    return None


def _of_ticket(code: str, request: Request) -> Entrance | None:
    row = queries.ticket(code)
    if row is None:
        return None
    return Entrance(row.door, code, refusal=entering.spent() if row.spent else _shut(row.door, request))


def _shut(door: Door, request: Request) -> DomainError | None:
    return entering.shut_door(
        shut=door.shut, on=door.on, quota=door.quota, taken=door.taken, today=clock.day(request.at)
    )


def of(request: Request, hearing: Hearing) -> Entrance:
    """The way this browser came, if it leads to this hearing; else the poster's door (`d`), else the page's own."""
    code = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=SECONDS)
    held = found(code or "", request)
    if held and held.door and held.door.hearing_id == hearing.pk:
        return held
    if hearing.access == Access.TICKET:
        return Entrance(None)
    door = queries.door_of_poster(poster(request), hearing) or doors.web_of(hearing)
    return Entrance(door, refusal=_shut(door, request) if door else None)


def poster(request: Request) -> str:
    """The door a poster's or a sheet's QR names, kept in the page's address and form."""
    return request.POST.get("d") or request.GET.get("d", "")


def keep(response: HttpResponse, code: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, tidy_code(code), salt=_SALT, max_age=SECONDS, path=PATH, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response
