"""Addresses of voices: doors, papers, stalls, workshop notes, groups."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
