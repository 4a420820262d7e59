"""The tables of bulletin, cut by noun."""

from ibasho.rooms.bulletin.models.line import LineEvent, LinkCode
from ibasho.rooms.bulletin.models.notice import Broadcast, Notice, Subscription, ToolText
from ibasho.rooms.bulletin.models.paper import QrCode, QrOpens
from ibasho.rooms.bulletin.models.reading import Reading
from ibasho.rooms.bulletin.models.school import Delivery, Handout, School
from ibasho.rooms.bulletin.models.story import Story

__all__ = [
    "Broadcast",
    "Delivery",
    "Handout",
    "LineEvent",
    "LinkCode",
    "Notice",
    "QrCode",
    "QrOpens",
    "Reading",
    "School",
    "Story",
    "Subscription",
    "ToolText",
]
