"""What waits for a group: its own 活動だより that the city gave back."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories
from ibasho.rooms.bulletin.rules.kinds import StoryState


def back(by: Actor, at: datetime) -> int:
    """How many of a group's own were given back: the number in its menu."""
    groups = [one.pk for one in stories.own_groups(by, at)]
    if not groups:
        return 0
    return Story.objects.filter(organisation__in=groups, state=StoryState.RETURNED).count()
