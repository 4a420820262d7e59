"""Addresses of the month's end: closings and statements at the desk, statements at the shop's door."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import months, statements

_MONTH, _ONE, _OWN = (
    "desk/meals/months/<str:public_id>/",
    "desk/meals/statements/<str:public_id>/",
    "ops/meals/statements/<str:public_id>/",
)
urlpatterns: list[URLPattern] = [
    path("desk/meals/months/", months.months, name="months"),
    path("desk/meals/months/close/", months.month_close, name="month_close"),
    path(_MONTH, months.month, name="month"),
    path(f"{_MONTH}pay/", months.month_pay, name="month_pay"),
    path(_ONE, statements.statement, name="statement"),
    path(f"{_ONE}pdf/", statements.statement_pdf, name="statement_pdf"),
    path("ops/meals/shops/<str:public_id>/statements/", statements.ops_statements, name="ops_statements"),
    path(_OWN, statements.ops_statement, name="ops_statement"),
    path(f"{_OWN}pdf/", statements.ops_statement_pdf, name="ops_statement_pdf"),
]
