"""Addresses of family support: fees for all, the tariff at the desk, unmet demand, what if."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import fees, tariff_desk, tariff_edit, unmet_desk, whatif_desk

_DESK = "desk/support/tariffs/"
_ONE = f"{_DESK}<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("support/fees/", fees.fees, name="fees"),
    path(_DESK, tariff_desk.desk_tariffs, name="desk_tariffs"),
    path(f"{_DESK}new/", tariff_edit.desk_tariff_new, name="desk_tariff_new"),
    path(_ONE, tariff_desk.desk_tariff, name="desk_tariff"),
    path(f"{_ONE}edit/", tariff_edit.desk_tariff_edit, name="desk_tariff_edit"),
    path(f"{_ONE}publish/", tariff_desk.desk_tariff_publish, name="desk_tariff_publish"),
    path(f"{_ONE}do/", tariff_desk.desk_tariff_do, name="desk_tariff_do"),
    path("desk/support/unmet/", unmet_desk.desk_unmet, name="desk_unmet"),
    path("desk/support/whatif/", whatif_desk.desk_whatif, name="desk_whatif"),
    path("desk/support/whatif/<str:public_id>/", whatif_desk.desk_whatif_one, name="desk_whatif_one"),
    path("desk/support/whatif/<str:public_id>/drop/", whatif_desk.desk_whatif_drop, name="desk_whatif_drop"),
]
