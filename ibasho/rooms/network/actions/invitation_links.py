"""A group's link to one 交流会: opened without a password, dead as soon as a new one is given."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.kernel import links as rules
from ibasho.rooms.network.models import Invitation

PURPOSE = "network.meeting"


@transaction.atomic
def ensure(invitation: Invitation, at: datetime) -> str:
    """Part of an action that writes to a group: the address of the link it has, or of its first one. Under a lock: a
    link that is being given at this moment is not overwritten."""
    now = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.link_given_at, invitation.link_hash = now.link_given_at, now.link_hash
    if invitation.link_given_at is None or rules.token_hash(token(invitation)) != invitation.link_hash:
        write(invitation, at)
    return address(invitation)


def write(invitation: Invitation, at: datetime) -> None:
    """A new link; whoever has the old one is out."""
    invitation.link_given_at = at
    invitation.link_hash = rules.token_hash(token(invitation))
    invitation.save(update_fields=["link_given_at", "link_hash"])


def token(invitation: Invitation) -> str:
    """Raises ValueError where none was given."""
    if invitation.link_given_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, invitation.public_id, invitation.link_given_at)


def address(invitation: Invitation) -> str:
    return f"{settings.PUBLIC_URL}{reverse('network:meeting_link', args=[token(invitation)])}"
