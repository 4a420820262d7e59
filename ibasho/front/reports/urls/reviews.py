"""Addresses of reports: what people say beside the figures."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import reviews_desk as desk
from ibasho.front.reports.views import reviews_ops as ops

_DESK, _OPS, _ONE = "desk/reviews", "ops/reviews", "r/<str:public_id>"
urlpatterns: list[URLPattern] = [
    path(f"{_DESK}/", desk.desk_reviews, name="desk_reviews"),
    path(f"{_DESK}/new/", desk.desk_review_new, name="desk_review_new"),
    path(f"{_DESK}/sheet/<str:party>.pdf", desk.desk_review_sheet, name="desk_review_sheet"),
    path(f"{_DESK}/{_ONE}/", desk.desk_review, name="desk_review"),
    path(f"{_DESK}/{_ONE}/<str:verb>/", desk.desk_review_do, name="desk_review_do"),
    path(f"{_OPS}/", ops.ops_reviews, name="ops_reviews"),
    path(f"{_OPS}/new/", ops.ops_review_new, name="ops_review_new"),
    path(f"{_OPS}/sheet/<str:party>.pdf", ops.ops_review_sheet, name="ops_review_sheet"),
    path(f"{_OPS}/{_ONE}/", ops.ops_review, name="ops_review"),
    path(f"{_OPS}/{_ONE}/<str:verb>/", ops.ops_review_do, name="ops_review_do"),
]
