"""Addresses of voices: results, publishing, the council's spreadsheet."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
