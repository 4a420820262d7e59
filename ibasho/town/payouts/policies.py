"""Who prepares payments and who approves them: the city's own people by role."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.people import policies
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.policies import is_server


def require(by: Actor, permission: Permission, *, at: datetime) -> None:
    """Raises NotAllowed unless the actor holds `permission`, or a command or job on the server itself asks."""
    if not is_server(by):
        policies.require(by, permission, day=clock.day(at))


def require_writer(by: Actor, organisation: Organisation | None, *, at: datetime) -> None:
    """The city's people who prepare payments; an organisation's lead for its own account. A second look follows."""
    day = clock.day(at)
    if organisation is None or not policies.may(
        by, Permission.ORGANISATIONS_EDIT, day=day, organisation_id=organisation.pk
    ):
        require(by, Permission.PAYOUTS_PREPARE, at=at)


def require_person(by: Actor, permission: Permission, *, at: datetime) -> int:
    """The id of the person who decides: no command and no job confirms or approves anything."""
    policies.require(by, permission, day=clock.day(at))
    return policies.person_of(by)


def require_another(person_id: int, first_id: int | None, sentence: str) -> None:
    """Raises NotAllowed where the second look would be by the person who had the first."""
    if person_id == first_id:
        raise NotAllowed("payouts.same_person", sentence or _("2人目の ひとが 見てください。"))
