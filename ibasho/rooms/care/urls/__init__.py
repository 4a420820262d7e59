"""Addresses of care, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.rooms.care.urls import consultations, coverage, notes, notices, referrals, secrecy

app_name = "care"
urlpatterns: list[URLPattern] = [
    *notes.urlpatterns,
    *secrecy.urlpatterns,
    *referrals.urlpatterns,
    *consultations.urlpatterns,
    *coverage.urlpatterns,
    *notices.urlpatterns,
]
