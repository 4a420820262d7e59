"""Addresses of voices: hearings, their steps and questions."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
