"""Addresses of voices: the child's form, the slip of thanks, sheets typed in."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
