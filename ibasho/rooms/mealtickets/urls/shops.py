"""Addresses of shops: for children, for the shop itself, for the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import shops_desk, shops_ops, shops_public

_OWN, _DESK = "ops/meals/shops/<str:public_id>/", "desk/meals/shops/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("meals/shops/", shops_public.shops, name="shops"),
    path("ops/meals/", shops_ops.ops_shops, name="ops_shops"),
    path("ops/meals/apply/", shops_ops.ops_apply, name="ops_apply"),
    path("ops/meals/apply/<str:public_id>/", shops_ops.ops_apply_for, name="ops_apply_for"),
    path(f"{_OWN}terms/", shops_ops.ops_terms, name="ops_terms"),
    path(f"{_OWN}start/", shops_ops.ops_step, {"step": "start"}, name="ops_start"),
    path(f"{_OWN}resume/", shops_ops.ops_step, {"step": "resume"}, name="ops_resume"),
    path(f"{_OWN}rest/", shops_ops.ops_rest, name="ops_rest"),
    path(f"{_OWN}end/", shops_ops.ops_end, name="ops_end"),
    path(f"{_OWN}bank/", shops_ops.ops_bank, name="ops_bank"),
    path(f"{_OWN}ribbons/", shops_ops.ops_ribbons, name="ops_ribbons"),
    path(f"{_OWN}ribbons/<str:day>/undo/", shops_ops.ops_ribbon_undo, name="ops_ribbon_undo"),
    path("desk/meals/shops/", shops_desk.desk_shops, name="desk_shops"),
    path("desk/meals/shops/new/", shops_desk.desk_shop_new, name="desk_shop_new"),
    path("desk/meals/shops/new/<str:public_id>/", shops_desk.desk_shop_apply, name="desk_shop_apply"),
    path(_DESK, shops_desk.desk_shop, name="desk_shop"),
    path(f"{_DESK}terms/", shops_desk.desk_shop_terms, name="desk_shop_terms"),
    path(f"{_DESK}kit/", shops_desk.desk_shop_kit, name="desk_shop_kit"),
    path(f"{_DESK}note/", shops_desk.desk_shop_note, name="desk_shop_note"),
    path(f"{_DESK}refuse/", shops_desk.desk_shop_refuse, name="desk_shop_refuse"),
    path(f"{_DESK}rest/", shops_desk.desk_shop_rest, name="desk_shop_rest"),
    path(f"{_DESK}end/", shops_desk.desk_shop_end, name="desk_shop_end"),
    path(f"{_DESK}step/<slug:step>/", shops_desk.desk_shop_step, name="desk_shop_step"),
]
