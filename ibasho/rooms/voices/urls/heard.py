"""Addresses of voices: who was heard and who was not, wishes."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
