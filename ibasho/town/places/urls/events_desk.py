"""The city's desk: everybody's events, receptions and reports."""

from ibasho.town.places.views import event_desk, reception, reports
from ibasho.town.places.views.sides import DESK, paths

urlpatterns = paths(DESK, (*event_desk.PAGES, *reception.PAGES, *reports.PAGES))
