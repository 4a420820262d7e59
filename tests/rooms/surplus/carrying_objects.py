"""What the access matrix walks into: carrying of surplus."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.actions import drivers, recalls, runs
from ibasho.rooms.surplus.models import Driver, Run, Share
from tests import make
from tests.rooms.surplus import ground
from tests.rooms.surplus.ground_objects import SurplusObjects


class CarryingObjects(SurplusObjects):
    """Makers of this noun."""

    def _surplus_way(self) -> Run:
        """Today's way of 運, with the share for Hana's place."""
        if "surplus_way!" not in self._made:
            self._surplus_share()
            by = Actor(person_id=self.people.aoi.pk)
            driver = ground.driver()
            given = drivers.give_link(driver=driver, mail=False, by=by, at=clock.now())
            self._made["surplus_way!token"] = given.token
            share: Share = self._made["surplus_share!"]
            offer, now = share.proposal.offer, clock.now()
            offer.use_until, offer.ready_from, offer.ready_until = (
                clock.day(now),
                now,
                now + timedelta(hours=1),
            )
            offer.save(update_fields=["use_until", "ready_from", "ready_until"])
            self._made["surplus_way!"] = runs.plan(
                day=clock.day(clock.now()), driver=Driver.objects.get(pk=driver.pk), shares=[share], starts=time(10),
                by=by, at=clock.now(),
            )  # fmt: skip
        return self._made["surplus_way!"]  # type: ignore[no-any-return]

    def _surplus_run(self) -> dict[str, Any]:
        return {"public_id": self._surplus_way().public_id}

    def _surplus_run_token(self) -> dict[str, Any]:
        self._surplus_way()
        return {"token": self._made["surplus_way!token"]}

    def _surplus_run_stop(self) -> dict[str, Any]:
        stop = self._surplus_way().stops.get(kind="pick")
        return {**self._surplus_run_token(), "stop": stop.pk}

    def _surplus_run_share(self) -> dict[str, Any]:
        return {**self._surplus_run_token(), **self._surplus_share()}

    def _surplus_depot(self) -> dict[str, Any]:
        return {"public_id": ground.depot().public_id}

    def _surplus_driver(self) -> dict[str, Any]:
        return {"public_id": self._surplus_way().driver.public_id}

    def _surplus_recalled(self) -> Share:
        if "surplus_recalled!" not in self._made:
            offer = ground.offer(self.people.midori, name="もやし")
            share = ground.proposal(offer, self.surplus().receiver, state="agreed")
            recalls.recall(
                offer=offer, words="においが します", by=Actor(person_id=self.people.aoi.pk), at=make.AT
            )
            self._made["surplus_recalled!"] = share
        return self._made["surplus_recalled!"]  # type: ignore[no-any-return]

    def _surplus_recall(self) -> dict[str, Any]:
        return {"public_id": self._surplus_recalled().proposal.offer.public_id}

    def _surplus_recalled_share(self) -> dict[str, Any]:
        return {"public_id": self._surplus_recalled().public_id}
