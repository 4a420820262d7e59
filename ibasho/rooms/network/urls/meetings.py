"""Addresses of network: 交流会."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
