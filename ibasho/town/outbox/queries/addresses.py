"""Addresses that stand on no account: how one is found, read, and stopped by its own link.

What is kept is sealed (kernel.sealing); a keyed mark finds it again. Nobody reads an address on a screen or in a log.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from ibasho.base.kernel import sealing
from ibasho.base.ui.links import Link
from ibasho.town.outbox import rules
from ibasho.town.outbox.models import Address, Channel

PURPOSE = "outbox.address"
STOP = Link(purpose="outbox.stop", page="outbox:stop", query="t")


def live() -> QuerySet[Address]:
    """Where a message may go today: not stopped, not blocked, and answered from where that is asked."""
    return Address.objects.filter(gone_at__isnull=True).filter(
        ~Q(channel=Channel.MAIL) | Q(confirmed_at__isnull=False)
    )


def find(channel: Channel, plain: str) -> Address | None:
    """Live or gone. Raises Invalid where `plain` cannot be an address of that kind."""
    return Address.objects.filter(channel=channel, mark=mark(channel, rules.tidy(channel, plain))).first()


def by_token(told: str) -> Address | None:
    """Whose stop link this is, live or gone."""
    return STOP.find(Address.objects.all(), told)


def plain_of(address: Address) -> str:
    """The address itself, for the one who delivers. Raises Invalid (`sealed`) where it was changed or moved."""
    return sealing.unseal(
        bytes(address.sealed), keys=_keys(), purpose=PURPOSE, bound_to=_bound(address.public_id)
    ).decode()


def stop_url(address: Address) -> str:
    """The page that shows what stops, and stops it with one tap."""
    return STOP.address(address)


def one_click_url(address: Address) -> str:
    """The same for a mail program (RFC 8058): it posts here by itself, without a form."""
    path = reverse("outbox:stop_by_machine")
    return f"{settings.PUBLIC_URL}{path}?{urlencode({STOP.query: STOP.token(address)})}"


def mark(channel: Channel, tidy: str) -> str:
    """What an address is looked up by: nothing can be read from it without the city's key."""
    told = f"{channel}:{rules.identity(channel, tidy)}"
    return salted_hmac(PURPOSE, told, algorithm="sha256").hexdigest()


def sealed(public_id: str, tidy: str) -> bytes:
    return sealing.seal(tidy.encode(), keys=_keys(), purpose=PURPOSE, bound_to=_bound(public_id))


def _bound(public_id: str) -> str:
    return f"outbox.Address.sealed.{public_id}"


def _keys() -> sealing.Keys:
    return sealing.Keys.read(settings.SEAL_SECRETS)
