"""Who does something: passed as `by` to every action and written to the journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Via(StrEnum):
    """How the wish reached us. Staff typing for somebody say so (`PHONE`, `PAPER`, …)."""

    PAGE = "page"
    PHONE = "phone"
    COUNTER = "counter"
    PAPER = "paper"
    FAX = "fax"
    LINK = "link"
    IMPORT = "import"
    COMMAND = "command"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Actor:
    """`person_id` is None for the public and for jobs; `acting_for` is an organisation's id
    while staff type in its place."""

    person_id: int | None = None
    via: Via = Via.PAGE
    acting_for: int | None = None
    job: str = ""

    @property
    def is_link(self) -> bool:
        """Whether a link speaks, which the view has checked, and no person who signed in."""
        return self.person_id is None and self.via == Via.LINK

    @classmethod
    def public(cls, via: Via = Via.PAGE) -> Actor:
        return cls(via=via)

    @classmethod
    def of_job(cls, name: str) -> Actor:
        return cls(via=Via.JOB, job=name)

    def on_behalf_of(self, organisation_id: int, via: Via) -> Actor:
        return replace(self, acting_for=organisation_id, via=via)
