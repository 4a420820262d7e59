"""Addresses of the centre's inbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.concerns.views import inbox, one

app_name = "concerns"
_ONE = "desk/centre/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/centre/", inbox.inbox, name="desk_inbox"),
    path(_ONE, one.one, name="desk_concern"),
    path(f"{_ONE}do/", one.do, name="desk_concern_do"),
]
