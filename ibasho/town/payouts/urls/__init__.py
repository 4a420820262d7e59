"""Addresses of payouts, one short list per noun."""

from __future__ import annotations

from django.urls import URLPattern

from ibasho.town.payouts.urls import desk

app_name = "payouts"
urlpatterns: list[URLPattern] = [*desk.urlpatterns]
