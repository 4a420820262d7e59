"""What a room that pays people asks about its own lines. A line is known as `<programme>:<public id>` and is paid once; a
receiver without an account here as `<programme>.<public id>`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.payouts.queries import payees

LIVING = (Payment.State.PLANNED, Payment.State.PAID)
_TOLD = (Payment.State.PAID, Payment.State.RETURNED)


class Receiver(Protocol):
    """A row of the room that knows the person: a helper, a member."""

    pk: int
    person_id: int | None
    public_id: str


def reference(programme: str, public_id: str) -> str:
    return f"{programme}:{public_id}"


def outside_code(programme: str, public_id: str) -> str:
    return f"{programme}.{public_id}"


def payees_of(programme: str, receivers: Sequence[Receiver]) -> dict[int, Payee]:
    """The living bank account by the receiver's key: the person's own where they have an account here, else the one
    under the room's code. Two statements."""
    codes = {one.pk: outside_code(programme, one.public_id) for one in receivers}
    persons = payees.of_persons(one.person_id for one in receivers if one.person_id)
    outside = payees.of_outside(codes.values())
    found = {one.pk: persons.get(one.person_id or 0) or outside.get(codes[one.pk]) for one in receivers}
    return {key: payee for key, payee in found.items() if payee is not None}


def newest(programme: str, references: Collection[str]) -> dict[str, Payment]:
    """By reference: the newest payment that was not withdrawn; one that lives before one that came back."""
    rows = Payment.objects.filter(reference__in=references, run__programme=programme)
    found: dict[str, Payment] = {}
    for row in rows.exclude(state=Payment.State.WITHDRAWN).select_related("run").order_by("pk"):
        if row.reference not in found or found[row.reference].state not in LIVING:
            found[row.reference] = row
    return found


def unsettled(programme: str, paid_on: Callable[[Collection[str]], Mapping[str, date | None]]) -> list[int]:
    """Payments whose result stands here and not yet in the room. `paid_on` gives, by public id, what the room believes of
    those it still has."""
    rows = Payment.objects.filter(run__programme=programme, state__in=_TOLD).order_by("pk")
    told = {row.reference.removeprefix(reference(programme, "")): row for row in rows}
    known = paid_on(told)
    return [
        row.pk
        for key, row in told.items()
        if key in known and (row.state == Payment.State.PAID) == (known[key] is None)
    ]
