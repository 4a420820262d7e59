"""Who may: the city (and the CSW to read) for everything, a group for what it says of its own places."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.models import Todo
from ibasho.front.reports.rules.kinds import Party
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place

may, require = places.may_somewhere, places.require_somewhere
require_server = places.require_server
GROUPS_PARTIES = (Party.CHILD, Party.OPERATOR)  # whose words a place's own people write down


def may_own_review(by: Actor, organisation_id: int | None, *, at: datetime) -> bool:
    """Somebody of the group that wrote it, or the city that types in."""
    return places.may_of(by, Permission.REPORTS_OWN, organisation_id, typist=Permission.REPORTS_WRITE, at=at)


def require_own_review(by: Actor, organisation_id: int | None, *, at: datetime) -> None:
    """Raises NotFound unless `may_own_review`."""
    if not may_own_review(by, organisation_id, at=at):
        raise people.not_found()


def require_review(by: Actor, party: Party, place: Place | None, *, at: datetime) -> None:
    """The city writes down everybody's words; a group those of children and its own, of its own place. Raises NotFound."""
    if may(by, Permission.REPORTS_WRITE, at=at):
        return
    own = place is not None and places.may(by, Permission.REPORTS_OWN, place, at=at)
    if not (own and party in GROUPS_PARTIES):
        raise people.not_found()


def reviewing_group(by: Actor, place: Place | None, *, at: datetime) -> int | None:
    """The id of the group for which somebody writes; None where the city typed it in."""
    if by.acting_for is None and may(by, Permission.REPORTS_WRITE, at=at):
        return None
    return place.organisation_id if place is not None else None


def ticks(by: Actor, todo: Todo, *, at: datetime) -> bool:
    """Who writes the plan, and who reads it for the to-dos of their own section."""
    if may(by, Permission.REPORTS_WRITE, at=at):
        return True
    own = {one.organisation_id for one in people.current_memberships(by.person_id, clock.day(at))}
    return todo.organisation_id in own and may(by, Permission.REPORTS_READ, at=at)


def require_ticks(by: Actor, todo: Todo, *, at: datetime) -> None:
    """Raises NotFound unless `ticks`."""
    if not ticks(by, todo, at=at):
        raise people.not_found()


def require_handover(by: Actor, giver_id: int, *, at: datetime) -> None:
    """Who hands over their own, of those who read at the desk; who writes April, for anybody. Raises NotFound."""
    own = by.person_id == giver_id and may(by, Permission.REPORTS_READ, at=at)
    if not (own or may(by, Permission.REPORTS_WRITE, at=at)):
        raise people.not_found()


def require_taker(by: Actor, taker_id: int | None, *, at: datetime) -> None:
    """Nobody else receives, and nobody who left the desk meanwhile. Raises NotFound."""
    own = by.person_id is not None and by.person_id == taker_id
    if not (own and may(by, Permission.REPORTS_READ, at=at)):
        raise people.not_found()
