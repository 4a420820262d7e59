"""Addresses of surplus: what became of it, kitchen records, thanks."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.surplus.views import kitchen, records, uses

_OPS, _DESK = "ops/surplus/kitchen/<slug:public_id>/", "desk/surplus/kitchen/<slug:public_id>/"
_THANKS = "desk/surplus/thanks/"

urlpatterns: list[URLPattern] = [
    path("ops/surplus/uses/<slug:public_id>/", uses.ops_use, name="ops_use"),
    path("desk/surplus/uses/<slug:public_id>/", uses.desk_use, name="desk_use"),
    path("ops/surplus/kitchen/", kitchen.ops_kitchens, name="ops_kitchens"),
    path(_OPS, kitchen.ops_kitchen, name="ops_kitchen"),
    path(f"{_OPS}paper/", kitchen.ops_kitchen_paper, name="ops_kitchen_paper"),
    path(f"{_OPS}<str:day>/", kitchen.ops_kitchen_day, name="ops_kitchen_day"),
    path(_DESK, kitchen.desk_kitchen, name="desk_kitchen"),
    path(f"{_DESK}paper/", kitchen.desk_kitchen_paper, name="desk_kitchen_paper"),
    path(f"{_DESK}<str:day>/", kitchen.desk_kitchen_day, name="desk_kitchen_day"),
    path("desk/surplus/records/", records.desk_records, name="desk_records"),
    path(_THANKS, records.desk_thanks, name="desk_thanks"),
    path(f"{_THANKS}<slug:public_id>/", records.desk_thanks_look, name="desk_thanks_look"),
    path(f"{_THANKS}offers/<slug:public_id>/", records.desk_thank, name="desk_thank"),
]
