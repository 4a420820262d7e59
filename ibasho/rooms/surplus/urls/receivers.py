"""Addresses of surplus: who takes food, what they wish."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.surplus.views import receivers_desk, receivers_ops

_DESK, _OPS = "desk/surplus/receivers/", "ops/surplus/receive/"
_ONE, _OWN = f"{_DESK}<slug:public_id>/", f"{_OPS}<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path(_DESK, receivers_desk.listing, name="desk_receivers"),
    path(f"{_DESK}new/", receivers_desk.choose, name="desk_receiver_choose"),
    path(f"{_DESK}new/<slug:public_id>/", receivers_desk.add, name="desk_receiver_add"),
    path(_ONE, receivers_desk.one, name="desk_receiver"),
    path(f"{_ONE}edit/", receivers_desk.edit, name="desk_receiver_edit"),
    path(f"{_ONE}switch/", receivers_desk.switch, name="desk_receiver_switch"),
    path(f"{_ONE}wish/", receivers_desk.wish, name="desk_wish"),
    path("desk/surplus/wishes/<slug:public_id>/drop/", receivers_desk.wish_drop, name="desk_wish_drop"),
    path(_OPS, receivers_ops.receive, name="ops_receive"),
    path(f"{_OPS}shared/", receivers_ops.shared, name="ops_shared"),
    path(_OWN, receivers_ops.settings, name="ops_receiver"),
    path(f"{_OWN}switch/", receivers_ops.switch, name="ops_receiver_switch"),
    path(f"{_OWN}wish/", receivers_ops.wish, name="ops_wish"),
    path("ops/surplus/wishes/<slug:public_id>/drop/", receivers_ops.wish_drop, name="ops_wish_drop"),
]
