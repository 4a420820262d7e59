"""Addresses of care: where notes never come from; members of the 要対協; the centre's settings."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
