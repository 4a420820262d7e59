"""Who reads what reached the centre hears when somebody joins them: nobody slips in among them unseen."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.concerns import policies
from ibasho.town.concerns.queries import concerns as queries
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Invitation, Person
from ibasho.town.people.roles import ROLES

SUBJECT = "センターの 職員の 役割が わたされました"


@transaction.atomic
def tell(*, entry_id: int, by: Actor, at: datetime) -> int:
    """One mail to each who held the role before, of who got it and from whom; nothing of what the centre reads.

    `entry_id`: people.membership.grant or people.invitation.accept. Gives how many were written to; other roles: none."""
    policies.require_server(by)
    entry = Entry.objects.get(pk=entry_id)
    role = str(entry.data["role"])
    newcomer: int = entry.data.get("person") or entry.person_id or 0
    if role not in queries.HANDLERS or entry.data.get("waits"):  # told when a second person has said yes
        return 0
    told = (
        f"{_name(newcomer, at)}が「{ROLES[role].name}」に なりました（わたした人：{_name(_giver(entry), at)}）。"
        "センターへの 知らせを 読めるように なります。\n心あたりが ないときは、すぐに 市の 管理者に たしかめてください。"
        f"\n\n{settings.PUBLIC_URL}{reverse('concerns:desk_inbox')}\n"
    )
    present = list(queries.handlers(clock.day(at)).exclude(pk=newcomer))
    for person in present:
        outbox.send(
            to=person,
            event_key=f"concerns.colleague:{entry.pk}",
            subject=SUBJECT,
            body=told,
            by=by,
            at=at,
            urgent=True,
        )
    if present:
        journal.record(
            "concerns.concern.tell_of_colleague", noun="concerns.Concern", object_id="", by=by, at=at,
            data={"count": len(present)},
        )  # fmt: skip
    return len(present)


def _giver(entry: Entry) -> int | None:
    if entry.noun != "people.Invitation":
        return entry.data.get("asked_by") or entry.person_id
    asked: int | None = (
        Invitation.objects.filter(pk=entry.object_id).values_list("invited_by", flat=True).first()
    )
    return asked


def _name(person_id: int | None, at: datetime) -> str:
    found = Person.objects.filter(pk=person_id).first() if person_id else None
    if found is None or people.is_protected(found.pk, day=clock.day(at)):
        return "名前を 出せない人"
    return f"{found.name}さん"
