"""All that the access matrix walks into of care."""

from __future__ import annotations

from tests.rooms.care.consultations_objects import ConsultationsObjects
from tests.rooms.care.coverage_objects import CoverageObjects
from tests.rooms.care.notes_objects import NotesObjects
from tests.rooms.care.notices_objects import NoticesObjects
from tests.rooms.care.referrals_objects import ReferralsObjects
from tests.rooms.care.secrecy_objects import SecrecyObjects


class CareNounsObjects(
    NotesObjects,
    NoticesObjects,
    SecrecyObjects,
    ReferralsObjects,
    ConsultationsObjects,
    CoverageObjects,
):
    """One class per noun."""
