"""What waits for a person: results, publishing, the council's spreadsheet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Answer, Hearing, Release
from ibasho.town.people.permissions import Permission

URL = "voices:desk_hearings"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Numbers another person has made ready; hearings that are over and whose numbers nobody has published. Two statements."""
    if not policies.may(by, Permission.VOICES_MANAGE, at=at):
        return []
    asked = Release.objects.filter(state=Release.State.ASKED).exclude(asked_by=by.person_id)
    over = Hearing.objects.filter(state=Hearing.State.CLOSED, source_name="")
    out = Release.objects.filter(
        hearing=OuterRef("pk"), kind=Release.Kind.TABLES, state__in=("asked", "released")
    )
    unpublished = over.filter(~Exists(out), Exists(Answer.objects.filter(hearing=OuterRef("pk")))).order_by(
        "closes_on"
    )
    days = list(unpublished.values_list("closes_on", flat=True))
    found = [
        Waiting(_("公開の 前に 見てほしい 数"), asked.count(), URL, "eye"),
        Waiting(_("しめきったのに 数を 公開していない回"), len(days), URL, "chart", oldest=days[0] if days else None, kind=Kind.WRONG),
    ]  # fmt: skip
    return [one for one in found if one.count]
