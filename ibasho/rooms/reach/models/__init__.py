"""The tables of reach, cut by noun."""

from ibasho.rooms.reach.models.mobile import Rota, Visit
from ibasho.rooms.reach.models.plan import Candidate, Plan, PlanOpening
from ibasho.rooms.reach.models.study import Study

__all__ = ["Candidate", "Plan", "PlanOpening", "Rota", "Study", "Visit"]
