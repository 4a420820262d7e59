"""Addresses of mealtickets, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.mealtickets.urls import cards, counter, giving, money_in, shops, tills

app_name = "mealtickets"
urlpatterns: list[URLPattern] = [
    *cards.urlpatterns,
    *counter.urlpatterns,
    *giving.urlpatterns,
    *money_in.urlpatterns,
    *shops.urlpatterns,
    *tills.urlpatterns,
]
