"""Addresses of family support: incidents, 一時預かり, figures."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import (
    dropin_month,
    dropin_sides,
    incidents_city,
    incidents_desk,
    incidents_my,
    looks_my,
    statistics_desk,
)

_INCIDENT, _PLACE = "desk/support/incidents/<str:public_id>/", "support/drop-in/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("support/my/looks/", looks_my.my_looks, name="my_looks"),
    path("support/my/tell/", incidents_my.my_incidents, name="my_incidents"),
    path("support/my/tell/centre/", incidents_my.my_complaint, name="my_complaint"),
    path("support/my/tell/<str:public_id>/", incidents_my.my_incident, name="my_incident"),
    path("desk/support/incidents/", incidents_desk.incidents, name="desk_incidents"),
    path("desk/support/incidents/new/", incidents_desk.incident_new, name="desk_incident_new"),
    path(_INCIDENT, incidents_desk.incident, name="desk_incident"),
    path(f"{_INCIDENT}change/", incidents_desk.incident_change, name="desk_incident_change"),
    path(f"{_INCIDENT}do/", incidents_desk.incident_do, name="desk_incident_do"),
    path(f"{_INCIDENT}paper/", incidents_desk.incident_paper, name="desk_incident_paper"),
    path("desk/support/complaints/", incidents_city.complaints, name="desk_complaints"),
    path("desk/support/complaints/<str:public_id>/", incidents_city.complaint, name="desk_complaint"),
    path("desk/support/drop-in/", dropin_sides.desk_drop_in, name="desk_drop_in"),
    path(f"desk/{_PLACE}", dropin_month.desk_drop_in_place, name="desk_drop_in_place"),
    path(f"desk/{_PLACE}set/", dropin_month.desk_drop_in_set, name="desk_drop_in_set"),
    path("ops/support/drop-in/", dropin_sides.ops_drop_in, name="ops_drop_in"),
    path(f"ops/{_PLACE}", dropin_month.ops_drop_in_place, name="ops_drop_in_place"),
    path("desk/support/figures/", statistics_desk.figures, name="desk_figures"),
    path("desk/support/figures/paper/", statistics_desk.figures_paper, name="desk_figures_paper"),
]
