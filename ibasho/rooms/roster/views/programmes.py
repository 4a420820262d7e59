"""What an organisation says of its programme."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.roster.actions import programmes
from ibasho.rooms.roster.forms.joining import ProgrammeForm
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.views.joining_doors import answered, here, require_kept
from ibasho.town.people.models import Organisation


def programme(request: Request, public_id: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation, public_id=public_id)
    require_kept(request, organisation)
    form = ProgrammeForm(request.POST or None, programme=queries.programme(organisation))

    def deed() -> None:
        programmes.write(organisation=organisation, values=form.cleaned_data, by=request.actor, at=request.at)

    words = {
        "heading": _("見守りの きまり"),
        "submit": _("ほぞんする"),
        "text": _("{name}の 法律の区分と お礼、16歳より下の人の 時間です。").format(name=organisation.name),
    }
    return answered(
        request, form, deed, done=_("ほぞんしました。"), back=here(request).url("people"), words=words,
        crumbs=((words["heading"], ""),),
    )  # fmt: skip
