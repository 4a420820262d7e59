"""Addresses of care: welcoming a child at a place."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
