"""Addresses of voices: doors, papers, stalls, workshop notes, groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import door_counting, door_tools, doors_desk, doors_ops, stall

_HEARING = "desk/voices/h/<str:public_id>/doors/"
_DESK, _OPS = "desk/voices/d/<str:public_id>/", "ops/voices/d/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("voices/stall/", stall.stall, name="stall"),
    path("voices/stall/enter/", stall.stall_enter, name="stall_enter"),
    path("voices/stall/leave/", stall.stall_leave, name="stall_leave"),
    path("voices/stall/tap/", stall.stall_tap, name="stall_tap"),
    path("voices/stall/undo/", stall.stall_undo, name="stall_undo"),
    path("voices/stall/taps/", stall.stall_taps, name="stall_taps"),
    path("voices/stall/state/", stall.stall_state, name="stall_state"),
    path("voices/stall/sw.js", stall.stall_worker, name="stall_worker"),
    path("ops/voices/", doors_ops.ops, name="ops"),
    path("ops/voices/make/", doors_ops.ops_door_make, name="ops_door_make"),
    path(_OPS, door_tools.ops_door, name="ops_door"),
    path(f"{_OPS}turn/", door_tools.ops_door_turn, name="ops_door_turn"),
    path(f"{_OPS}discard/", door_tools.ops_door_discard, name="ops_door_discard"),
    path(f"{_OPS}link/", door_tools.ops_door_link, name="ops_door_link"),
    path(f"{_OPS}here/", door_tools.ops_door_here, name="ops_door_here"),
    path(f"{_OPS}poster/", door_tools.ops_door_poster, name="ops_door_poster"),
    path(f"{_OPS}sheets/", door_tools.ops_door_sheets, name="ops_door_sheets"),
    path(f"{_OPS}class/", door_tools.ops_door_class, name="ops_door_class"),
    path(f"{_OPS}count/", door_counting.ops_door_count, name="ops_door_count"),
    path(f"{_OPS}notes/", door_counting.ops_door_notes, name="ops_door_notes"),
    path(_HEARING, doors_desk.desk_doors, name="desk_doors"),
    path(f"{_HEARING}new/", doors_desk.desk_door_new, name="desk_door_new"),
    path(_DESK, door_tools.desk_door, name="desk_door"),
    path(f"{_DESK}change/", doors_desk.desk_door_change, name="desk_door_change"),
    path(f"{_DESK}turn/", door_tools.desk_door_turn, name="desk_door_turn"),
    path(f"{_DESK}discard/", door_tools.desk_door_discard, name="desk_door_discard"),
    path(f"{_DESK}link/", door_tools.desk_door_link, name="desk_door_link"),
    path(f"{_DESK}here/", door_tools.desk_door_here, name="desk_door_here"),
    path(f"{_DESK}poster/", door_tools.desk_door_poster, name="desk_door_poster"),
    path(f"{_DESK}sheets/", door_tools.desk_door_sheets, name="desk_door_sheets"),
    path(f"{_DESK}tickets/", door_tools.desk_door_tickets, name="desk_door_tickets"),
    path(f"{_DESK}class/", door_tools.desk_door_class, name="desk_door_class"),
    path(f"{_DESK}count/", door_counting.desk_door_count, name="desk_door_count"),
    path(f"{_DESK}notes/", door_counting.desk_door_notes, name="desk_door_notes"),
]
