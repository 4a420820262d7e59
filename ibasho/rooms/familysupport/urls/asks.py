"""Addresses of family support: asks."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
