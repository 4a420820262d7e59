"""おしらせ for everybody: what was told, newest first."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.queries import news as queries
from ibasho.rooms.bulletin.queries import notices, options
from ibasho.rooms.bulletin.views.news_feeds import districts


@doors.child
@doors.shared(query=("district", "page"))
@require_safe
def news(request: Request) -> HttpResponse:
    """`?district=`: what is for one 小学校区 and for everybody."""
    chosen = districts(request)
    named = options.districts(clock.day(request.at))
    query = "&".join(f"district={code}" for code in chosen)
    return render(request, "bulletin/news/list.html", {
        "lines": queries.lines(chosen), "districts": named, "chosen": chosen, "query": query,
        "crumbs": [(_("はじめ"), "/"), (_("おしらせ"), "")],
    })  # fmt: skip


@doors.child
@doors.shared()
@require_safe
def news_one(request: Request, public_id: str) -> HttpResponse:
    row = notices.public().filter(public_id=public_id).first()
    if row is None:
        raise Http404
    later = notices.follow_up(row)
    return render(request, "bulletin/news/one.html", {
        "notice": row, "is_over": row.state not in notices.OUT, "icon": options.PICTURES.get(row.kind, "bell"),
        "later": later if later is not None and later.state in notices.OUT else None,
        "crumbs": [(_("はじめ"), "/"), (_("おしらせ"), reverse("bulletin:news")), (row.title, "")],
    })  # fmt: skip
