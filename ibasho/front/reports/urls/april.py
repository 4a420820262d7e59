"""Addresses of reports: hand-over and roll-over."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
