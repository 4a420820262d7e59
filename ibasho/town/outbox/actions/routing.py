"""By which way a message goes: one, whatever somebody has."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.town.outbox.models import Address, Channel, Message
from ibasho.town.outbox.queries import addresses, choices
from ibasho.town.people.models import Person


@dataclass(frozen=True, slots=True)
class Way:
    """Either a mail `address` or a `target`. `person`: whose message it is, whichever way it goes."""

    person: Person | None = None
    address: str = ""
    target: Address | None = None

    @property
    def channel(self) -> Channel:
        return Channel(self.target.channel) if self.target else Channel.MAIL


def way_to(to: Person | str | Address, *, secret: bool) -> Way:
    """An address of somebody with an account is the account's: the account's own choice decides. `secret` words go by mail
    alone. Raises Invalid where they cannot, NotFound where the address has gone for good."""
    if isinstance(to, Person):
        target = None if secret else choices.target_of(to.pk)
        return Way(person=to, target=target, address="" if target else to.email)
    if isinstance(to, str):
        address = to.strip()
        return Way(person=Person.objects.filter(email__iexact=address).first(), address=address)
    row = Address.objects.select_related("person").filter(pk=to.pk).first()
    if row is None:
        raise NotFound("outbox.no_address", "このとどけ先は もう ありません。もういちど はじめから どうぞ。")
    if secret and row.channel != Channel.MAIL:
        raise Invalid("outbox.secret", "コードや リンクは メールだけで 送れます。")
    if row.person is not None and not secret:
        return way_to(row.person, secret=False)
    return Way(target=row)


def same(way: Way, event_key: str) -> QuerySet[Message]:
    """What was already written of this event to the same reader, by whichever way: an account and a subscription with the
    same mail address are one reader."""
    mail = _mail(way)
    reader = Q(target=way.target) if way.target else Q()
    if way.person is not None:
        reader |= Q(person=way.person)
    elif mail:  # whichever way the account with this address got it, however the address was typed
        reader |= Q(
            person_id__in=list(Person.objects.filter(email__iexact=mail).values_list("pk", flat=True))
        )
    if mail:
        reader |= Q(address=mail, target=None)
        subscribed = Address.objects.filter(channel=Channel.MAIL, mark=addresses.mark(Channel.MAIL, mail))
        reader |= Q(target_id__in=list(subscribed.values_list("pk", flat=True)))
    return Message.objects.filter(reader, event_key=event_key).order_by("pk")


def _mail(way: Way) -> str:
    """Empty for a LINE friend, a browser, and an address whose seal does not open: delivering says so, of that one alone."""
    if way.target is not None and way.person is None:
        return _opened(way.target) if way.target.channel == Channel.MAIL else ""
    return way.person.email if way.person is not None else way.address


def _opened(target: Address) -> str:
    try:
        return addresses.plain_of(target)
    except Invalid:
        return ""
