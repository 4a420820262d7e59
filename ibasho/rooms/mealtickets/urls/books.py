"""Addresses of the books: where the yen are, the ledger, years, funds, pools; and the page for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import books, pools, public

_FUND, _POOL = "desk/meals/funds/<str:public_id>/", "desk/meals/pools/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("meals/", public.meals, name="meals"),
    path("desk/meals/", books.desk_meals, name="desk_meals"),
    path("desk/meals/ledger/", books.ledger, name="ledger"),
    path("desk/meals/ledger/<int:entry>/", books.ledger_entry, name="ledger_entry"),
    path("desk/meals/years/<int:nendo_of>/", books.year, name="year"),
    path("desk/meals/funds/new/", pools.fund_new, name="fund_new"),
    path(_FUND, pools.fund, name="fund"),
    path(f"{_FUND}move/", pools.pool_move, name="pool_move"),
    path(f"{_FUND}pools/new/", pools.pool_new, name="pool_new"),
    path(_POOL, pools.pool, name="pool"),
    path(f"{_POOL}edit/", pools.pool_edit, name="pool_edit"),
    path(f"{_POOL}close/", pools.pool_close, name="pool_close"),
    path(f"{_POOL}offer/", pools.pool_offer, name="pool_offer"),
    path("desk/meals/offers/<int:offer>/back/", pools.offer_back, name="offer_back"),
]
