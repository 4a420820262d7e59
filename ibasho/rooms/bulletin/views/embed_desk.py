"""The desk's page: how 「きょう 行けるところ」 comes onto the city's own site."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.forms import Form
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.queries import embedding
from ibasho.rooms.bulletin.rules.embedding import origins, unreadable
from ibasho.rooms.bulletin.views.desk_pages import crumbs, pages, require
from ibasho.town.areas import queries as areas
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_embed(request: Request) -> HttpResponse:
    """`?district=` for one 小学校区."""
    require(request, P.BULLETIN_READ)
    code = request.GET.get("district", "")[:16]
    of = embedding.district_of(code, request.at) if code else None
    context = {
        "title": _("市の ホームページに うめこむ"), "pages": pages("desk_stories"), "form": _form(request),
        "crumbs": crumbs((_("活動だより"), reverse("bulletin:desk_stories")), (_("うめこむ"), "")),
        "snippet": embedding.snippet(of), "link": embedding.plain_link(of), "origins": origins(settings.EMBED_ORIGINS),
        "unreadable": unreadable(settings.EMBED_ORIGINS),
        "preview": reverse("bulletin:embed_district", args=[of.code]) if of else reverse("bulletin:embed_today"),
    }  # fmt: skip
    return render(request, "bulletin/embed/desk.html", context)


def _form(request: Request) -> Form:
    rows = [(one.code, one.name) for one in areas.districts(clock.day(request.at))]
    form = Form(request.GET)
    form.fields["district"] = forms.ChoiceField(
        label=_("小学校区"), required=False, choices=[("", _("市の ぜんぶ")), *rows]
    )
    return form
