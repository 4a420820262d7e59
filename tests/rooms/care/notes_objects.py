"""What the access matrix walks into: notes of care."""

from __future__ import annotations

from typing import Any

from tests.rooms.care import ground
from tests.rooms.care.ground_objects import CareObjects


class NotesObjects(CareObjects):
    """Makers of this noun."""

    def _care_note_own(self) -> dict[str, Any]:
        """Hana's."""
        return {"public_id": self.care().notice.matter.public_id}

    def _care_note_desk(self) -> dict[str, Any]:
        """Tsubaki's, who writes at the desk."""
        if "care_note_desk!" not in self._made:
            made = ground.notice(
                self.people, self.care().place, writer=self.people.tsubaki, content_mark=b"2" * 32
            )
            self._made["care_note_desk!"] = made
        return {"public_id": self._made["care_note_desk!"].matter.public_id}
