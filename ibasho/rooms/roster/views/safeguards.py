"""Safeguarding dates: a page for the organisation's named persons. To everybody else, the city too, it isn't there."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import safeguarding
from ibasho.rooms.roster.forms.joining import DatesForm
from ibasho.rooms.roster.models import Safeguard
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.rules.safeguarding import duty
from ibasho.rooms.roster.views.joining_doors import answered, find_helper, here


def safeguard(request: Request, public_id: str) -> HttpResponse:
    helper = find_helper(request, public_id)
    if not policies.is_named(request.actor, helper.organisation, at=request.at):
        raise Http404
    kept = Safeguard.objects.filter(helper=helper).first()
    form = DatesForm(
        request.POST or None,
        safeguard=kept,
        is_needed=duty(queries.programme(helper.organisation).dbs_category),
    )

    def deed() -> None:
        safeguarding.write(helper=helper, dates=form.dates(), by=request.actor, at=request.at)

    words = {
        "heading": _("見守りの日付"),
        "submit": _("ほぞんする"),
        "text": _(
            "日付だけを 入れます。確認の 結果は ここにも ほかの どこにも 書きません。見られるのは 団体の 担当の人だけです。"
        ),
    }
    back = here(request).url("person", helper.public_id)
    return answered(
        request, form, deed, done=_("日付を ほぞんしました。"), back=back, words=words,
        crumbs=((helper.call_name, back), (words["heading"], "")),
    )  # fmt: skip
