"""What stands on the table at the door: who signed up, how many came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from ibasho.base.kernel.codes import looks_like_code, tidy_code
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.rules import headcount as rules
from ibasho.town.places.rules import signup as signup_rules

_TOKEN = 20


@dataclass(frozen=True, slots=True)
class Party:
    """A sign-up as the reception sees it: a nickname and heads. No mail, no phone number."""

    signup: Signup
    heads: tuple[tuple[str, int], ...]

    @property
    def arrived(self) -> bool:
        return self.signup.arrived_at is not None


@dataclass(frozen=True, slots=True)
class Board:
    """`heads` as counted so far, by class; a class nobody was counted in is missing."""

    session: Session
    confirmed: list[Party]
    waiting: list[Party]
    calls: list[Signup]
    heads: Mapping[str, int]
    closed: bool

    @property
    def came(self) -> int:
        return rules.total(self.heads)

    @property
    def helpers(self) -> int:
        return rules.helpers(self.heads)

    @property
    def expected(self) -> int:
        return sum(party.signup.party for party in self.confirmed)


def board(session: Session) -> Board:
    rows = list(session.signups.order_by("nickname", "pk"))
    state = Signup.State
    return Board(
        session=session,
        confirmed=[_party(row) for row in rows if row.state == state.CONFIRMED],
        waiting=sorted(
            (_party(row) for row in rows if row.state == state.WAITING), key=lambda party: party.signup.pk
        ),
        calls=[row for row in rows if row.call_needed],
        heads=heads(session),
        closed=hasattr(session, "report"),
    )


def heads(session: Session) -> dict[str, int]:
    """Counted heads by class, in the order in which papers list them."""
    found = {row.of_class: row.heads for row in session.headcounts.all()}
    return {of_class: found[of_class] for of_class in rules.ORDER if of_class in found}


def find(session: Session, words: str) -> Signup | None:
    """By what was typed or scanned: the four digits of this day, or the ticket's address out of its QR."""
    query = parse_qs(urlsplit(words.strip()).query)
    typed = tidy_code(query["t"][0] if query.get("t") else words)
    if looks_like_code(typed, _TOKEN):
        return session.signups.filter(token_hash=signup_rules.token_hash(typed)).first()
    return session.signups.filter(code=typed).first()


def _party(row: Signup) -> Party:
    known = (
        (rules.LABELS[of_class], row.heads[of_class]) for of_class in rules.LABELS if of_class in row.heads
    )
    return Party(row, tuple(known))
