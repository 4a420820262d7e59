"""A group's link to one 交流会: opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from datetime import datetime

from ibasho.rooms.network.models import Invitation
from ibasho.rooms.network.queries.meetings import LINK


def ensure(invitation: Invitation, at: datetime) -> str:
    """Part of an action that writes to a group: the address of the link it has, or of its first one."""
    return LINK.ensure(invitation, _locked, at)


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
