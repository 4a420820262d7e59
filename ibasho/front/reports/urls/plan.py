"""Addresses of reports: programme lines and the year map."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
