"""Refusals that a person reads.

Every rule and action refuses by raising one of these: a stable `code` for programs and tests, and one
Japanese `message` that says what happened, why, and what to do next.
"""

from __future__ import annotations


class DomainError(Exception):
    """A refusal: nothing was written. `fields` maps a form field to its own sentence."""

    def __init__(self, code: str, message: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields or {}


class Invalid(DomainError):
    """What was given cannot be right; the person can mend it and send it again."""


class NotAllowed(DomainError):
    """This person may know the thing exists, but may not do this to it."""


class NotFound(DomainError):
    """It does not exist, or this person may not learn that it does (pages answer 404)."""


class Conflict(DomainError):
    """It was right a moment ago; somebody else was first, or a limit is reached."""


class Unavailable(DomainError):
    """Something this needs does not answer just now; nothing was written, the same may be asked again (pages answer 503)."""
