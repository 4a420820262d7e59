"""Addresses of family support: the member's own page, asks, links, and what a provider can."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import (
    asks_desk,
    asks_my,
    link_giving,
    my_home,
    profile_desk,
    profile_my,
)

_MEMBER = "desk/support/members/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("support/my/", my_home.home, name="my"),
    path("support/my/enter/", my_home.enter, name="my_enter"),
    path("support/my/exit/", my_home.leave, name="my_exit"),
    path("support/my/asks/<int:key>/", asks_my.answer, name="my_ask"),
    path("support/my/hours/", profile_my.hours, name="my_hours"),
    path("support/my/hours/<int:key>/drop/", profile_my.hours_drop, name="my_hours_drop"),
    path("support/my/away/", profile_my.away, name="my_away"),
    path("support/my/away/<int:key>/drop/", profile_my.away_drop, name="my_away_drop"),
    path("support/my/can/", profile_my.can, name="my_can"),
    path("support/my/pause/", profile_my.pause, name="my_pause"),
    path("desk/support/asks/", asks_desk.asks, name="desk_asks_list"),
    path("desk/support/asks/answers/<int:key>/", asks_desk.answer, name="desk_ask_answer"),
    path("desk/support/asks/<str:public_id>/", asks_desk.ask, name="desk_asks"),
    path(f"{_MEMBER}link/", link_giving.link, name="desk_link"),
    path(f"{_MEMBER}hours/", profile_desk.hours, name="desk_hours"),
    path(f"{_MEMBER}hours/<int:key>/drop/", profile_desk.hours_drop, name="desk_hours_drop"),
    path(f"{_MEMBER}away/", profile_desk.away, name="desk_away"),
    path(f"{_MEMBER}away/<int:key>/drop/", profile_desk.away_drop, name="desk_away_drop"),
    path(f"{_MEMBER}can/", profile_desk.can, name="desk_can"),
]
