"""What the access matrix walks into: lending of network."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Loan
from tests import make
from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class LendingObjects(NetworkObjects):
    """Makers of this noun."""

    def _network_loan_item(self) -> dict[str, Any]:
        """Hana's."""
        self.network()
        return {"public_id": ground.loan_item(self.people.midori).public_id}

    def _network_loan(self) -> dict[str, Any]:
        """Ken asks for what Hana lends."""
        self.network()
        day = clock.day(make.AT) + timedelta(days=3)
        made = Loan.objects.create(
            item=ground.loan_item(self.people.midori, name="たっきゅう台"), organisation=self.people.aozora, starts_on=day,
            ends_on=day, asked_at=make.AT, asked_by=self.people.ken,
        )  # fmt: skip
        return {"public_id": made.public_id}
