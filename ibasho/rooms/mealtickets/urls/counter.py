"""Addresses of the counter: what a till speaks, and what the desk looks at afterwards."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.api import described, till
from ibasho.rooms.mealtickets.views import checks

urlpatterns: list[URLPattern] = [
    path("api/v1/till/session", till.session, name="till_session"),
    path("api/v1/till/state", till.state, name="till_state"),
    path("api/v1/till/test", till.test, name="till_test"),
    path("api/v1/till/close", till.close, name="till_close"),
    path("api/v1/till/openapi.json", described.openapi, name="till_openapi"),
    path("api/v1/redemptions", till.redemptions, name="redemptions"),
    path("api/v1/redemptions/sync", till.sync, name="redemptions_sync"),
    path("api/v1/redemptions/<str:nonce>/reverse", till.reverse, name="redemption_reverse"),
    path("desk/meals/checks/", checks.desk_checks, name="desk_checks"),
    path("desk/meals/checks/<str:public_id>/", checks.desk_check, name="desk_check"),
    path("desk/meals/stubs/", checks.desk_stubs, name="desk_stubs"),
    path("ops/meals/shops/<str:public_id>/stubs/", checks.ops_stubs, name="ops_stubs"),
]
