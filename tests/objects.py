"""The things the access matrix walks into. All of them belong to Hana's group, so that Ken is a stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.mealtickets.actions import cards as meal_cards
from ibasho.rooms.mealtickets.actions import stubs as meal_stubs
from ibasho.rooms.mealtickets.models import Offer, Refund, Shop, Thanks
from ibasho.rooms.mealtickets.rules import months
from ibasho.rooms.reach.models import Rota
from ibasho.rooms.roster.models import Offer as RosterOffer
from ibasho.rooms.roster.models import Roster, Swap, Taken
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import invitations, protection
from ibasho.town.people.models import Membership
from ibasho.town.places.models import Event, Place, Session
from tests import make
from tests.front.reports.objects import ReportsNounsObjects
from tests.people import Cast
from tests.rooms.bulletin.objects import BulletinNounsObjects
from tests.rooms.care.objects import CareNounsObjects
from tests.rooms.familysupport.asks_objects import AsksObjects
from tests.rooms.familysupport.figures_objects import FiguresObjects
from tests.rooms.familysupport.matching_objects import MatchingObjects
from tests.rooms.familysupport.members_objects import MembersObjects
from tests.rooms.familysupport.reports_objects import ReportsObjects
from tests.rooms.familysupport.requests_objects import RequestsObjects
from tests.rooms.familysupport.tariff_objects import TariffObjects
from tests.rooms.mealtickets import ground as meals_ground
from tests.rooms.mealtickets import months_ground
from tests.rooms.network.objects import NetworkNounsObjects
from tests.rooms.openhouse.door_objects import DoorObjects
from tests.rooms.openhouse.faces_objects import FacesObjects
from tests.rooms.openhouse.group_objects import GroupObjects
from tests.rooms.openhouse.safety_objects import SafetyObjects
from tests.rooms.reach import town as reach_town
from tests.rooms.roster import ground as roster_ground
from tests.rooms.roster.hours_objects import HoursObjects
from tests.rooms.roster.joining_objects import JoiningObjects
from tests.rooms.surplus.objects import SurplusNounsObjects
from tests.rooms.voices.answering_objects import AnsweringObjects
from tests.rooms.voices.doors_objects import DoorsObjects
from tests.rooms.voices.heard_objects import HeardObjects
from tests.rooms.voices.hearings_objects import HearingsObjects
from tests.rooms.voices.moderation_objects import ModerationObjects
from tests.rooms.voices.results_objects import ResultsObjects
from tests.rooms.voices.themes_objects import ThemesObjects
from tests.town.payouts import ground as payouts_ground


class Objects(
    ReportsNounsObjects,
    CareNounsObjects,
    SurplusNounsObjects,
    NetworkNounsObjects,
    BulletinNounsObjects,
    DoorObjects,
    JoiningObjects,
    SafetyObjects,
    FacesObjects,
    GroupObjects,
    HoursObjects,
    FiguresObjects,
    RequestsObjects,
    ReportsObjects,
    MembersObjects,
    TariffObjects,
    MatchingObjects,
    AsksObjects,
    AnsweringObjects,
    DoorsObjects,
    HeardObjects,
    HearingsObjects,
    ModerationObjects,
    ResultsObjects,
    ThemesObjects,
):
    """Made once per test, when an address first asks for one."""

    def __init__(self, people: Cast) -> None:
        self.people = people
        self._made: dict[str, Any] = {}

    def kwargs(self, name: str | None) -> dict[str, Any]:
        """What `reverse` needs for the object a row of access.toml names."""
        if name is None:
            return {}
        if name not in self._made:
            maker: Callable[[], dict[str, Any]] = getattr(self, f"_{name}")
            self._made[name] = maker()
        return dict(self._made[name])

    def place(self) -> Place:
        if "place!" not in self._made:
            self._made["place!"] = make.place(organisation=self.people.midori)
        return self._made["place!"]  # type: ignore[no-any-return]

    def _place(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id}

    def _organisation(self) -> dict[str, Any]:
        return {"public_id": self.people.midori.public_id}

    def _person(self) -> dict[str, Any]:
        return {"public_id": self.people.hana.public_id}

    def _membership(self) -> dict[str, Any]:
        return {"membership_id": Membership.objects.get(person=self.people.hana).pk}

    def _invitation(self) -> dict[str, Any]:
        by = self.people.by(self.people.hana)
        made = invitations.invite(
            organisation=self.people.midori, role="helper", email="", by=by, at=clock.now()
        )
        return {"public_id": made.invitation.public_id}

    def _token(self) -> dict[str, Any]:
        return {"token": "a-link-nobody-was-given"}

    def _protection(self) -> dict[str, Any]:
        by = self.people.by(self.people.fumi)
        return {"protection_id": protection.protect(person=self.people.tamotsu, by=by, at=clock.now()).pk}

    def _message(self) -> dict[str, Any]:
        by = self.people.by(self.people.fumi)
        message = outbox.send(
            to=self.people.hana, event_key="test:access", subject="s", body="b", by=by, at=clock.now()
        )
        Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED)
        return {"message_id": message.pk}

    def _furigana(self) -> dict[str, Any]:
        return {"mode": "on"}

    def _language(self) -> dict[str, Any]:
        return {"code": "ja"}

    def event(self) -> Event:
        if "event!" not in self._made:
            self._made["event!"] = make.event(organisation=self.people.midori)
        return self._made["event!"]  # type: ignore[no-any-return]

    def _event(self) -> dict[str, Any]:
        return {"public_id": self.event().public_id}

    def session(self) -> Session:
        """A day of that event, a week from today: the matrix walks at the clock's own time."""
        if "session!" not in self._made:
            day = clock.day(clock.now()) + timedelta(days=7)
            self._made["session!"] = make.event_day(self.event(), day)
        return self._made["session!"]  # type: ignore[no-any-return]

    def _event_day(self) -> dict[str, Any]:
        return {"public_id": self.event().public_id, "session": self.session().pk}

    def _session(self) -> dict[str, Any]:
        return {"session": self.session().pk}

    def _stage(self) -> dict[str, Any]:
        return {"stage": "upper"}

    def _start(self) -> dict[str, Any]:
        return {"kind": "district", **self._district()}

    def _district(self) -> dict[str, Any]:
        if "district!" not in self._made:
            self._made["district!"] = make.district()
        return {"code": self._made["district!"].code}

    def _dataset(self) -> dict[str, Any]:
        return {"dataset": "kodomo_shokudo"}

    def _table(self) -> dict[str, Any]:
        return {"dataset": "kodomo_shokudo", "kind": "csv"}

    def _month(self) -> dict[str, Any]:
        return {"month": f"{clock.day(clock.now()):%Y-%m}"}

    def _day(self) -> dict[str, Any]:
        return {"day": clock.day(clock.now()).isoformat()}

    def _place_step(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id, "step": "resume"}

    def _closed_days(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id, "closed": make.closed_days(self.place()).pk}

    def _change(self) -> dict[str, Any]:
        return {"public_id": make.change(self.place(), asked_by=self.people.hana).public_id}

    def _claim(self) -> dict[str, Any]:
        row = make.claim(make.place("だれのでもない"), self.people.midori, asked_by=self.people.hana)
        return {"public_id": row.public_id}

    def _note(self) -> dict[str, Any]:
        return {"public_id": make.note(self.place()).public_id}

    def _mistake(self) -> dict[str, Any]:
        return {"public_id": make.mistake(self.place()).public_id}

    def _photo(self) -> dict[str, Any]:
        """Not approved yet."""
        return {"public_id": make.photo(self.place()).public_id}

    def _import_run(self) -> dict[str, Any]:
        """A file Aoi is looking at."""
        return {"public_id": make.import_run(ran_by=self.people.aoi).public_id}

    def _candidate(self) -> dict[str, Any]:
        return {"public_id": make.candidate().public_id}

    def _plan(self) -> dict[str, Any]:
        return {"public_id": make.plan().public_id}

    def _plan_kind(self) -> dict[str, Any]:
        return {"kind": "open"}

    def _plan_wish(self) -> dict[str, Any]:
        return {**self.kwargs("plan"), "opening": 1}

    def _mobile_plan(self) -> dict[str, Any]:
        return {"public_id": make.mobile_plan(make.candidate("計画の公会堂")).public_id}

    def rota(self) -> Rota:
        if "rota!" not in self._made:
            self._made["rota!"] = make.rota()
        return self._made["rota!"]  # type: ignore[no-any-return]

    def _rota(self) -> dict[str, Any]:
        return {"public_id": self.rota().public_id}

    def _visit(self) -> dict[str, Any]:
        return {"public_id": make.visit(self.rota(), make.candidate("出張の公会堂")).public_id}

    def _area_kind(self) -> dict[str, Any]:
        return {"kind": "districts"}

    def _area_version(self) -> dict[str, Any]:
        return {"kind": "mesh", "key": 1}

    def _area_file(self) -> dict[str, Any]:
        """A list of towns Fumi is looking at."""
        return {"public_id": make.area_file(ran_by=self.people.fumi).public_id}

    def _long_holiday(self) -> dict[str, Any]:
        return {"key": make.long_holiday().pk}

    def _study(self) -> dict[str, Any]:
        return {"public_id": make.study().public_id}

    def _reach_cell(self) -> dict[str, Any]:
        """A square with a finished study."""
        reach_town.forget()
        reach_town.people((reach_town.RAINBOW, "M01", {"lower": 30}))
        reach_town.study()
        return {"code": reach_town.RAINBOW}

    def _population(self) -> dict[str, Any]:
        return {"public_id": make.population(2015).public_id}  # beside the one reach studies

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

    # --- payouts ---
    def _payout_payee(self) -> dict[str, Any]:
        if "payee!" not in self._made:
            self._made["payee!"] = payouts_ground.payee(self.people, organisation=self.people.midori)
        return {"public_id": self._made["payee!"].public_id}

    def _payout_payer(self) -> dict[str, Any]:
        if "payer!" not in self._made:
            self._made["payer!"] = payouts_ground.payer()
        return {"code": self._made["payer!"].code}

    def _payout_run(self) -> dict[str, Any]:
        if "run!" not in self._made:
            at = clock.now()
            pay_on = months.earliest_pay_on(clock.day(at))
            self._made["run!"] = payouts_ground.run(self.people, at=at, pay_on=pay_on, nendo=nendo(pay_on))
        return {"public_id": self._made["run!"].public_id}

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

    # --- the turns of roster ---
    def _roster_turn(self) -> Taken:
        """Tomorrow, taken by a helper of Hana's; another was asked to take over."""
        if "roster_turn!" not in self._made:
            roster, _new = Roster.objects.get_or_create(place=self.place(), defaults={"is_on": True})
            day = clock.day(clock.now()) + timedelta(days=1)
            row = roster_ground.taken(
                roster_ground.shift(roster, day), roster_ground.helper(self.people.midori)
            )
            self._made["roster_turn!"] = row
        return self._made["roster_turn!"]  # type: ignore[no-any-return]

    def _roster_taken(self) -> dict[str, Any]:
        return {"key": self._roster_turn().pk}

    def _roster_place(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().shift.roster.place.public_id}

    def _roster_pattern(self) -> dict[str, Any]:
        roster = self._roster_turn().shift.roster
        row = roster.patterns.create(weekday=1, starts=time(15, 30), ends=time(20))
        return {**self._roster_place(), "pattern": row.pk}

    def _roster_shift(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().shift.public_id}

    def _roster_helper(self) -> dict[str, Any]:
        return {"public_id": self._roster_turn().helper.public_id}

    def _roster_offer(self) -> dict[str, Any]:
        turn = self._roster_turn()
        other = roster_ground.helper(self.people.midori, "大石 ひろ")
        return {"key": RosterOffer.objects.create(shift=turn.shift, helper=other, turn=1, sent_at=make.AT).pk}

    def _roster_swap(self) -> dict[str, Any]:
        other = roster_ground.helper(self.people.midori, "杉山 けいこ")
        return {"key": Swap.objects.create(taken=self._roster_turn(), to=other, asked_at=make.AT).pk}
