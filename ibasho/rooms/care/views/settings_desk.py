"""設定: how the centre is reached, who is a member of the 要対協, papers to hand out. Read by the centre, set by its lead."""

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
from ibasho.rooms.care.actions import settings as actions
from ibasho.rooms.care.forms.settings import CentreForm
from ibasho.rooms.care.queries import council
from ibasho.rooms.care.queries import settings as queries
from ibasho.rooms.care.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def desk_settings(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    today = clock.day(request.at)
    context = {
        "pages": pages("desk_settings", request), "crumbs": crumbs((_("設定"), "")), "centre": queries.centre(),
        "has_own_phone": queries.has_own_phone(), "changed_at": getattr(queries.written(), "changed_at", None),
        "members": council.members(today).count(), "ending": list(council.ending_soon(today)),
        "may_lead": policies.may(request.actor, Permission.CARE_LEAD, at=request.at),
    }  # fmt: skip
    return render(request, "care/settings/settings.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_settings_edit(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_LEAD, at=request.at)
    form, back = CentreForm(request.POST or None, centre=queries.written()), reverse("care:desk_settings")
    if request.method == "POST" and form.is_valid():
        done(
            request, lambda: actions.change(**form.cleaned_data, by=request.actor, at=request.at),
            thanks=_("ほぞんしました。つぎに 開いた ページから かわります。"), form=form,
        )  # fmt: skip
        if form.is_valid():
            return redirect(back)
    words = {
        "heading": _("センターの 連絡先を なおす"), "submit": _("ほぞんする"), "back": back,
        "text": _("気づきメモの ページ・紙・メールに 出ます。だれか ひとりの 携帯電話は 書かないでください。"),
    }  # fmt: skip
    way = crumbs((_("設定"), back), (words["heading"], ""))
    context = {"pages": pages("desk_settings", request), "crumbs": way, "form": form, **words}
    return render(request, "care/settings/form.html", context)
