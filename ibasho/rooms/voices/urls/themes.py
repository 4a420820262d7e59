"""Addresses of voices: themes, decisions, what came of it, the slip."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
