"""The tables of openhouse, cut by noun."""

from ibasho.rooms.openhouse.models.application import (
    Application,
    Booking,
    Diary,
    Equipment,
    HandBack,
    Lending,
    Step,
    Terms,
)
from ibasho.rooms.openhouse.models.door import Crossing, Door, DoorCard, DoorDevice, GuardianNotice, Presence
from ibasho.rooms.openhouse.models.safety import (
    Alarm,
    AlarmClosure,
    Disaster,
    DisasterReport,
    Improvement,
    Incident,
    SafetySheet,
)
from ibasho.rooms.openhouse.models.seat import HelpAsk, SeatUse
from ibasho.rooms.openhouse.models.space import Face, RuleVersion, Space

__all__ = [
    "Alarm",
    "AlarmClosure",
    "Application",
    "Booking",
    "Crossing",
    "Diary",
    "Disaster",
    "DisasterReport",
    "Door",
    "DoorCard",
    "DoorDevice",
    "Equipment",
    "Face",
    "GuardianNotice",
    "HandBack",
    "HelpAsk",
    "Improvement",
    "Incident",
    "Lending",
    "Presence",
    "RuleVersion",
    "SafetySheet",
    "SeatUse",
    "Space",
    "Step",
    "Terms",
]
