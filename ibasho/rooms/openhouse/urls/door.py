"""Addresses of openhouse: door."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.openhouse.views import (
    diary_days,
    door_family,
    door_month,
    door_ops,
    door_tablet,
    door_today,
)

_OPS, _DESK = "ops/open/<str:public_id>/", "desk/open/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("door/", door_tablet.tablet, name="door"),
    path("door/open/<str:token>/", door_tablet.open_link, name="door_open"),
    path("door/tap/", door_tablet.tap, name="door_tap"),
    path("door/undo/", door_tablet.undo, name="door_undo"),
    path("door/card/", door_tablet.card, name="door_card"),
    path("door/taps/", door_tablet.taps, name="door_taps"),
    path("door/state/", door_tablet.state, name="door_state"),
    path("my/door/", door_family.my_door, name="my_door"),
    path("my/door/<int:notice>/<str:step>/", door_family.my_door_step, name="my_door_step"),
    path("ops/open/doors/", door_today.ops_doors, name="ops_doors"),
    path("desk/open/doors/", door_today.desk_doors, name="desk_doors"),
    path("ops/open/door/<str:public_id>/stop/", door_ops.ops_door_stop, name="ops_door_stop"),
    path("ops/open/card/<str:public_id>/stop/", door_ops.ops_card_stop, name="ops_card_stop"),
    path(f"{_OPS}door/", door_ops.ops_door, name="ops_door"),
    path(f"{_OPS}door/register/", door_ops.ops_door_register, name="ops_door_register"),
    path(f"{_OPS}cards/", door_ops.ops_cards, name="ops_cards"),
    path(f"{_OPS}cards/sheet/", door_ops.ops_cards_sheet, name="ops_cards_sheet"),
    path(f"{_OPS}cards/confirm/", door_ops.ops_cards_confirm, name="ops_cards_confirm"),
    path(f"{_OPS}today/", door_today.ops_today, name="ops_today"),
    path(f"{_OPS}today/tap/", door_today.ops_today_tap, name="ops_today_tap"),
    path(f"{_OPS}today/undo/", door_today.ops_today_undo, name="ops_today_undo"),
    path(f"{_OPS}month/", door_month.ops_month, name="ops_month"),
    path(f"{_OPS}month/paper/", door_month.ops_month_paper, name="ops_month_paper"),
    path(f"{_OPS}diary/", diary_days.ops_diary, name="ops_diary"),
    path(f"{_OPS}diary/<str:step>/", diary_days.ops_diary_step, name="ops_diary_step"),
    path(f"{_DESK}today/", door_today.desk_today, name="desk_today"),
    path(f"{_DESK}today/tap/", door_today.desk_today_tap, name="desk_today_tap"),
    path(f"{_DESK}today/undo/", door_today.desk_today_undo, name="desk_today_undo"),
    path(f"{_DESK}month/", door_month.desk_month, name="desk_month"),
    path(f"{_DESK}month/paper/", door_month.desk_month_paper, name="desk_month_paper"),
    path(f"{_DESK}diary/", diary_days.desk_diary, name="desk_diary"),
    path(f"{_DESK}diary/<str:step>/", diary_days.desk_diary_step, name="desk_diary_step"),
]
