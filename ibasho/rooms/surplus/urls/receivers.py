"""Addresses of surplus: who takes food, what they wish."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
