"""What waits for a person: stories."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For the officer: what was sent and not looked at."""
    if by.acting_for is not None or not policies.may(by, Permission.BULLETIN_MANAGE, at=at):
        return []
    rows = list(stories.to_look_at().values_list("changed_at", flat=True))
    if not rows:
        return []
    oldest = clock.day(rows[0])
    return [
        Waiting(
            _("活動だよりを 見る"), len(rows), "bulletin:desk_stories", "photo", anchor="look", oldest=oldest
        )
    ]


def back(by: Actor, at: datetime) -> int:
    """How many of a group's own were given back: the number in its menu."""
    groups = [one.pk for one in stories.own_groups(by, at)]
    if not groups:
        return 0
    return Story.objects.filter(organisation__in=groups, state=StoryState.RETURNED).count()
