"""Addresses of mealtickets, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.mealtickets.urls import books, cards, counter, giving, money_in, months, shops, tills

app_name = "mealtickets"
urlpatterns: list[URLPattern] = [
    *books.urlpatterns,
    *cards.urlpatterns,
    *counter.urlpatterns,
    *giving.urlpatterns,
    *money_in.urlpatterns,
    *months.urlpatterns,
    *shops.urlpatterns,
    *tills.urlpatterns,
]
