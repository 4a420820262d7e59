"""Addresses of surplus: proposals, who confirms them, what each receiver reads."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.surplus.views import about, board, calls_desk, proposals, receivers_ops

_PROPOSAL, _SHARE = "desk/surplus/p/<slug:public_id>/", "ops/surplus/share/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("surplus/", about.about, name="about"),
    path("desk/surplus/", board.board, name="desk_board"),
    path("desk/surplus/offers/<slug:public_id>/propose/", board.propose, name="desk_propose"),
    path(_PROPOSAL, proposals.one, name="desk_proposal"),
    path(f"{_PROPOSAL}confirm/", proposals.confirm, name="desk_confirm"),
    path(f"{_PROPOSAL}drop/", proposals.drop, name="desk_proposal_drop"),
    path("desk/surplus/shares/<slug:public_id>/decline/", proposals.decline, name="desk_decline"),
    path("desk/surplus/shares/<slug:public_id>/back/", proposals.take_back, name="desk_decline_back"),
    path("desk/surplus/shares/<slug:public_id>/called/", calls_desk.place_told, name="desk_call_place"),
    path("desk/surplus/offers/<slug:public_id>/called/", calls_desk.giver_told, name="desk_call_giver"),
    path(_SHARE, receivers_ops.share, name="ops_share"),
    path(f"{_SHARE}decline/", receivers_ops.decline, name="ops_decline"),
    path(f"{_SHARE}back/", receivers_ops.take_back, name="ops_decline_back"),
]
