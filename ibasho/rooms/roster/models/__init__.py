"""The tables of roster, cut by noun."""

from ibasho.rooms.roster.models.helper import Helper, Programme, Safeguard, Training, Vacancy
from ibasho.rooms.roster.models.hours import Attendance, Honorarium, Month
from ibasho.rooms.roster.models.shift import Offer, Pattern, Roster, Shift, Swap, Taken

__all__ = [
    "Attendance",
    "Helper",
    "Honorarium",
    "Month",
    "Offer",
    "Pattern",
    "Programme",
    "Roster",
    "Safeguard",
    "Shift",
    "Swap",
    "Taken",
    "Training",
    "Vacancy",
]
