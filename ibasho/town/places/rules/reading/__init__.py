"""Reading opening rules from the free text of published files."""

from ibasho.town.places.rules.reading.building import Reading, read_opening

__all__ = ["Reading", "read_opening"]
