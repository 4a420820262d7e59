"""The stages a place speaks of. The enum stands in areas, below; what free text says about it is read here."""

from ibasho.town.areas.stages import CHILD_STAGES, Stage

__all__ = ["CHILD_STAGES", "Stage"]
