"""Addresses of openhouse: seats and 「おしえて」."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.openhouse.views import seats_child, seats_staff

_OWN = "ops/seats/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("seats/<str:public_id>/", seats_child.seats, name="seats"),
    path("seats/<str:public_id>/take/", seats_child.seats_take, name="seats_take"),
    path("seats/<str:public_id>/mine/", seats_child.seats_mine, name="seats_mine"),
    path("ask/<str:public_id>/", seats_child.ask, name="ask"),
    path(_OWN, seats_staff.ops_seats, name="ops_seats"),
    path(f"{_OWN}asks/<int:key>/", seats_staff.ops_ask, name="ops_ask"),
    path(f"{_OWN}<str:room>/free/", seats_staff.ops_seat_free, name="ops_seat_free"),
]
