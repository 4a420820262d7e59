"""Addresses of care: the centre's inbox and one notice."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
