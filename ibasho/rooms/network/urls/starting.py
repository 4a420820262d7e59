"""Addresses of network: start-ups and what was handed on."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
