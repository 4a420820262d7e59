"""Addresses of payouts, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "payouts"
urlpatterns: list[URLPattern] = []
