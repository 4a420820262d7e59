"""The bookmark on the tablets of a school: for its IT person, as page and A4; and the page that says it is seen."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors, papers
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import schools as actions
from ibasho.rooms.bulletin.queries import school_papers, schools, tablets
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.rooms.bulletin.views.schools_pages import FORMS, page
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_http_methods(FORMS)
def desk_tablet(request: Request) -> HttpResponse:
    """「しおりを 入れた」 for each school: today, or taken back; another day on the school's own page."""
    posted = request.method == "POST"
    require(request, P.BULLETIN_WRITE if posted else P.BULLETIN_READ)
    if posted:
        school = schools.one(request.POST.get("school", "")[:16])
        day = {"bookmark": clock.day(request.at), "unbookmark": None}
        wish = request.POST.get("do", "")
        if wish not in day:
            raise Http404
        deed = lambda: actions.bookmark(school=school, on=day[wish], by=request.actor, at=request.at)  # noqa: E731
        deeds.done(request, deed, thanks=_("のこしました：%(name)s") % {"name": school.name})
        return redirect("bulletin:desk_tablet")
    context = {
        **page(request, (_("タブレットの しおり"), "")), "sheet": tablets.sheet(), "without": tablets.without(),
        "with_it": tablets.with_it(),
    }  # fmt: skip
    return render(request, "bulletin/schools/tablet_desk.html", context)


@doors.desk
@require_safe
def desk_tablet_paper(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    day, back = clock.day(request.at), reverse("bulletin:desk_tablet")
    return papers.shown(request, lambda: school_papers.tablet(day), _("タブレットの しおり"), back)


@doors.child
@require_safe
def tablet(request: Request) -> HttpResponse:
    """Nothing but what the server says: where it is seen, the filter lets us through and no script is needed."""
    return render(request, "bulletin/schools/tablet.html", {"host": request.get_host()})
