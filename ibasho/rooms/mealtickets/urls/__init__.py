"""Addresses of mealtickets, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.mealtickets.urls import giving, shops, tills

app_name = "mealtickets"
urlpatterns: list[URLPattern] = [
    *giving.urlpatterns,
    *shops.urlpatterns,
    *tills.urlpatterns,
]
