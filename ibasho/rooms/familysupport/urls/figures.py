"""Addresses of family support: figures."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
