"""Addresses of roster: the board, its weekly patterns and its shifts, behind two doors."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.roster.views import board, board_shift, patterns, roster_settings

_OPS, _DESK = "ops/roster/", "desk/roster/"
_PLACE, _SHIFT = "<str:public_id>/", "shifts/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(_OPS, board.ops_rosters, name="ops_rosters"),
    path(f"{_OPS}{_SHIFT}", board_shift.ops_shift, name="ops_shift"),
    path(f"{_OPS}{_SHIFT}put-in/", board_shift.ops_shift_put_in, name="ops_shift_put_in"),
    path(f"{_OPS}{_SHIFT}change/", board_shift.ops_shift_change, name="ops_shift_change"),
    path(f"{_OPS}{_SHIFT}cancel/", board_shift.ops_shift_cancel, name="ops_shift_cancel"),
    path(f"{_OPS}{_SHIFT}restore/", board_shift.ops_shift_restore, name="ops_shift_restore"),
    path(f"{_OPS}{_PLACE}", board.ops_board, name="ops_board"),
    path(f"{_OPS}{_PLACE}begin/", board.ops_begin, name="ops_begin"),
    path(f"{_OPS}{_PLACE}paper/", board.ops_paper, name="ops_paper"),
    path(f"{_OPS}{_PLACE}settings/", roster_settings.ops_settings, name="ops_settings"),
    path(f"{_OPS}{_PLACE}switch/", roster_settings.ops_switch, name="ops_switch"),
    path(f"{_OPS}{_PLACE}patterns/", patterns.ops_patterns, name="ops_patterns"),
    path(f"{_OPS}{_PLACE}patterns/from-hours/", patterns.ops_patterns_from_hours, name="ops_patterns_from_hours"),
    path(f"{_OPS}{_PLACE}patterns/<int:pattern>/remove/", patterns.ops_pattern_remove, name="ops_pattern_remove"),
    path(f"{_OPS}{_PLACE}shifts/new/", board_shift.ops_shift_new, name="ops_shift_new"),
    path(_DESK, board.desk_rosters, name="desk_rosters"),
    path(f"{_DESK}{_SHIFT}", board_shift.desk_shift, name="desk_shift"),
    path(f"{_DESK}{_SHIFT}put-in/", board_shift.desk_shift_put_in, name="desk_shift_put_in"),
    path(f"{_DESK}{_SHIFT}change/", board_shift.desk_shift_change, name="desk_shift_change"),
    path(f"{_DESK}{_SHIFT}cancel/", board_shift.desk_shift_cancel, name="desk_shift_cancel"),
    path(f"{_DESK}{_SHIFT}restore/", board_shift.desk_shift_restore, name="desk_shift_restore"),
    path(f"{_DESK}{_PLACE}", board.desk_board, name="desk_board"),
    path(f"{_DESK}{_PLACE}begin/", board.desk_begin, name="desk_begin"),
    path(f"{_DESK}{_PLACE}paper/", board.desk_paper, name="desk_paper"),
    path(f"{_DESK}{_PLACE}settings/", roster_settings.desk_settings, name="desk_settings"),
    path(f"{_DESK}{_PLACE}switch/", roster_settings.desk_switch, name="desk_switch"),
    path(f"{_DESK}{_PLACE}patterns/", patterns.desk_patterns, name="desk_patterns"),
    path(f"{_DESK}{_PLACE}patterns/from-hours/", patterns.desk_patterns_from_hours, name="desk_patterns_from_hours"),
    path(f"{_DESK}{_PLACE}patterns/<int:pattern>/remove/", patterns.desk_pattern_remove, name="desk_pattern_remove"),
    path(f"{_DESK}{_PLACE}shifts/new/", board_shift.desk_shift_new, name="desk_shift_new"),
]  # fmt: skip
