"""Addresses of surplus: drop-off points, drivers, routes of a day, hand-over, recall."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.surplus.views import carriers, carrying_desk, handing, recalls_desk, recalls_ops, run_link

_CARRYING, _DEPOTS, _DRIVERS = "desk/surplus/carrying/", "desk/surplus/depots/", "desk/surplus/drivers/"
_RUN, _LINK = f"{_CARRYING}<slug:public_id>/", "surplus/run/<slug:token>/"
_DESK_HAND, _OPS_HAND = "desk/surplus/hand/<slug:public_id>/", "ops/surplus/hand/<slug:public_id>/"
_DESK_RECALLS, _OPS_RECALLS = "desk/surplus/recalls/", "ops/surplus/recalls/"
_RECALL = f"{_DESK_RECALLS}<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path(_LINK, run_link.run_link, name="run_link"),
    path(f"{_LINK}stop/<int:stop>/", run_link.run_tick, name="run_tick"),
    path(f"{_LINK}hand/<slug:public_id>/", run_link.run_hand, name="run_hand"),
    path("ops/surplus/hand/", handing.ops_handing, name="ops_handing"),
    path(_OPS_HAND, handing.ops_hand, name="ops_hand"),
    path(f"{_OPS_HAND}back/", handing.ops_hand_back, name="ops_hand_back"),
    path(_DESK_HAND, handing.desk_hand, name="desk_hand"),
    path(f"{_DESK_HAND}back/", handing.desk_hand_back, name="desk_hand_back"),
    path(f"{_DESK_HAND}no-show/", handing.desk_no_show, name="desk_no_show"),
    path(_CARRYING, carrying_desk.desk_carrying, name="desk_carrying"),
    path(f"{_CARRYING}new/", carrying_desk.desk_run_new, name="desk_run_new"),
    path(_RUN, carrying_desk.desk_run, name="desk_run"),
    path(f"{_RUN}do/", carrying_desk.desk_run_do, name="desk_run_do"),
    path(f"{_RUN}paper/", carrying_desk.desk_run_paper, name="desk_run_paper"),
    path("desk/surplus/carriers/", carriers.desk_carriers, name="desk_carriers"),
    path(f"{_DEPOTS}new/", carriers.desk_depot_new, name="desk_depot_new"),
    path(f"{_DEPOTS}<slug:public_id>/", carriers.desk_depot, name="desk_depot"),
    path(f"{_DRIVERS}new/", carriers.desk_driver_new, name="desk_driver_new"),
    path(f"{_DRIVERS}<slug:public_id>/", carriers.desk_driver, name="desk_driver"),
    path(f"{_DRIVERS}<slug:public_id>/link/", carriers.desk_driver_link, name="desk_driver_link"),
    path(_OPS_RECALLS, recalls_ops.ops_recalls, name="ops_recalls"),
    path(f"{_OPS_RECALLS}<slug:public_id>/", recalls_ops.ops_recall_answer, name="ops_recall_answer"),
    path(_DESK_RECALLS, recalls_desk.desk_recalls, name="desk_recalls"),
    path(f"{_DESK_RECALLS}new/<slug:public_id>/", recalls_desk.desk_recall_new, name="desk_recall_new"),
    path(
        f"{_DESK_RECALLS}answer/<slug:public_id>/", recalls_desk.desk_recall_answer, name="desk_recall_answer"
    ),
    path(_RECALL, recalls_desk.desk_recall, name="desk_recall"),
    path(f"{_RECALL}do/", recalls_desk.desk_recall_do, name="desk_recall_do"),
    path(f"{_RECALL}paper/", recalls_desk.desk_recall_paper, name="desk_recall_paper"),
]
