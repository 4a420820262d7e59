"""The payee, the payer and the run the access matrix walks into."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.mealtickets.rules import months
from tests.people import Cast
from tests.town.payouts import ground as payouts_ground


class PayoutsObjects:
    people: Cast
    _made: dict[str, Any]

    def _payout_payee(self) -> dict[str, Any]:
        if "payee!" not in self._made:
            self._made["payee!"] = payouts_ground.payee(self.people, organisation=self.people.midori)
        return {"public_id": self._made["payee!"].public_id}

    def _payout_payer(self) -> dict[str, Any]:
        if "payer!" not in self._made:
            made_by_a_run = payouts_ground.PayerAccount.objects.filter(code="city").first()
            self._made["payer!"] = made_by_a_run or payouts_ground.payer()
        return {"code": self._made["payer!"].code}

    def _payout_run(self) -> dict[str, Any]:
        if "run!" not in self._made:
            at = clock.now()
            pay_on = months.earliest_pay_on(clock.day(at))
            self._made["run!"] = payouts_ground.run(self.people, at=at, pay_on=pay_on, nendo=nendo(pay_on))
        return {"public_id": self._made["run!"].public_id}
