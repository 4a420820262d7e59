"""Addresses of openhouse: safety."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.openhouse.views import (
    alarms,
    disaster,
    incidents,
    incidents_numbers,
    safety_ops,
    sheets,
)

_OWN, _DESK = "ops/safety/places/<str:public_id>/", "desk/safety/"
_OPS_ONE, _DESK_ONE = "ops/safety/incidents/<str:public_id>/", f"{_DESK}incidents/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("open-now/", disaster.open_now, name="open_now"),
    path("ops/safety/", safety_ops.ops_safety, name="ops_safety"),
    path(f"{_OWN}incidents/", incidents.ops_incidents, name="ops_incidents"),
    path(f"{_OWN}incidents/new/", incidents.ops_incident_new, name="ops_incident_new"),
    path(f"{_OWN}sheet/", sheets.ops_sheet, name="ops_sheet"),
    path(f"{_OWN}sheet/paper/", sheets.ops_sheet_paper, name="ops_sheet_paper"),
    path(f"{_OWN}disaster/", disaster.ops_disaster_answer, name="ops_disaster_answer"),
    path(_OPS_ONE, incidents.ops_incident, name="ops_incident"),
    path(f"{_OPS_ONE}edit/", incidents.ops_incident_edit, name="ops_incident_edit"),
    path(f"{_OPS_ONE}paper/", incidents.ops_incident_paper, name="ops_incident_paper"),
    path(_DESK, alarms.desk_safety, name="desk_safety"),
    path(f"{_DESK}alarms/new/", alarms.desk_alarm_new, name="desk_alarm_new"),
    path(f"{_DESK}alarms/<str:public_id>/lift/", alarms.desk_alarm_lift, name="desk_alarm_lift"),
    path(f"{_DESK}incidents/", incidents.desk_incidents, name="desk_incidents"),
    path(f"{_DESK}incidents/new/", incidents.desk_incident_new, name="desk_incident_new"),
    path(f"{_DESK}incidents/numbers/", incidents_numbers.desk_incident_numbers, name="desk_incident_numbers"),
    path(_DESK_ONE, incidents.desk_incident, name="desk_incident"),
    path(f"{_DESK_ONE}edit/", incidents.desk_incident_edit, name="desk_incident_edit"),
    path(f"{_DESK_ONE}paper/", incidents.desk_incident_paper, name="desk_incident_paper"),
    path(f"{_DESK}sheets/", sheets.desk_sheets, name="desk_sheets"),
    path(f"{_DESK}sheets/<str:public_id>/", sheets.desk_sheet, name="desk_sheet"),
    path(f"{_DESK}sheets/<str:public_id>/paper/", sheets.desk_sheet_paper, name="desk_sheet_paper"),
    path(f"{_DESK}disasters/begin/", disaster.desk_disaster_begin, name="desk_disaster_begin"),
    path(f"{_DESK}disasters/<str:public_id>/", disaster.desk_disaster, name="desk_disaster"),
    path(
        f"{_DESK}disasters/<str:public_id>/answer/<str:place>/",
        disaster.desk_disaster_answer,
        name="desk_disaster_answer",
    ),
]
