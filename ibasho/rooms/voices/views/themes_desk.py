"""Answering at the desk: the board with its clock, voices put together, a theme under its names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.voices.actions import grouping, themes
from ibasho.rooms.voices.forms.themes import GroupForm, ThemeForm
from ibasho.rooms.voices.models import Hearing, Theme
from ibasho.rooms.voices.queries import grouping as heaps
from ibasho.rooms.voices.queries import hearings, themes_board
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.queries.themes import Chain
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.rooms.voices.views.themes_seeing import (
    FORMS,
    board_crumbs,
    find_hearing,
    find_theme,
    may,
    need,
    theme_crumbs,
)
from ibasho.town.people.permissions import Permission

MANAGE = Permission.VOICES_MANAGE
TITLE = gettext_lazy("テーマと 答え")


@doors.desk
@require_safe
def board(request: Request) -> HttpResponse:
    """All themes by their clock; `?h=` one hearing's."""
    need(request)
    hearing = hearings.find(request.GET.get("h", ""))
    found = themes_board.board(clock.day(request.at), hearing)
    if exports.wanted(request):
        return exports.answer(request, _table(found.all), "themes")
    context = {
        "tabs": pages("desk_themes", request), "board": found, "table": _table(found.all), "hearing": hearing,
        "total": len(found.all), "manages": may(request, MANAGE), "crumbs": crumbs((_("答える"), "")),
        "hearings": hearings.of_desk().exclude(state=Hearing.State.DRAFT),
    }  # fmt: skip
    return render(request, "voices/themes/board.html", context)


def _table(rows: list[Chain]) -> Table:
    columns = [
        Column(_("テーマ"), lambda one: one.theme.title, href=lambda one: reverse("voices:desk_theme", args=[one.theme.public_id])),
        Column(_("回"), lambda one: one.theme.hearing.title),
        Column(_("声"), lambda one: one.voices, number=True),
        Column(_("いつの 声から"), lambda one: one.theme.since_on),
        Column(_("答える日"), _due),
        Column(_("答え"), lambda one: one.decision.get_verdict_display() if one.decision else _("まだ")),
        Column(_("答えた日"), lambda one: one.decision.decided_on if one.decision else None),
        Column(_("できたこと"), lambda one: len(one.done), number=True),
        Column(_("知らせた"), lambda one: len(one.told), number=True),
    ]  # fmt: skip
    return Table(TITLE, columns, rows)


def _due(one: Chain) -> date | None:
    return one.clock.due


@doors.desk
@require_http_methods(FORMS)
def group(request: Request, public_id: str) -> HttpResponse:
    """Voices of a hearing without a theme: those that say alike beside each other, and the themes there are."""
    hearing = find_hearing(request, public_id)
    known = list(queries.standing(hearing))
    found = heaps.waiting(hearing, hidden=may(request, MANAGE))
    bound = None
    if request.method == "POST":
        need(request, MANAGE)
        bound = _form(found, known, request.POST.get("heap", ""), request.POST)
        if bound.is_valid() and _grouped(request, hearing, bound, known):
            return redirect("voices:desk_grouping", public_id)
    return render(request, "voices/themes/group.html", _group_context(request, hearing, found, known, bound))


def _form(found: heaps.Waiting, known: list[Theme], heap: str, data: QueryDict | None = None) -> GroupForm:
    """The form below one heap, or below the voices that stand alone."""
    names = [one.first for one in found.heaps]
    number = names.index(heap) if heap in names else len(names)
    likely = found.heaps[number].theme if heap in names else ""
    return GroupForm(data, themes=known, number=number, heap=heap if heap in names else "", likely=likely)


