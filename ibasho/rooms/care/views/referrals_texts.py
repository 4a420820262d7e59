"""What is read out before a yes: every version that was, and for the centre's lead a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consents as actions
from ibasho.rooms.care.forms.referrals import TextForm
from ibasho.rooms.care.queries import consents as queries
from ibasho.rooms.care.views import desk_pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
@quietly
def texts(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    context = {
        "text": queries.in_force(clock.day(request.at)), "versions": list(queries.versions()),
        "may_lead": policies.may(request.actor, Permission.CARE_LEAD, at=request.at),
        "today": clock.day(request.at), "pages": desk_pages.pages("desk_referrals", request), "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "care/referrals/texts.html", context)


@doors.desk
@require_http_methods(FORMS)
@quietly
def new_text(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    today = clock.day(request.at)
    now = queries.in_force(today)
    start = {
        "starts_on": today, "alone_from_age": now.alone_from_age, "child_words": now.child_words,
        "adult_words": now.adult_words,
    }  # fmt: skip
    form = TextForm(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        made = done(
            request, lambda: actions.add(text=form.text(), by=request.actor, at=request.at),
            thanks=_("新しい版を 足しました。前の 同意は、そのときの 版のままです。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("care:desk_consent_texts")
    context = {
        "form": form, "pages": desk_pages.pages("desk_referrals", request), "crumbs": _crumbs((_("新しい版"), ""))
    }  # fmt: skip
    return render(request, "care/referrals/text_new.html", context)


def _crumbs(*behind: tuple[str, str]) -> desk_pages.Crumbs:
    here = (str(_("読みあげる ことば")), reverse("care:desk_consent_texts") if behind else "")
    return desk_pages.crumbs((str(_("つなぎ")), reverse("care:desk_referrals")), here, *behind)
