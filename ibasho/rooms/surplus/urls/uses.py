"""Addresses of surplus: what became of it, kitchen records, thanks."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
