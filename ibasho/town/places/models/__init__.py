"""The tables of places, cut by noun."""

from ibasho.town.places.models.adults import AdultsNeeded
from ibasho.town.places.models.change import Claim, PlaceChange
from ibasho.town.places.models.event import Event, EventGroup, Headcount, SessionReport
from ibasho.town.places.models.imports import ImportRun
from ibasho.town.places.models.opening import ClosedDays, OpeningRule
from ibasho.town.places.models.place import Photo, Place
from ibasho.town.places.models.session import Session
from ibasho.town.places.models.signup import Signup, SpotNotice
from ibasho.town.places.models.voice import MistakeReport, PlaceNote

__all__ = [
    "AdultsNeeded",
    "Claim",
    "ClosedDays",
    "Event",
    "EventGroup",
    "Headcount",
    "ImportRun",
    "MistakeReport",
    "OpeningRule",
    "Photo",
    "Place",
    "PlaceChange",
    "PlaceNote",
    "Session",
    "SessionReport",
    "Signup",
    "SpotNotice",
]