def _group_context(
    request: Request, hearing: Hearing, found: heaps.Waiting, known: list[Theme], bound: GroupForm | None
) -> dict[str, Any]:
    asked = bound.data.get("heap", "") if bound else None
    forms = [
        bound if bound and heap.first == asked else _form(found, known, heap.first) for heap in found.heaps
    ]
    in_heap = bound is not None and bound in forms
    kept = set(bound.data.getlist("opinions")) if bound else set()  # type: ignore[attr-defined]
    shown = [*found.alone, *(voice for heap in found.heaps for voice in heap.voices)]
    return {
        "tabs": pages("desk_themes", request), "hearing": hearing, "found": found, "manages": may(request, MANAGE),
        "heaps": list(zip(found.heaps, forms, strict=True)), "bound": bound,
        "alone_form": bound if bound and not in_heap else _form(found, known, ""),
        "kept": {voice.pk for voice in shown if str(voice.pk) in kept},
        "chains": queries.chains(queries.standing(hearing), clock.day(request.at)),
        "crumbs": board_crumbs((hearing.title, "")),
    }  # fmt: skip


def _grouped(request: Request, hearing: Hearing, form: GroupForm, known: list[Theme]) -> bool:
    given = form.cleaned_data
    theme = next((one for one in known if one.public_id == given["theme"]), None)

    def deed() -> tuple[Theme, int]:
        with transaction.atomic():
            into = theme or themes.make(
                hearing=hearing, values={"title": given["title"], "child_title": given["child_title"]},
                by=request.actor, at=request.at,
            )  # fmt: skip
            return into, grouping.put(theme=into, opinions=given["opinions"], by=request.actor, at=request.at)

    made = done(request, deed, form=form)
    if made is None:
        return False
    words = _("%(n)s この 声を「%(title)s」に 入れました。まちがえたときは、テーマの ページで 取り出せます。")
    messages.success(request, words % {"n": made[1], "title": made[0].title})
    return True


@doors.desk
@require_http_methods(FORMS)
def new(request: Request, public_id: str) -> HttpResponse:
    """A theme that begins without a voice: from what was chosen, or from figures published elsewhere."""
    hearing = find_hearing(request, public_id, MANAGE)
    form = ThemeForm(request.POST or None, hearing=hearing)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: themes.make(
                hearing=hearing, values=form.values(), choices=form.chosen(), by=request.actor, at=request.at
            ),
            thanks=_("テーマを 作りました。"), form=form,
        )  # fmt: skip
        if made:
            return redirect("voices:desk_theme", made.public_id)
    back = reverse("voices:desk_grouping", args=[hearing.public_id])
    context = {
        "form": form, "heading": _("テーマを 作る"), "about": hearing.title, "submit": _("作る"), "cancel": back,
        "crumbs": board_crumbs((hearing.title, back), (_("テーマを 作る"), "")),
    }  # fmt: skip
    return render(request, "voices/themes/edit.html", context)


@doors.desk
@require_http_methods(FORMS)
def edit(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id, MANAGE)
    form = ThemeForm(request.POST or None, hearing=theme.hearing, theme=theme)
    if request.method == "POST" and form.is_valid():
        values, chosen = form.values(), form.chosen()
        changed = done(
            request,
            lambda: themes.change(theme=theme, values=values, choices=chosen, by=request.actor, at=request.at),
            thanks=_("なおしました。"), form=form,
        )  # fmt: skip
        if changed:
            return redirect("voices:desk_theme", public_id)
    return render(request, "voices/themes/edit.html", _edit_context(theme, form))


def _edit_context(theme: Theme, form: ThemeForm) -> dict[str, Any]:
    return {
        "form": form, "heading": _("テーマを なおす"), "about": theme.hearing.title, "submit": _("ほぞんする"),
        "cancel": reverse("voices:desk_theme", args=[theme.public_id]), "crumbs": theme_crumbs(theme, _("なおす")),
    }  # fmt: skip


@doors.desk
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id, MANAGE)
    done(
        request, lambda: themes.drop(theme=theme, by=request.actor, at=request.at),
        thanks=_("テーマを とりさげました。声は テーマの ない声に もどりました。"),
    )  # fmt: skip
    return redirect("voices:desk_theme", public_id)


@doors.desk
@require_POST
def restore(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id, MANAGE)
    done(
        request, lambda: themes.restore(theme=theme, by=request.actor, at=request.at),
        thanks=_("テーマを もどしました。"),
    )  # fmt: skip
    return redirect("voices:desk_theme", public_id)
