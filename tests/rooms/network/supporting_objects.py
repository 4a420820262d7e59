"""What the access matrix walks into: supporting of network."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Match, Supporter
from tests import make
from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class SupportingObjects(NetworkObjects):
    """みどり食堂の会 wants rice, まめ農園 has some, somebody brought them together."""

    def _network_notice(self) -> dict[str, Any]:
        if "network_notice!" not in self._made:
            self.network()
            self._made["network_notice!"] = ground.notice(self.people, self.people.midori)
        return {"public_id": self._made["network_notice!"].public_id}

    def _network_notice_close(self) -> dict[str, Any]:
        return {**self._network_notice(), "verb": "close"}

    def _network_match(self) -> dict[str, Any]:
        if "network_match!" not in self._made:
            want = ground.notice(self.people, self.people.midori)
            offer = ground.notice(self.people, self.people.council, direction="offer")
            self._made["network_match!"] = Match.objects.create(
                want=want, offer=offer, proposed_at=make.AT, proposed_by=self.people.tsubaki
            )
        return {"public_id": self._made["network_match!"].public_id}

    def _network_match_yes(self) -> dict[str, Any]:
        return {**self._network_match(), "verb": "yes"}

    def _network_supporter(self) -> dict[str, Any]:
        if "network_supporter!" not in self._made:
            self._made["network_supporter!"] = Supporter.objects.create(
                organisation=self.people.midori, words="毎週 夕ごはんを つくる", goals=[2, 3],
                agreed_on=clock.day(make.AT), shown_at=make.AT, shown_by=self.people.aoi,
            )  # fmt: skip
        return {"public_id": self.people.midori.public_id}

    def _network_supporter_hide(self) -> dict[str, Any]:
        return {**self._network_supporter(), "verb": "hide"}
