"""Addresses of reach, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.reach.urls import mobile, plans, studies

app_name = "reach"
urlpatterns: list[URLPattern] = [*studies.urlpatterns, *plans.urlpatterns, *mobile.urlpatterns]
