"""活動だより behind the groups' door: written in two minutes on a phone, sent, mended, withdrawn."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors, papers
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.queries import story_papers
from ibasho.rooms.bulletin.views import stories_pages as parts
from ibasho.town.people.models import Organisation


@doors.operator
@require_safe
def ops_stories(request: Request) -> HttpResponse:
    group = parts.own_group(request)
    context = {**parts.ops_page(request, group), "stories": queries.of_group(group)[:100]}
    return render(request, "bulletin/stories/ops.html", context)


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.stories", times=60, seconds=3600)
def ops_story_new(request: Request) -> HttpResponse:
    group = parts.own_group(request)
    form = parts.form_of(request, group)
    row = parts.written(request, group, form, desk=False)
    if row is not None:
        return redirect(_after(row))
    context = {**parts.ops_page(request, group, _("新しく 書く")), "form": form}
    return render(request, "bulletin/stories/form.html", context)


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.stories", times=60, seconds=3600)
def ops_story(request: Request, public_id: str) -> HttpResponse:
    """One's own: what became of it, its words to mend."""
    row = _own(request, public_id)
    form = parts.form_of(request, row.organisation, row)
    if parts.changed(request, row, form, desk=False):
        return redirect(_after(row))
    context = {
        **parts.ops_page(request, row.organisation, row.title), "form": form, "story": row,
        "warnings": queries.warnings(row),
    }  # fmt: skip
    return render(request, "bulletin/stories/form.html", context)


@doors.operator
@require_POST
def ops_story_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    row = _own(request, public_id)
    parts.do(request, row, verb)
    return redirect("bulletin:ops_story", public_id)


@doors.operator
@require_safe
def ops_story_poster(request: Request, public_id: str) -> HttpResponse:
    row = _own(request, public_id)
    back = reverse("bulletin:ops_story", args=[public_id])
    return papers.shown(
        request, lambda: story_papers.poster(row, at=request.at), f"活動だより {row.title}", back
    )


def _own(request: Request, public_id: str) -> Story:
    row = parts.found(public_id)
    if row.organisation_id not in {one.pk for one in queries.own_groups(request.actor, request.at)}:
        raise Http404
    return row


def _after(row: Story) -> str:
    """Where there is still something to mend, its own page; else the list."""
    fresh = Story.objects.get(pk=row.pk)
    return (
        _home(row.organisation)
        if fresh.state == "waiting"
        else reverse("bulletin:ops_story", args=[row.public_id])
    )


def _home(group: Organisation) -> str:
    return f"{reverse('bulletin:ops_stories')}?group={group.public_id}"
