"""A mail about a story: to the group whose it is."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.models import Story
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


def sent_back(row: Story, *, by: Actor, at: datetime) -> None:
    """To each of the group who may mend it; where nobody has an account, to the group's own address with the reason."""
    page = reverse("bulletin:ops_story", args=[row.public_id])
    words = f"活動だより「{row.title}」を のせる前に、なおしてほしいところが あります。\n\n{row.back_words}\n"
    for one in _addresses(row, at):
        outbox.send(
            to=one, event_key=f"bulletin.story.back:{row.public_id}:{clock.jst(at):%Y%m%d%H%M}",
            subject="活動だよりを なおしてください", body=words, by=by, at=at, link=page if isinstance(one, Person) else "",
        )  # fmt: skip


def _addresses(row: Story, at: datetime) -> list[Person | str]:
    group = row.organisation
    found = people.holders(Permission.BULLETIN_OWN, day=clock.day(at), organisation_id=group.pk)
    with_mail: list[Person | str] = [one for one in found if one.email]
    return with_mail or ([group.email] if group.email else [])
