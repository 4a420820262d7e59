"""Addresses of care: who handles, who may not, break-glass, the read log."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import openings, secrecy_desk

urlpatterns: list[URLPattern] = [
    path("desk/care/m/<str:public_id>/assign/", secrecy_desk.assign, name="desk_assign"),
    path("desk/care/m/<str:public_id>/relate/", secrecy_desk.relate, name="desk_relate"),
    path("desk/care/m/<str:public_id>/open/", openings.open_one, name="desk_open"),
    path("desk/care/openings/", openings.openings, name="desk_openings"),
    path("desk/care/openings/<int:opening_id>/", openings.opening, name="desk_opening"),
    path("desk/care/reads/", openings.reads, name="desk_reads"),
]
