"""The door of groups: their events, their reception, their reports."""

from ibasho.town.places.views import event_desk, reception, reports
from ibasho.town.places.views.sides import OPERATOR, paths

urlpatterns = paths(OPERATOR, (*event_desk.PAGES, *reception.PAGES, *reports.PAGES))
