"""Addresses of reports: the page that reproduces the deck."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import slides

urlpatterns: list[URLPattern] = [path("slides/", slides.slides, name="slides")]
