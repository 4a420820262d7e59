"""What somebody chose about messages, and what they can choose from."""

from __future__ import annotations

from ibasho.base.ports import line, push
from ibasho.town.outbox.models import Address, Channel, Preference
from ibasho.town.outbox.queries import addresses


def preference_of(person_id: int) -> Preference:
    """The person's choice, or the house's default (not saved)."""
    return Preference.objects.filter(person_id=person_id).first() or Preference(person_id=person_id)


def is_on(channel: Channel) -> bool:
    """Whether the city has this channel at all."""
    if channel == Channel.LINE:
        return line.is_on()
    return channel == Channel.MAIL or bool(push.public_key())


def address_of(person_id: int, channel: Channel) -> Address | None:
    """The person's live LINE friend or browser: the one tied last. None where the city has no such channel."""
    if not is_on(channel):
        return None
    rows = addresses.live().filter(person_id=person_id, channel=channel)
    return rows.order_by("-changed_at", "-pk").first()


def target_of(person_id: int) -> Address | None:
    """Where this person's messages go; None: by mail to the account."""
    chosen = Channel(preference_of(person_id).channel)
    return None if chosen == Channel.MAIL else address_of(person_id, chosen)


def choosable(person_id: int) -> list[Channel]:
    """Mail, and what the person is tied to just now."""
    return [
        channel
        for channel in Channel
        if channel == Channel.MAIL or address_of(person_id, channel) is not None
    ]
