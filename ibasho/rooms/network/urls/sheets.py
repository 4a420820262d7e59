"""Addresses of network: 実態把握."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import sheets_desk

_ONE = "desk/network/sheet/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/network/sheets/", sheets_desk.sheets, name="desk_sheets"),
    path("desk/network/sheets/empty.pdf", sheets_desk.empty, name="desk_sheet_empty"),
    path("desk/network/g/<str:public_id>/sheet/", sheets_desk.sheet_new, name="desk_sheet_new"),
    path(_ONE, sheets_desk.sheet, name="desk_sheet"),
    path(f"{_ONE}change/", sheets_desk.sheet_change, name="desk_sheet_change"),
    path(f"{_ONE}drop/", sheets_desk.sheet_drop, name="desk_sheet_drop"),
]
