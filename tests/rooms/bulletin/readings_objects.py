"""What the access matrix walks into: readings of bulletin."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Reading
from tests import make
from tests.rooms.bulletin.ground_objects import BulletinObjects


class BulletinReadingsObjects(BulletinObjects):
    """Makers of this noun, each named `_bulletin_…`."""

    def _bulletin_reading(self) -> dict[str, Any]:
        """Guessed by the dictionary."""
        row = Reading.objects.create(
            word="運んで",
            kana="はこんで",
            origin="guessed",
            context="米を運んでください",
            found_on=clock.day(make.AT),
        )
        return {"number": row.pk}
