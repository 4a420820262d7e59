"""Answers to take along: posters for where it was said, words for a school's mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, papers
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import answer_papers
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.views.desk_pages import pages
from ibasho.rooms.voices.views.themes_seeing import find_hearing, find_theme, theme_crumbs


@doors.desk
@require_safe
def theme_poster(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id)
    today = clock.day(request.at)
    try:
        made = answer_papers.poster_of_theme(queries.chain(theme, today), day=today)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("voices:desk_theme", public_id)
    return papers.answer(made, _("声の答え_%(title)s") % {"title": theme.title}, inline=True)


@doors.desk
@require_safe
def hearing_poster(request: Request, public_id: str) -> HttpResponse:
    """All answers of a hearing; `?d=` those that were said at one door."""
    hearing, today = find_hearing(request, public_id), clock.day(request.at)
    chains = [one for one in queries.public(hearing, today) if one.decision]
    door = Door.objects.filter(hearing=hearing, public_id=request.GET.get("d", "")).first()
    if door is not None:
        chains = [one for one in chains if queries.doors_of(one.theme).filter(pk=door.pk).exists()]
    if not chains:
        messages.info(request, _("まだ 答えが ありません。テーマに 答えてから、ポスターを 作れます。"))
        return redirect(reverse("voices:desk_themes"))
    try:
        made = answer_papers.poster_of_hearing(hearing, chains, day=today)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("voices:desk_themes")
    where = door.name if door else hearing.title
    return papers.answer(made, _("声の答え_%(where)s") % {"where": where}, inline=True)


@doors.desk
@require_safe
def letter(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id)
    context = {
        "theme": theme, "tabs": pages("desk_themes", request), "crumbs": theme_crumbs(theme, _("おたより")),
        "text": answer_papers.letter(queries.chain(theme, clock.day(request.at))),
    }  # fmt: skip
    return render(request, "voices/themes/letter.html", context)
