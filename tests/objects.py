"""The things the access matrix walks into. All of them belong to Hana's group, so that Ken is a stranger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import data_asks, invitations, memberships, protection
from ibasho.town.people.models import Membership
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
from tests.rooms.mealtickets.objects import MealTicketsObjects
from tests.rooms.network.objects import NetworkNounsObjects
from tests.rooms.openhouse.door_objects import DoorObjects
from tests.rooms.openhouse.faces_objects import FacesObjects
from tests.rooms.openhouse.group_objects import GroupObjects
from tests.rooms.openhouse.safety_objects import SafetyObjects
from tests.rooms.reach.objects import ReachObjects
from tests.rooms.roster.hours_objects import HoursObjects
from tests.rooms.roster.joining_objects import JoiningObjects
from tests.rooms.roster.turns_objects import TurnsObjects
from tests.rooms.surplus.objects import SurplusNounsObjects
from tests.rooms.voices.answering_objects import AnsweringObjects
from tests.rooms.voices.doors_objects import DoorsObjects
from tests.rooms.voices.heard_objects import HeardObjects
from tests.rooms.voices.hearings_objects import HearingsObjects
from tests.rooms.voices.moderation_objects import ModerationObjects
from tests.rooms.voices.results_objects import ResultsObjects
from tests.rooms.voices.themes_objects import ThemesObjects
from tests.town.payouts.objects import PayoutsObjects
from tests.town.places.objects import PlacesObjects


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
    TurnsObjects,
    MealTicketsObjects,
    ReachObjects,
    PayoutsObjects,
    PlacesObjects,
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

    def _appointment(self) -> dict[str, Any]:
        """Fumi wants Tamotsu at the counter; Aoi has not looked yet."""
        asked = memberships.grant(
            person=self.people.tamotsu, organisation=self.people.city, role="city_clerk",
            by=self.people.by(self.people.fumi), at=clock.now(),
        )  # fmt: skip
        return {"appointment_id": asked.pk}

    def _protection(self) -> dict[str, Any]:
        by = self.people.by(self.people.fumi)
        return {"protection_id": protection.protect(person=self.people.tamotsu, by=by, at=clock.now()).pk}

    def _data_ask(self) -> dict[str, Any]:
        ask = data_asks.put(
            kind="show", words="みどり食堂で 書いた こと", contact="", by=Actor.public(), at=clock.now()
        )
        return {"public_id": ask.public_id}

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

    def _stage(self) -> dict[str, Any]:
        return {"stage": "upper"}

    def _start(self) -> dict[str, Any]:
        return {"kind": "district", **self._district()}

    def _district(self) -> dict[str, Any]:
        if "district!" not in self._made:
            self._made["district!"] = make.district()
        return {"code": self._made["district!"].code}

    def _month(self) -> dict[str, Any]:
        return {"month": f"{clock.day(clock.now()):%Y-%m}"}

    def _day(self) -> dict[str, Any]:
        return {"day": clock.day(clock.now()).isoformat()}
