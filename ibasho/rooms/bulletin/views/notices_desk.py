"""おしらせ at the desk: written, looked at as it will arrive, sent, stopped, corrected."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import broadcasting, notices
from ibasho.rooms.bulletin.forms.notices import FilterForm, NoticeForm, WordsForm
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.queries import audience, options
from ibasho.rooms.bulletin.queries import notices as queries
from ibasho.rooms.bulletin.rules import counting, drafts, telling
from ibasho.rooms.bulletin.rules.kinds import NoticeState
from ibasho.rooms.bulletin.views.desk_pages import crumbs, may, pages, require
from ibasho.town.areas.stages import Stage
from ibasho.town.outbox.rules import with_link
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.rules.wishes import BY_CODE

ROWS_PER_PAGE = 30
_DEEDS = {"send": broadcasting.send, "stop": broadcasting.stop, "restore": notices.restore}
_THANKS = {
    "send": gettext_lazy("送りはじめました。1分ほどで みんなに とどきます。"),
    "stop": gettext_lazy("とめました。"),
    "restore": gettext_lazy("下書きに もどしました。"),
}


@doors.desk
@require_safe
def desk_home(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"state": "", "q": ""}
    rows = queries.found(state=asked["state"], text=asked["q"])
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "bulletin/notices/desk.html", {
        "pages": pages("desk_home"), "filter": form, "page": page, "is_asked": any(asked.values()),
        "lines": [_line(row) for row in page], "drafts": [_line(row) for row in queries.drafts()],
        "writes": may(request, P.BULLETIN_WRITE), "manages": may(request, P.BULLETIN_MANAGE),
    })  # fmt: skip


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_notice_new(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    form = _form(request, {"kind": "news"})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or form.fields["key"].initial()
        made = done(
            request, lambda: notices.write(draft=form.draft(), key=key, by=request.actor, at=request.at), form=form,
            thanks=_("下書きに しました。まだ だれにも とどいていません。"),
        )  # fmt: skip
        if made is not None:
            return redirect("bulletin:desk_notice", made.public_id)
    return _form_page(request, form, _("おしらせを 書く"))


@doors.desk
@require_safe
def desk_notice(request: Request, public_id: str) -> HttpResponse:
    """As it will arrive, and how many will hear of it; once it is out, how many did."""
    row = _notice(request, public_id)
    sending = getattr(row, "broadcast", None)
    title, words = (sending.title, sending.words) if sending is not None else (row.title, row.words)
    path = broadcasting.path_of(row)
    url = f"{settings.PUBLIC_URL}{path}"
    return render(request, "bulletin/notices/one.html", {
        "pages": pages("desk_home"), "crumbs": crumbs((row.title, "")), "notice": row, "sending": sending,
        "line": telling.line_text(title, words, url), "mail": (title, with_link(words, url)), "path": path,
        "is_changed": (title, words) != (row.title, row.words), "audience": _audience(request, row),
        "heard": counting.about(sending.told) if sending is not None else "",
        "will_hear": counting.about(audience.count(audience.told_of(row))) if row.state == NoticeState.DRAFT else "",
        "later": queries.follow_up(row), **_buttons(request, row),
    })  # fmt: skip


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_notice_edit(request: Request, public_id: str) -> HttpResponse:
    """A draft wholly, by who writes; of one that is out the words of its page, by who sends."""
    require(request, P.BULLETIN_WRITE)
    row = _notice(request, public_id)
    if row.state != NoticeState.DRAFT:
        require(request, P.BULLETIN_MANAGE)
        return _edit_words(request, row)
    form = _form(request, NoticeForm.of(row))
    if request.method == "POST" and form.is_valid():
        changed = done(
            request, lambda: notices.change(notice=row, draft=form.draft(), by=request.actor, at=request.at), form=form,
            thanks=_("なおしました。"),
        )  # fmt: skip
        if changed is not None:
            return redirect("bulletin:desk_notice", public_id)
    return _form_page(request, form, _("おしらせを なおす"), row)


@doors.desk
@require_POST
def desk_notice_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    row = _notice(request, public_id)
    if verb == "again":
        made = done(
            request, lambda: notices.again(notice=row, by=request.actor, at=request.at),
            thanks=_("もとの ことばで 下書きを 作りました。なおしてから 送ってください。"),
        )  # fmt: skip
        return redirect("bulletin:desk_notice_edit" if made and made.state == NoticeState.DRAFT else "bulletin:desk_notice",
                        made.public_id if made else public_id)  # fmt: skip
    if verb not in _DEEDS:
        raise Http404
    done(request, lambda: _DEEDS[verb](notice=row, by=request.actor, at=request.at), thanks=_THANKS[verb])
    return redirect("bulletin:desk_notice", public_id)


def _edit_words(request: Request, row: Notice) -> HttpResponse:
    start = {"title": row.title, "words": row.words}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        changed = done(
            request, lambda: notices.change(notice=row, draft=form.draft(row), by=request.actor, at=request.at), form=form,
            thanks=_("ページの ことばを なおしました。もう とどいた 知らせは そのままです。"),
        )  # fmt: skip
        if changed is not None:
            return redirect("bulletin:desk_notice", row.public_id)
    return _form_page(request, form, _("ページの ことばを なおす"), row)


def _form(request: Request, initial: dict[str, Any]) -> NoticeForm:
    sent = request.POST if request.method == "POST" else None
    return NoticeForm(sent, day=clock.day(request.at), initial=initial)


def _form_page(request: Request, form: Any, title: str, row: Notice | None = None) -> HttpResponse:
    way = [(row.title, _here(row))] if row is not None else []
    return render(request, "bulletin/notices/form.html", {
        "pages": pages("desk_home"), "crumbs": crumbs(*way, (title, "")), "form": form, "title": title, "notice": row,
        "is_whole": isinstance(form, NoticeForm),
    })  # fmt: skip


def _here(row: Notice) -> str:
    return reverse("bulletin:desk_notice", args=[row.public_id])


def _notice(request: Request, public_id: str) -> Notice:
    require(request, P.BULLETIN_READ)
    return queries.find(public_id)


def _line(row: Notice) -> dict[str, Any]:
    sending = getattr(row, "broadcast", None)
    return {
        "row": row,
        "icon": options.PICTURES.get(row.kind, "bell"),
        "heard": counting.about(sending.told) if sending is not None else "",
    }


def _audience(request: Request, row: Notice) -> list[str]:
    """Words for whom it is; empty for everybody."""
    named = {one.code: one.name for one in options.districts(clock.day(request.at))}
    return [
        *(_("%(name)s小学校区") % {"name": named.get(code, code)} for code in row.districts),
        *(Stage(code).label for code in row.stages),
        *(BY_CODE[code].label for code in row.wishes if code in BY_CODE),
    ]


def _buttons(request: Request, row: Notice) -> dict[str, bool]:
    writes, manages = may(request, P.BULLETIN_WRITE), may(request, P.BULLETIN_MANAGE)
    is_draft = row.state == NoticeState.DRAFT
    was_sent = hasattr(row, "broadcast")
    return {
        "can_send": manages and drafts.can("send", row.state),
        "can_stop": (writes if is_draft else manages)
        and (drafts.can("stop", row.state) or broadcasting.waits(row)),
        "can_change": (writes if is_draft else manages) and drafts.can("change", row.state),
        "can_again": writes and was_sent and drafts.can("again", row.state),
        "can_restore": writes and not was_sent and drafts.can("restore", row.state),
        "waits": is_draft and not manages,
    }
