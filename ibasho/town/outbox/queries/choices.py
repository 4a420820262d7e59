"""What somebody chose about messages."""

from __future__ import annotations

from ibasho.town.outbox.models import Preference


def preference_of(person_id: int) -> Preference:
    """The person's choice, or the house's default (not saved)."""
    return Preference.objects.filter(person_id=person_id).first() or Preference(person_id=person_id)
