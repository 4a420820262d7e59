"""Sheets of paper, typed in one after the other: what they said goes the same sealed way as every answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import answering
from ibasho.rooms.voices.forms.typing import SheetForm, new_stamp, seed_of
from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.rooms.voices.views import answering_who as people
from ibasho.rooms.voices.views import desk_pages
from ibasho.rooms.voices.views.answering_who import Who
from ibasho.town.areas.queries import ground as areas
from ibasho.town.people.permissions import Permission

KEPT = ("door", "who", "district")  # for the next sheet, in the page's address
# What it takes to take the last sheet back stays in the typist's browser: in an address it would be read by others.
LAST, LAST_SECONDS, _SALT = "voice_sheet", 3_600, "voices.sheet"


@doors.desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: Request, public_id: str) -> HttpResponse:
    """One sheet a page. `?n=` how many so far."""
    hearing = _hearing(request, public_id)
    may = {door.public_id: door for door in queries.typing_doors(hearing) if _may(request, door)}
    who = {one.code: one for one in people.asked(hearing)}
    sent = request.POST if request.method == "POST" else None
    form = _form(request, hearing, sent, may, who)
    if sent is not None and form.is_valid() and (answer := _typed(request, hearing, form, may, who)):
        return answer
    page = {
        "hearing": hearing, "form": form, "stamp": sent["stamp"] if sent and form.seed else new_stamp(),
        "count": _count(request), "last": sent is None and _count(request) and any(_last(request)), "may": may,
        "takes": hearing.state in (Hearing.State.OPEN, Hearing.State.CLOSED) and not hearing.source_name,
        "crumbs": desk_pages.crumbs((hearing.title, _hub(hearing)), (_("紙を 入れる"), "")),
    }  # fmt: skip
    return render(request, "voices/answering/type.html", page)


@doors.desk
@require_POST
def undo(request: Request, public_id: str) -> HttpResponse:
    """The sheet typed last, as long as it waits for the others."""
    hearing = _hearing(request, public_id)
    public_door, seed, slip = _last(request)
    door = next((one for one in queries.typing_doors(hearing) if one.public_id == public_door), None)
    if door is None:
        raise Http404
    gone = done(
        request,
        lambda: answering.take_back(door=door, seed=seed, slip=slip, by=_paper(request), at=request.at),
    )
    count = _count(request)
    if gone:
        messages.success(request, _("さいごの 1枚を とりけしました。"))
        count = max(count - 1, 0)
    elif gone is False:
        messages.error(request, _("さいごの 1枚は、もう ほかの 答えと まざったので とりけせません。"))
    answer = redirect(_next(hearing, {name: request.POST.get(name, "") for name in KEPT}, count))
    answer.delete_cookie(LAST, path=_path(hearing), samesite="Lax")
    return answer


def _typed(
    request: Request, hearing: Hearing, form: SheetForm, may: dict[str, Door], who: dict[str, Who]
) -> HttpResponse | None:
    """The way to the next sheet; None where the action refused."""
    told, person = form.cleaned_data, who[form.cleaned_data["who"]]
    door = may[told["door"]]
    wording = wordings.wording_of(person.respondent, person.stage)
    given = form.given(
        respondent=person.respondent,
        stage=person.stage,
        district_code=door.district_code,
        wording=wording.value,
    )
    slip, seed = told["slip"], form.seed or seed_of(new_stamp())
    code = done(
        request, form=form,
        deed=lambda: answering.answer(
            door=door, ticket="", given=given, by=_paper(request), at=request.at, seed=seed, slip=slip
        ),
    )  # fmt: skip
    if code is None:
        return None
    answer = redirect(_next(hearing, {name: told[name] for name in KEPT}, _count(request) + 1))
    answer.set_signed_cookie(
        LAST, f"{door.public_id}:{seed}:{code}", salt=_SALT, max_age=LAST_SECONDS, path=_path(hearing),
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer


def _last(request: Request) -> tuple[str, str, str]:
    """(door, seed, slip) of the sheet this browser sent last; empty where there is none."""
    told = request.get_signed_cookie(LAST, default="", salt=_SALT, max_age=LAST_SECONDS) or ""
    door, _colon, rest = told.partition(":")
    seed, _colon, slip = rest.partition(":")
    return door, seed, slip


def _form(
    request: Request, hearing: Hearing, sent: Any, may: dict[str, Door], who: dict[str, Who]
) -> SheetForm:
    """Every question in the grown-ups' words: on the sheet they have the same place."""
    shown = [queries.words(row, Wording.PARENT) for row in queries.questions(hearing)]
    districts = [(one.code, one.name) for one in areas.named_districts(clock.day(request.at))]
    return SheetForm(
        sent, questions=shown, districts=districts,
        doors=[(key, f"{door.name}（{door.get_channel_display()}）") for key, door in may.items()],
        who=[(code, str(one.label)) for code, one in who.items()],
        initial={name: request.GET.get(name, "") for name in KEPT},
    )  # fmt: skip


def _next(hearing: Hearing, kept: dict[str, str], count: int) -> str:
    told = {name: value for name, value in {**kept, "n": str(count)}.items() if value}
    return f"{_path(hearing)}?{urlencode(told)}"


def _path(hearing: Hearing) -> str:
    return reverse("voices:desk_type", args=[hearing.public_id])


def _count(request: Request) -> int:
    told = request.POST.get("n") or request.GET.get("n", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0


def _paper(request: Request) -> Actor:
    return replace(request.actor, via=Via.PAPER)


def _may(request: Request, door: Door) -> bool:
    return policies.may_collect(request.actor, door, at=request.at)


def _hub(hearing: Hearing) -> str:
    return reverse("voices:desk_hearing", args=[hearing.public_id])


def _hearing(request: Request, public_id: str) -> Hearing:
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    found = hearings.find(public_id)
    if found is None:
        raise Http404
    return found
