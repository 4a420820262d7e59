"""A child answers: who, all questions on one page, thanks. It works without scripts, and going back sends nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, limits
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import answering
from ibasho.rooms.voices.forms.answering import AnswerForm, written
from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.rules import answers, slips
from ibasho.rooms.voices.rules.answers import Given
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.rooms.voices.views import answering_entrance as entrances
from ibasho.rooms.voices.views import answering_who as people
from ibasho.rooms.voices.views.answering_entrance import Entrance
from ibasho.rooms.voices.views.answering_who import Who
from ibasho.town.areas.queries import ground as areas

SLIP, SLIP_SECONDS, _SALT = "voice_slip", 1_800, "voices.slip"
TIMES_MAX, SECONDS = (
    400,
    3_600,
)  # from one network: a school asks whole classes, and they have links with a number


@doors.child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """`?as=` says who answers."""
    hearing = _hearing(public_id)
    today = clock.day(request.at)
    if not queries.is_open(hearing, today):
        page = {
            "hearing": hearing,
            "begins": bool(hearing.opens_on and hearing.opens_on > today),
            **people.told(hearing),
        }
        return render(request, "voices/answering/over.html", page)
    entrance = entrances.of(request, hearing)
    if entrance.door is None or entrance.refusal:
        return _closed(request, hearing, entrance.refusal)
    found = people.asked(hearing, entrance.door)
    who = people.chosen(found, request.POST.get("as") or request.GET.get("as", ""))
    if who is None:
        page = {
            "hearing": hearing,
            "found": found,
            "poster": entrances.poster(request),
            **people.told(hearing),
        }
        return render(request, "voices/answering/who.html", page)
    return _questions(request, hearing, entrance, entrance.door, who)


def _questions(request: Request, hearing: Hearing, entrance: Entrance, door: Door, who: Who) -> HttpResponse:
    sent = request.method == "POST"
    rewords = request.POST.get("reword", "")
    wording = people.wording(who, rewords or request.POST.get("wording") or request.GET.get("words", ""))
    shown = queries.read_by(queries.questions(hearing), who.respondent, wording)
    named: dict[str, Any] = {"questions": shown, "districts": _districts(request, door), "at": request.at}
    form = AnswerForm(request.POST if sent and not rewords else None, **named)
    if rewords:
        form = AnswerForm(initial=written(form, request.POST), **named)
    elif sent and (code := _send(request, entrance, door, form, who, wording)):
        return _thank(hearing, entrance, code)
    page = {
        "hearing": hearing, "form": form, "who": who, "wording": wording.value, "promise": people.promise(who),
        "wordings": people.wordings_for(who, wording), "poster": entrances.poster(request),
        "may_change": len(people.asked(hearing, door)) > 1, **people.told(hearing, who.is_child),
    }  # fmt: skip
    return render(request, "voices/answering/ask.html", page)


def _send(
    request: Request, entrance: Entrance, door: Door, form: AnswerForm, who: Who, wording: Wording
) -> str:
    """The slip's code; "" where something has to be mended, which the form then says and loses no word."""
    if not form.is_valid():
        return ""
    if not _is_allowed(request, entrance):
        form.add_error(
            None, _("いま たくさん とどいて います。すこし まって、もう一度「おくる」を おしてね。")
        )
        return ""
    given = form.given(
        respondent=who.respondent, stage=who.stage, district_code=door.district_code, wording=wording.value
    )
    if form.hurries:
        _say_what_to_mend(form, door, given, clock.day(request.at))
        return ""
    try:
        return answering.answer(
            door=door, ticket=entrance.ticket, given=given, by=entrance.by, at=request.at, seed=form.seed
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return ""


def _say_what_to_mend(form: AnswerForm, door: Door, given: Given, today: date) -> None:
    """To who pressed at once; where nothing has to be mended, the page asks calmly to press again."""
    try:
        answers.check(queries.asked(door.hearing, today), answers.tidy(given))
    except DomainError as refusal:
        form.refuse(refusal)


def _is_allowed(request: Request, entrance: Entrance) -> bool:
    """Tickets and a class's number are limits of their own; everybody else is counted by network."""
    if entrance.ticket or (entrance.door and entrance.door.quota is not None):
        return True
    return limits.allow("voices", limits.sender(request), times=TIMES_MAX, seconds=SECONDS)


@doors.child
@never_cache
@require_safe
def thanks(request: Request, public_id: str) -> HttpResponse:
    """The same page for everybody, whatever was written. `?next=1`: the slip leaves this screen for the next child."""
    hearing = _hearing(public_id)
    if "next" in request.GET:
        answer = redirect("voices:ask", public_id)
        answer.delete_cookie(SLIP, path=_thanks(hearing), samesite="Lax")
        return answer
    code = request.get_signed_cookie(SLIP, default="", salt=_SALT, max_age=SLIP_SECONDS) or ""
    page = {
        "hearing": hearing, "slip": slips.grouped(code), "lines": HELPLINES,
        "is_open": queries.is_open(hearing, clock.day(request.at)),
    }  # fmt: skip
    return render(request, "voices/answering/thanks.html", page)


def _thank(hearing: Hearing, entrance: Entrance, code: str) -> HttpResponse:
    """The slip waits half an hour in this browser, so that looking again, or printing, doesn't lose it."""
    answer = redirect(_thanks(hearing))
    answer.set_signed_cookie(
        SLIP, code, salt=_SALT, max_age=SLIP_SECONDS, path=_thanks(hearing), secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    if entrance.ticket:
        entrances.forget(answer)
    return answer


def _closed(request: Request, hearing: Hearing, refusal: DomainError | None) -> HttpResponse:
    page = {"hearing": hearing, "refusal": refusal.message if refusal else "", **people.told(hearing)}
    return render(request, "voices/answering/closed.html", page)


def _districts(request: Request, door: Door) -> list[tuple[str, str]]:
    """In kana beside the name, since a list shows no furigana. A class's door knows its own."""
    if door.district_code:
        return []
    return [(one.code, f"{one.name}（{one.kana}）") for one in areas.named_districts(clock.day(request.at))]


def _thanks(hearing: Hearing) -> str:
    return reverse("voices:thanks", args=[hearing.public_id])


def _hearing(public_id: str) -> Hearing:
    found = hearings.find_public(public_id)
    if found is None:
        raise Http404
    return found
