"""Addresses of care: who handles, who may not, break-glass, the read log."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
