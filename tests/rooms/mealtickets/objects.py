"""All that the access matrix walks into of mealtickets."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import cards as meal_cards
from ibasho.rooms.mealtickets.actions import stubs as meal_stubs
from ibasho.rooms.mealtickets.models import Offer, Refund, Shop, Thanks
from tests import make
from tests.people import Cast
from tests.rooms.mealtickets import ground as meals_ground
from tests.rooms.mealtickets import months_ground


class MealTicketsObjects:
    people: Cast
    _made: dict[str, Any]

    # --- the counter of mealtickets ---
    def _meal_nonce(self) -> dict[str, Any]:
        return {"nonce": "00000000-0000-4000-8000-000000000000"}

    def _meal_eaten(self) -> dict[str, Any]:
        """A paper stub without a card: somebody has to look."""
        shop = self.meal_shop()
        shop.stubs_printed = max(shop.stubs_printed, 10)
        shop.save(update_fields=["stubs_printed"])
        today = clock.now()
        answer = meal_stubs.type_in(
            shop=shop, number=1, code="", day=clock.day(today), by=meals_ground.SERVER, at=today
        )
        return {"public_id": answer.body["receipt"]}

    # --- shops of mealtickets ---
    def meal_shop(self) -> Shop:
        """It has started, takes cards and ribbons."""
        if "meal_shop!" not in self._made:
            self._made["meal_shop!"] = meals_ground.shop(organisation=self.people.midori, ribbon=True)
        return self._made["meal_shop!"]  # type: ignore[no-any-return]

    def _meal_shop(self) -> dict[str, Any]:
        return {"public_id": self.meal_shop().public_id}

    def _meal_shop_step(self) -> dict[str, Any]:
        return {**self._meal_shop(), "step": "approve"}

    def _meal_shop_day(self) -> dict[str, Any]:
        return {**self._meal_shop(), "day": "2026-11-24"}

    def _meal_place(self) -> dict[str, Any]:
        """A shop that has not asked yet."""
        place = make.place("カフェ木もれび", kind="partner_shop", organisation=self.people.midori)
        return {"public_id": place.public_id}

    # --- cards of mealtickets ---
    def _meal_sheet(self) -> dict[str, Any]:
        made = meal_cards.make_sheet(count=1, given_to="", by=meals_ground.SERVER, at=clock.now())
        return {"public_id": made.public_id}

    def _meal_card(self) -> dict[str, Any]:
        return {**self._meal_sheet(), "position": 1}

    def _meal_key(self) -> dict[str, Any]:
        self._meal_sheet()
        return {"key_id": 1}

    def _meal_paper(self) -> dict[str, Any]:
        return {**self._meal_shop(), "paper": "howto"}

    # --- giving ---
    def _giver_gift(self) -> dict[str, Any]:
        """Received, with a page that is shown."""
        return {"public_id": meals_ground.shown_gift().public_id}

    def _giver(self) -> dict[str, Any]:
        donor = meals_ground.shown_gift().donor
        return {"public_id": donor.public_id if donor else ""}

    # --- the till ---
    def _till_device(self) -> dict[str, Any]:
        return {"public_id": meals_ground.device(self.meal_shop()).public_id}

    def _till_icon(self) -> dict[str, Any]:
        return {"size": 192}

    # --- money in, words, signs of mealtickets ---
    def _meal_gift(self) -> dict[str, Any]:
        return {"reference": meals_ground.gift(meals_ground.fund("金の基金")).reference}

    def _meal_refund(self) -> dict[str, Any]:
        """Asked for by Aoi."""
        gift = meals_ground.gift(meals_ground.fund("返金の基金"))
        row = Refund.objects.create(
            gift=gift, amount_yen=100, why="まちがい", asked_at=make.AT, asked_by=self.people.aoi
        )
        return {"refund": row.pk}

    def _meal_bank_line(self) -> dict[str, Any]:
        """Nobody knows whose it is."""
        return {"line": meals_ground.bank_line(meals_ground.fund("銀行の基金")).pk}

    def _meal_words(self) -> dict[str, Any]:
        return {"noun": "thanks", "key": Thanks.objects.create(words="ありがとう", told_on=make.TUESDAY).pk}

    def _meal_sign(self) -> dict[str, Any]:
        return {**self._meal_shop(), "kind": "burst", "day": "2026-11-24"}

    # --- the month's end ---
    def _meal_statement(self) -> dict[str, Any]:
        if "statement!" not in self._made:
            fund = meals_ground.fund("しめる基金")
            self._made["statement!"] = months_ground.written(fund, self.meal_shop())
        return {"public_id": self._made["statement!"].public_id}

    def _meal_closing(self) -> dict[str, Any]:
        self._meal_statement()
        return {"public_id": self._made["statement!"].closing.public_id}

    # --- the books: ledger, funds, pools ---
    def _meal_fund(self) -> dict[str, Any]:
        if "meal_fund!" not in self._made:
            self._made["meal_fund!"] = meals_ground.fund("帳簿の基金")
        return {"public_id": self._made["meal_fund!"].public_id}

    def _meal_pool(self) -> dict[str, Any]:
        if "meal_pool!" not in self._made:
            self._meal_fund()
            self._made["meal_pool!"] = meals_ground.general_pool(self._made["meal_fund!"])
        return {"public_id": self._made["meal_pool!"].public_id}

    def _meal_entry(self) -> dict[str, Any]:
        self._meal_pool()
        gift = meals_ground.give(self._made["meal_pool!"], 4_000)
        return {"entry": gift.entries.get(kind="gift").pk}

    def _meal_year(self) -> dict[str, Any]:
        return {"nendo_of": 2026}

    def _meal_offer(self) -> dict[str, Any]:
        self._meal_pool()
        row = Offer.objects.create(
            pool=self._made["meal_pool!"], week=make.MONDAY, meals=1, yen=400, expires_on=make.TUESDAY,
            why="ためし", made_at=make.AT,
        )  # fmt: skip
        return {"offer": row.pk}
