"""Addresses of reports, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.front.reports.urls import (
    april,
    measuring,
    plan,
    rehearsals,
    reviews,
    slides,
    start,
    trying,
    yearly,
)

app_name = "reports"
urlpatterns: list[URLPattern] = [
    *plan.urlpatterns,
    *trying.urlpatterns,
    *measuring.urlpatterns,
    *reviews.urlpatterns,
    *yearly.urlpatterns,
    *slides.urlpatterns,
    *april.urlpatterns,
    *rehearsals.urlpatterns,
    *start.urlpatterns,
]
