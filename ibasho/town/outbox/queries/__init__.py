"""Reading the outbox. What stands on no account: `queries.addresses`."""

from ibasho.town.outbox.queries.choices import preference_of
from ibasho.town.outbox.queries.messages import due, is_waiting, kept_from_desk, own, unsent

__all__ = ["due", "is_waiting", "kept_from_desk", "own", "preference_of", "unsent"]
