"""What the pages of 活動だより have in common behind both doors: whose it is, the form, what is done with one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.bulletin.actions import stories as actions
from ibasho.rooms.bulletin.forms.stories import StoryForm
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.views.desk_pages import crumbs, may, pages
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P

OPS, DESK = Side.two("bulletin")
VERBS = {"send": actions.send, "withdraw": actions.withdraw, "take_up": actions.take_up}
THANKS = {
    "send": gettext_lazy("市に おくりました。見てから のせます。"),
    "withdraw": gettext_lazy("とりさげました。どのページからも すぐに 消えます。"),
    "take_up": gettext_lazy("下書きに もどしました。おくると、市が もう一度 見ます。"),
}


def found(public_id: str) -> Story:
    """Http404 for one that is gone."""
    try:
        return queries.find(public_id)
    except NotFound as refusal:
        raise Http404 from refusal


def form_of(request: Request, group: Organisation, story: Story | None = None) -> StoryForm:
    sent = request.method == "POST"
    initial = StoryForm.of(story) if story else StoryForm.new(clock.day(request.at))
    return StoryForm(
        request.POST if sent else None, request.FILES if sent else None, initial=initial,
        places=queries.places_of(group), events=queries.events_of(group).select_related("place"),
        with_photo=bool(story and story.photo),
    )  # fmt: skip


def written(request: Request, group: Organisation, form: StoryForm, *, desk: bool) -> Story | None:
    """A new one, kept as a draft or sent at once; None where the form says what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    row = done(
        request, lambda: actions.write(
            organisation=group, told=form.told, photo=form.photo_data, **form.happened_at, by=request.actor, at=request.at
        ), form=form,
    )  # fmt: skip
    if row is not None:
        _kept_or_sent(request, row, desk=desk)
    return row


def changed(request: Request, story: Story, form: StoryForm, *, desk: bool) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    row = done(
        request, lambda: actions.change(
            story=story, told=form.told, photo=form.photo_data, **form.happened_at,
            without_photo=form.cleaned_data.get("without_photo", False), by=request.actor, at=request.at,
        ), form=form,
    )  # fmt: skip
    if row is not None:
        _kept_or_sent(request, row, desk=desk)
    return row is not None


def _kept_or_sent(request: Request, row: Story, *, desk: bool) -> None:
    if row.state == "waiting":
        messages.success(request, _("なおしました。市が 見てから のせます。"))
    elif request.POST.get("do") == "send":
        thanks = _("おくりました。下を 見て「のせる」を おすと のります。") if desk else THANKS["send"]
        done(request, lambda: actions.send(story=row, by=request.actor, at=request.at), thanks=thanks)
    else:
        messages.success(request, _("下書きに とっておきました。"))


def do(request: Request, story: Story, verb: str) -> None:
    """Sent, withdrawn or taken up again. Http404 for any other verb."""
    if verb not in VERBS:
        raise Http404
    done(request, lambda: VERBS[verb](story=story, by=request.actor, at=request.at), thanks=THANKS[verb])


def ops_page(request: Request, group: Organisation, title: str = "") -> dict[str, Any]:
    home = f"{reverse('bulletin:ops_stories')}?group={group.public_id}"
    trail = [(_("活動だより"), home), (title, "")] if title else [(_("活動だより"), "")]
    return {
        "side": OPS, "group": group, "groups": queries.own_groups(request.actor, request.at),
        "title": title or _("活動だより"), "crumbs": trail,
    }  # fmt: skip


def desk_page(request: Request, title: str = "") -> dict[str, Any]:
    first = (_("活動だより"), reverse("bulletin:desk_stories") if title else "")
    return {
        "side": DESK, "title": title or _("活動だより"), "pages": pages("desk_stories"),
        "crumbs": crumbs(first, *([(title, "")] if title else [])), "manages": may(request, P.BULLETIN_MANAGE),
        "writes": may(request, P.BULLETIN_WRITE),
    }  # fmt: skip


def own_group(request: Request) -> Organisation:
    """`?group=` of one's own; the first where none is asked for. Http404 for another's."""
    rows = queries.own_groups(request.actor, request.at)
    asked = request.GET.get("group", "")
    group = next((one for one in rows if asked in ("", one.public_id)), None)
    if group is None:
        raise Http404
    return group
