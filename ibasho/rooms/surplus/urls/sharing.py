"""Addresses of surplus: proposals, who confirms them, what each receiver reads."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
