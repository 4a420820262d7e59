"""Addresses of cards: the phone's page, the desk's batches and keys, and the papers of a shop."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import card_page, cards_desk, keys_desk, papers

_SHEET = "desk/meals/cards/<str:public_id>/"
_CARD = f"{_SHEET}<int:position>/"
_KIT, _OWN_KIT = "desk/meals/shops/<str:public_id>/papers/", "ops/meals/shops/<str:public_id>/papers/"
urlpatterns: list[URLPattern] = [
    path("card/", card_page.card_page, name="card_page"),
    path("desk/meals/cards/", cards_desk.sheets, name="sheets"),
    path("desk/meals/cards/find/", cards_desk.find_card, name="find_card"),
    path("desk/meals/cards/new/", cards_desk.sheet_new, name="sheet_new"),
    path("desk/meals/cards/keys/", keys_desk.keys, name="keys"),
    path("desk/meals/cards/keys/new/", keys_desk.key_rotate, name="key_rotate"),
    path("desk/meals/cards/keys/<int:key_id>/stop/", keys_desk.key_revoke, name="key_revoke"),
    path(_SHEET, cards_desk.sheet, name="sheet"),
    path(f"{_SHEET}print/", cards_desk.sheet_print, name="sheet_print"),
    path(f"{_SHEET}stop/", cards_desk.sheet_stop, name="sheet_stop"),
    path(_CARD, cards_desk.card, name="card"),
    path(f"{_CARD}stop/", cards_desk.card_revoke, name="card_revoke"),
    path(f"{_CARD}replace/", cards_desk.card_replace, name="card_replace"),
    path(f"{_CARD}print/", cards_desk.card_print, name="card_print"),
    path(_KIT, papers.kit, name="kit"),
    path(f"{_KIT}stubs/", papers.kit_stubs, name="kit_stubs"),
    path(f"{_KIT}<slug:paper>.pdf", papers.kit_paper, name="kit_paper"),
    path(_OWN_KIT, papers.ops_kit, name="ops_kit"),
    path(f"{_OWN_KIT}stubs/", papers.ops_kit_stubs, name="ops_kit_stubs"),
    path(f"{_OWN_KIT}<slug:paper>.pdf", papers.ops_kit_paper, name="ops_kit_paper"),
]
