"""Addresses of care: writing a note and seeing what became of one's own."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
