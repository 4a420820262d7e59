"""Addresses of care: the centre's inbox and one notice."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import notices_desk, one

_ONE = "desk/care/n/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/care/", notices_desk.inbox, name="desk_inbox"),
    path("desk/care/search/", notices_desk.search, name="desk_search"),
    path(_ONE, one.one, name="desk_notice"),
    path(f"{_ONE}do/", one.do, name="desk_notice_do"),
]
