"""Addresses of network: kit and helpers lent between groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import lending

_OPS, _DESK = "ops/network/lending/", "desk/network/lending/"
urlpatterns: list[URLPattern] = [
    path(_OPS, lending.ops_lending, name="ops_lending"),
    path(f"{_OPS}new/", lending.ops_item_new, name="ops_loan_item_new"),
    path(f"{_OPS}item/<str:public_id>/", lending.ops_item, name="ops_loan_item"),
    path(f"{_OPS}item/<str:public_id>/ask/", lending.ops_ask, name="ops_loan_ask"),
    path(f"{_OPS}loan/<str:public_id>/do/", lending.ops_loan_do, name="ops_loan_do"),
    path(_DESK, lending.desk_lending, name="desk_lending"),
    path(f"{_DESK}new/", lending.desk_item_new, name="desk_loan_item_new"),
    path(f"{_DESK}item/<str:public_id>/", lending.desk_item, name="desk_loan_item"),
    path(f"{_DESK}item/<str:public_id>/ask/", lending.desk_ask, name="desk_loan_ask"),
    path(f"{_DESK}loan/<str:public_id>/do/", lending.desk_loan_do, name="desk_loan_do"),
]
