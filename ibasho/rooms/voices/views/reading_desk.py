"""Reading voices before they stand on a page: one after the other, two people each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import handing, opinions, readings
from ibasho.rooms.voices.forms.reading import ReadForm, WhyForm
from ibasho.rooms.voices.models import Hearing, Opinion
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.queries import reading as queries
from ibasho.rooms.voices.rules import covering
from ibasho.rooms.voices.rules.kinds import Looked
from ibasho.rooms.voices.rules.reading import HideReason
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.town.concerns.rules.kinds import Kind
from ibasho.town.people.permissions import Permission

WAITING = "waiting"
STATES = (
    (WAITING, gettext_lazy("読むもの")),
    ("shown", gettext_lazy("のせた")),
    ("hidden", gettext_lazy("のせない")),
)
THANKS = {
    Opinion.State.SHOWN: gettext_lazy("2人が「のせる」と 言ったので、ページに のせました。"),
    Opinion.State.HIDDEN: gettext_lazy(
        "2人が「のせない」と 言ったので、ページには のせません。数と 答えには 入ります。"
    ),
    Opinion.State.WAITING: gettext_lazy("読みました。つぎは 別の人が 読みます。"),
}


@doors.desk
@require_safe
def reading(request: Request) -> HttpResponse:
    """`?h=` of one hearing; `?state=` shown or hidden: what is settled."""
    _need(request)
    hearing = hearings.find(request.GET.get("h", ""))
    state = request.GET.get("state", WAITING)
    if state in (Opinion.State.SHOWN, Opinion.State.HIDDEN):
        return _settled(request, state, hearing)
    rows = queries.to_read(request.actor.person_id, hearing)
    first = rows.first()
    return _page(request, first, hearing, ReadForm(opinion=first) if first else None, left=rows.count())


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: Request, opinion: UUID) -> HttpResponse:
    """One voice. `do`: show, hide-<why>, save, cover-<start>-<end>, undo, reopen, centre-<kind>."""
    _need(request)
    row = queries.find(opinion)
    if row is None:
        raise Http404
    hearing = hearings.find(request.POST.get("h", "") or request.GET.get("h", ""))
    if request.method != "POST":
        return _page(request, row, hearing, ReadForm(opinion=row))
    form = ReadForm(request.POST, opinion=row)
    verb, _dash, more = request.POST.get("do", "").partition("-")
    deed = DEEDS.get(verb)
    if deed is None:
        raise Http404
    if deed(request, row, form, more):
        return redirect(_here(hearing) if verb not in ("save", "cover") else _of(row, hearing))
    row.refresh_from_db()
    return _page(request, row, hearing, form)


@doors.desk
@require_safe
def log(request: Request) -> HttpResponse:
    """How many were shown and not, and why: never the words."""
    if not policies.may(request.actor, Permission.VOICES_MANAGE, at=request.at):
        raise Http404
    columns = [
        Column(_("月"), lambda one: f"{one.month:%Y-%m}"), Column(_("回"), lambda one: one.hearing),
        Column(_("どうしたか"), lambda one: one.said), Column(_("わけ"), lambda one: one.why),
        Column(_("読んだ 数"), lambda one: one.count, number=True),
    ]  # fmt: skip
    table = Table(_("のせた・のせない の 記録"), columns, queries.log())
    if exports.wanted(request):
        return exports.answer(request, table, "voices-reading")
    context = {
        "table": table, "tabs": pages("desk_reading", request),
        "crumbs": crumbs((_("読む"), reverse("voices:desk_reading")), (_("記録"), "")),
    }  # fmt: skip
    return render(request, "voices/moderation/log.html", context)


def _need(request: Request) -> None:
    if not policies.may(request.actor, Permission.VOICES_MODERATE, at=request.at):
        raise Http404


def _here(hearing: Hearing | None) -> str:
    asked = "?" + urlencode({"h": hearing.public_id}) if hearing else ""
    return reverse("voices:desk_reading") + asked


def _of(row: Opinion, hearing: Hearing | None) -> str:
    asked = "?" + urlencode({"h": hearing.public_id}) if hearing else ""
    return reverse("voices:desk_voice", args=[row.pk]) + asked


def _page(
    request: Request,
    row: Opinion | None,
    hearing: Hearing | None,
    form: ReadForm | None,
    left: int | None = None,
) -> HttpResponse:
    person = request.actor.person_id
    mine = row is not None and queries.has_read(row, person)
    context = {
        **_frame(request, WAITING, hearing), "voice": queries.voice(row) if row else None, "form": form, "mine": mine,
        "waits": row is not None and row.state == Opinion.State.WAITING and not mine, "why_form": WhyForm(),
        "left": left if left is not None else queries.to_read(person, hearing).count(), "hides": list(HideReason),
        "kinds": list(Kind), "others": queries.waiting_for_others(person),
        "just_read": queries.just_read(person, clock.day(request.at)),
    }  # fmt: skip
    return render(request, "voices/moderation/reading.html", context)


def _settled(request: Request, state: str, hearing: Hearing | None) -> HttpResponse:
    page = Paginator(queries.settled(state, hearing), queries.SHOWN_MAX).get_page(request.GET.get("page"))
    context = {**_frame(request, state, hearing), "paged": page, "voices": page.object_list}
    return render(request, "voices/moderation/settled.html", context)


def _frame(request: Request, state: str, hearing: Hearing | None) -> dict[str, Any]:
    chosen = {"h": hearing.public_id} if hearing else {}
    states = [
        (str(label), "?" + urlencode({**chosen, "state": code}), code == state) for code, label in STATES
    ]
    return {
        "tabs": pages("desk_reading", request), "states": states, "hearing": hearing, "hearings": queries.hearings(),
        "state": state, "crumbs": crumbs((_("読む"), "")),
        "manages": policies.may(request.actor, Permission.VOICES_MANAGE, at=request.at),
    }  # fmt: skip


# --- what a button asks: True where it is done, False where the form says why not ---


def _corrected(request: Request, row: Opinion, form: ReadForm) -> Opinion | None:
    """The voice with what was typed into it, if anything was."""
    if not form.is_valid():
        return None
    if form.cleaned_data["version"] != row.version:
        return row  # `read` says that it changed meanwhile
    shown = form.cleaned_data["shown_words"]
    return done(
        request,
        partial(opinions.correct, opinion=row, shown_words=shown, by=request.actor, at=request.at),
        form=form,
    )


def _read(request: Request, row: Opinion, form: ReadForm, said: Looked, why: str = "") -> bool:
    after = _corrected(request, row, form)
    if after is None:
        return False
    seen = form.cleaned_data["version"]
    version = after.version if seen == row.version else seen
    deed = partial(
        readings.read,
        opinion=after,
        version=version,
        said=said.value,
        why=why,
        by=request.actor,
        at=request.at,
    )
    settled = done(request, deed, form=form)
    if settled is None:
        return False
    done(request, lambda: settled, thanks=THANKS[Opinion.State(settled.state)])
    return True


def _show(request: Request, row: Opinion, form: ReadForm, _more: str) -> bool:
    return _read(request, row, form, Looked.SHOW)


def _hide(request: Request, row: Opinion, form: ReadForm, more: str) -> bool:
    return _read(request, row, form, Looked.HIDE, more)


def _save(request: Request, row: Opinion, form: ReadForm, _more: str) -> bool:
    return _corrected(request, row, form) is not None


def _cover(request: Request, row: Opinion, form: ReadForm, more: str) -> bool:
    start, _dash, end = more.partition("-")
    if not (start.isdigit() and end.isdigit()):
        raise Http404
    shown = covering.cover(row.shown_words, int(start), int(end))
    deed = partial(opinions.correct, opinion=row, shown_words=shown, by=request.actor, at=request.at)
    return done(request, deed, form=form if form.is_valid() else None) is not None


def _undo(request: Request, row: Opinion, _form: ReadForm, _more: str) -> bool:
    deed = partial(readings.take_back, opinion=row, by=request.actor, at=request.at)
    done(request, deed, thanks=_("とりけしました。もう一度 読めます。"))
    return True


def _reopen(request: Request, row: Opinion, _form: ReadForm, _more: str) -> bool:
    why = request.POST.get("why", "")
    deed = partial(opinions.reopen, opinion=row, why=why, by=request.actor, at=request.at)
    done(request, deed, thanks=_("「読むもの」に もどしました。2人が 読むまで ページには 出ません。"))
    return True


def _centre(request: Request, row: Opinion, _form: ReadForm, more: str) -> bool:
    deed = partial(handing.to_centre, opinion=row, kind=more, by=request.actor, at=request.at)
    done(request, deed, thanks=_("こども家庭センターへ つなぎました。ことばは ここには もう ありません。"))
    return True


DEEDS: dict[str, Callable[[Request, Opinion, ReadForm, str], bool]] = {
    "show": _show, "hide": _hide, "save": _save, "cover": _cover, "undo": _undo, "reopen": _reopen, "centre": _centre,
}  # fmt: skip
