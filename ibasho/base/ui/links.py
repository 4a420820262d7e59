"""What a row keeps of a link that opens without a password, and the link itself: `kernel.links` makes the letters,
`ui.holding` keeps a page open for who came by one. Every write here is part of the action of a room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.base.kernel import links as rules
from ibasho.base.kernel.codes import looks_like_code, tidy_code

Row = TypeVar("Row", bound=Model)
Holder = TypeVar("Holder", bound="Named")


class Named(Protocol):
    """A row with a public id, and with the two fields its `Link` names."""

    @property
    def public_id(self) -> str: ...

    def save(self, *, update_fields: Iterable[str] | None = None) -> None: ...

    def refresh_from_db(self, *, fields: Iterable[str] | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here, on the screen or the paper, and in the mail. `mailed`: a mail is on its way."""

    token: str
    address: str
    mailed: bool

    @property
    def grouped(self) -> str:
        """As it is read out on the telephone."""
        return rules.grouped(self.token)


@dataclass(frozen=True, slots=True)
class Link:
    """One kind of link. Another `purpose`, and the links people hold are told no more by later mails.

    `page`: the name of the address. `kept`, `moment`: the row's fields for the hash and for when the link was given.
    `query`: the letters stand behind the question mark under this name (logs keep no query), else in the path.
    """

    purpose: str
    page: str
    kept: str = "link_hash"
    moment: str = "link_given_at"
    query: str = ""

    @property
    def fields(self) -> tuple[str, str]:
        """For `update_fields`."""
        return self.kept, self.moment

    def token(self, row: Named) -> str:
        """Raises ValueError where none was given."""
        given_at: datetime | None = getattr(row, self.moment)
        if given_at is None:
            raise ValueError("no link was given")
        return rules.token(settings.SECRET_KEY, self.purpose, row.public_id, given_at)

    def address(self, row: Named) -> str:
        """The whole web address. A part of the page may follow (`#asks`). Raises ValueError where none was given."""
        token = self.token(row)
        path = (
            f"{reverse(self.page)}?{urlencode({self.query: token})}"
            if self.query
            else reverse(self.page, args=[token])
        )
        return f"{settings.PUBLIC_URL}{path}"

    def holds(self, row: Named) -> bool:
        """Whether a link was given that still opens."""
        return getattr(row, self.moment) is not None and rules.token_hash(self.token(row)) == getattr(
            row, self.kept
        )

    def given(self, row: Named, *, mailed: bool) -> Given:
        return Given(self.token(row), self.address(row), mailed)

    def write(self, row: Named, at: datetime) -> None:
        """A new link; whoever has the old one is out. The action saves the row."""
        setattr(row, self.moment, at)
        setattr(row, self.kept, rules.token_hash(self.token(row)))

    def renew(self, row: Named, at: datetime) -> None:
        """`write`, saved. The row is locked."""
        self.write(row, at)
        row.save(update_fields=self.fields)

    def ensure(self, row: Holder, locked: Callable[[Holder], Named], at: datetime) -> str:
        """The address of the link they have, or of their first one. `row` may have been read before the link changed:
        it is brought up to date. `locked` reads it again under its lock, or refuses: a link that is being given at
        this moment is not overwritten."""
        row.refresh_from_db(fields=self.fields)
        if not self.holds(row):
            now = locked(row)
            if not self.holds(now):
                self.renew(now, at)
            for name in self.fields:
                setattr(row, name, getattr(now, name))
        return self.address(row)

    def find(self, rows: QuerySet[Row], told: str) -> Row | None:
        """Whose link this is, as it was clicked, typed or read out; None for one that was replaced or never given."""
        token = tidy_code(told)
        if not looks_like_code(token, rules.LENGTH):
            return None
        return rows.filter(**{self.kept: rules.token_hash(token)}).first()
