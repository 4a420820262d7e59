"""Tables of voices, cut by noun."""

from ibasho.rooms.voices.models.answer import Answer, Door, Envelope, Pick, Tally, Ticket
from ibasho.rooms.voices.models.hearing import (
    Choice,
    Hearing,
    Outreach,
    PublishedFigure,
    Question,
    Release,
    Step,
)
from ibasho.rooms.voices.models.opinion import Opinion, Reading
from ibasho.rooms.voices.models.theme import Decision, Done, Grouping, Theme, Told

__all__ = [
    "Answer",
    "Choice",
    "Decision",
    "Done",
    "Door",
    "Envelope",
    "Grouping",
    "Hearing",
    "Opinion",
    "Outreach",
    "Pick",
    "PublishedFigure",
    "Question",
    "Reading",
    "Release",
    "Step",
    "Tally",
    "Theme",
    "Ticket",
    "Told",
]
