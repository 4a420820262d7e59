"""Addresses of surplus: what is offered, once or each week of a season."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
