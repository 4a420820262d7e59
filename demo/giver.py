"""One gift of three months ago on show: its page tells what became of it, and a giver's page is opened by its address alone."""

from __future__ import annotations

from ibasho.rooms.mealtickets.models import Gift


def gift_on_show() -> Gift | None:
    """The very first: what came first is eaten first. None where the demo city knows no gifts."""
    return Gift.objects.filter(state=Gift.State.RECEIVED).order_by("received_at").first()
