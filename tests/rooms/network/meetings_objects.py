"""What the access matrix walks into: meetings of network."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.rooms.network.actions import invitation_links
from ibasho.rooms.network.models import Invitation, Material, Meeting, PollDay
from ibasho.rooms.network.queries.meetings import LINK
from tests import make
from tests.rooms.network import ground
from tests.rooms.network.ground_objects import NetworkObjects


class MeetingsObjects(NetworkObjects):
    """Makers of this noun."""

    def _network_poll_day(self) -> dict[str, Any]:
        meeting = self.network().meeting
        day = PollDay.objects.create(
            meeting=meeting, day=clock.day(make.AT) + timedelta(days=5), starts=time(10), ends=time(12)
        )
        return {"public_id": meeting.public_id, "day": day.pk}

    def _network_material(self) -> dict[str, Any]:
        return {"public_id": self.network().meeting.public_id, "material_id": self._network_paper()}

    def _network_material_ops(self) -> dict[str, Any]:
        return {"key": self.network().invitation.public_id, "material_id": self._network_paper()}

    def _network_material_link(self) -> dict[str, Any]:
        return {
            "key": self._network_token()["token"],
            "material_id": self._network_paper(self._network_asked().meeting),
        }

    def _network_token(self) -> dict[str, Any]:
        found = self._network_asked()
        invitation_links.ensure(found, make.AT)
        return {"token": LINK.token(found)}

    def _network_asked(self) -> Invitation:
        """To a meeting that lies ahead of whatever day it is: its page has the form to answer."""
        if "network asked!" not in self._made:
            meeting = ground.meeting(self.people, round=9, day=clock.day(clock.now()) + timedelta(days=7))
            self._made["network asked!"] = ground.invitation(meeting, self.people.midori)
        return self._made["network asked!"]  # type: ignore[no-any-return]

    def _network_paper(self, meeting: Meeting | None = None) -> str:
        """A paper with a file: an address would lead away."""
        made = Material(
            meeting=meeting or self.network().meeting, title="資料", added_at=make.AT, public_id=new_code()
        )
        made.file.name = _stored()
        made.save()
        return made.public_id


def _stored() -> str:
    """One file for all of them."""
    return default_storage.save("network/matrix.pdf", ContentFile(b"%PDF-1.7"))
