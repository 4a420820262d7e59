"""What the access matrix walks into: grants of network."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Grant, GrantUse, SentReport
from tests import make
from tests.rooms.network.ground_objects import NetworkObjects


class GrantsObjects(NetworkObjects):
    """A grant, みどり食堂の会 which thinks about it, and a report it sent."""

    def _network_grant(self) -> dict[str, Any]:
        if "network_grant!" not in self._made:
            self._made["network_grant!"] = Grant.objects.create(name="居場所 はじめ助成", giver="みほん財団")
        return {"public_id": self._made["network_grant!"].public_id}

    def _network_grant_use(self) -> dict[str, Any]:
        if "network_grant_use!" not in self._made:
            self._network_grant()
            self._made["network_grant_use!"] = GrantUse.objects.create(
                grant=self._made["network_grant!"],
                organisation=self.people.midori,
                nendo=2026,
                changed_at=make.AT,
            )
        return {"public_id": self._made["network_grant_use!"].public_id}

    def _network_report(self) -> dict[str, Any]:
        if "network_report!" not in self._made:
            self.network()
            day = clock.day(make.AT)
            self._made["network_report!"] = SentReport.objects.create(
                form="subsidy", organisation=self.people.midori, first_on=day.replace(day=1), last_on=day,
                figures={"lines": []}, made_at=make.AT, made_by=self.people.hana,
            )  # fmt: skip
        return {"public_id": self._made["network_report!"].public_id}
