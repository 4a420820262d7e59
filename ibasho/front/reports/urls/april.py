"""Addresses of reports: hand-over and roll-over."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.urls import years as years  # makes <nendo:…> known
from ibasho.front.reports.views import april_desk, deputies_desk, handover_items, handovers_desk

_HAND, _ONE, _DEPUTY = "desk/handover", "desk/handover/<str:public_id>", "desk/deputies"
urlpatterns: list[URLPattern] = [
    path("desk/april/", april_desk.desk_april, name="desk_april"),
    path("desk/april/<nendo:nendo>/", april_desk.desk_april, name="desk_april_of"),
    path("desk/april/<nendo:nendo>/<slug:step>/<slug:verb>/", april_desk.desk_april_do, name="desk_april_do"),
    path(f"{_HAND}/", handovers_desk.desk_handovers, name="desk_handovers"),
    path(f"{_HAND}/new/", handovers_desk.desk_handover_new, name="desk_handover_new"),
    path(f"{_ONE}/", handovers_desk.desk_handover, name="desk_handover"),
    path(f"{_ONE}/hand/", handovers_desk.desk_handover_hand, name="desk_handover_hand"),
    path(f"{_ONE}/do/<slug:verb>/", handovers_desk.desk_handover_do, name="desk_handover_do"),
    path(f"{_ONE}/paper.pdf", handovers_desk.desk_handover_paper, name="desk_handover_paper"),
    path(f"{_ONE}/items/", handover_items.desk_handover_item, name="desk_handover_item"),
    path(
        f"{_ONE}/items/<int:key>/drop/",
        handover_items.desk_handover_item_drop,
        name="desk_handover_item_drop",
    ),
    path(f"{_DEPUTY}/", deputies_desk.desk_deputies, name="desk_deputies"),
    path(f"{_DEPUTY}/<str:public_id>/<slug:verb>/", deputies_desk.desk_deputy_do, name="desk_deputy_do"),
]
