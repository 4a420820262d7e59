"""Tables of care, cut by noun."""

from __future__ import annotations

from ibasho.rooms.care.models.consultation import Consultation, PublishedShare, PublishedYear, YearRelease
from ibasho.rooms.care.models.council import CentreSettings, CouncilMember
from ibasho.rooms.care.models.matter import Assignee, Matter, Opening, Related
from ibasho.rooms.care.models.notice import NotesFrom, NoteWord, Notice
from ibasho.rooms.care.models.referral import ConsentText, Referral

__all__ = [
    "Assignee",
    "CentreSettings",
    "ConsentText",
    "Consultation",
    "CouncilMember",
    "Matter",
    "NoteWord",
    "NotesFrom",
    "Notice",
    "Opening",
    "PublishedShare",
    "PublishedYear",
    "Referral",
    "Related",
    "YearRelease",
]
