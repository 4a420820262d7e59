"""Who may: the city and the CSW read, the city sends, a group writes its own 活動だより."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places

may, require = places.may_somewhere, places.require_somewhere
require_server = places.require_server


def may_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> bool:
    """Somebody of that organisation with `permission`, or whoever types in for anybody (`BULLETIN_WRITE`)."""
    return places.may_of(by, permission, organisation_id, typist=Permission.BULLETIN_WRITE, at=at)


def require_of(by: Actor, permission: Permission, organisation_id: int | None, *, at: datetime) -> None:
    """Raises NotFound unless `may_of`."""
    places.require_of(by, permission, organisation_id, typist=Permission.BULLETIN_WRITE, at=at)
