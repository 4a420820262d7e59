"""The tables of surplus, cut by noun."""

from ibasho.rooms.surplus.models.carrying import Depot, Driver, Run, Stop
from ibasho.rooms.surplus.models.offer import Offer, StandingOffer
from ibasho.rooms.surplus.models.sharing import (
    Handover,
    KitchenRecord,
    NoShow,
    Passed,
    Proposal,
    Recall,
    RecallAnswer,
    Receiver,
    Share,
    Use,
    Wish,
)

__all__ = [
    "Depot",
    "Driver",
    "Handover",
    "KitchenRecord",
    "NoShow",
    "Offer",
    "Passed",
    "Proposal",
    "Recall",
    "RecallAnswer",
    "Receiver",
    "Run",
    "Share",
    "StandingOffer",
    "Stop",
    "Use",
    "Wish",
]
