"""活動だより at the desk: what waits is looked at once; anybody's is typed in; what is shown is handed on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import stories as actions
from ibasho.rooms.bulletin.forms.stories import WhoseForm, WhyForm
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.queries import story_papers
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.rooms.bulletin.views import stories_pages as parts
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

LIST_MAX = 50


@doors.desk
@require_safe
def desk_stories(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    context = {
        **parts.desk_page(request), "to_look_at": queries.to_look_at(), "shown": queries.shown()[:LIST_MAX],
        "with_group": queries.with_group()[:LIST_MAX], "withdrawn": queries.withdrawn()[:LIST_MAX],
    }  # fmt: skip
    return render(request, "bulletin/stories/desk.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_story_new(request: Request) -> HttpResponse:
    """Typed in for somebody who called or sent a photo. First `?group=`, then the words."""
    require(request, P.BULLETIN_WRITE)
    groups = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
    asked = request.GET.get("group", "")
    context: dict[str, Any] = parts.desk_page(request, _("打ちこむ"))
    if not asked:
        return render(request, "bulletin/stories/whose.html", {**context, "form": WhoseForm(groups=groups)})
    group = groups.filter(public_id=asked).first()
    if group is None:
        raise Http404
    form = parts.form_of(request, group)
    row = parts.written(request, group, form, desk=True)
    if row is not None:
        return redirect("bulletin:desk_story", row.public_id)
    return render(request, "bulletin/stories/form.html", {**context, "group": group, "form": form})


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_story(request: Request, public_id: str) -> HttpResponse:
    """One as everybody will see it, with what to look at twice; then what is handed on; its words to mend."""
    row = _story(request, public_id)
    form = parts.form_of(request, row.organisation, row)
    if request.method == "POST":
        require(request, P.BULLETIN_WRITE)
    if parts.changed(request, row, form, desk=True):
        return redirect("bulletin:desk_story", public_id)
    is_shown = row.state == StoryState.SHOWN
    context = {
        **parts.desk_page(request, row.title), "group": row.organisation, "story": row, "form": form, "why": WhyForm(),
        "mark": queries.mark(row), "warnings": queries.warnings(row), "changing": request.method == "POST",
        "place": queries.public_place(row), "line_text": queries.line_text(row) if is_shown else "",
        "address": queries.address(row) if is_shown else "",
    }  # fmt: skip
    return render(request, "bulletin/stories/desk_story.html", context)


@doors.desk
@require_POST
def desk_story_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    row = _story(request, public_id)
    by, at, told = request.actor, request.at, request.POST
    if verb == "show":
        done(
            request, lambda: actions.show(story=row, seen=told.get("seen", ""), by=by, at=at),
            thanks=_("のせました。だれでも 見られます。"),
        )  # fmt: skip
    elif verb == "back":
        done(
            request, lambda: actions.send_back(story=row, why=told.get("why", ""), by=by, at=at),
            thanks=_("団体に 返しました。なおして おくると、また ここに 出ます。"),
        )  # fmt: skip
    else:
        parts.do(request, row, verb)
    return redirect("bulletin:desk_story", public_id)


@doors.desk
@require_safe
def desk_story_poster(request: Request, public_id: str) -> HttpResponse:
    row = _story(request, public_id)
    back = reverse("bulletin:desk_story", args=[public_id])
    return papers.shown(
        request, lambda: story_papers.poster(row, at=request.at), f"活動だより {row.title}", back
    )


def _story(request: Request, public_id: str) -> Story:
    require(request, P.BULLETIN_READ)
    return parts.found(public_id)
