"""Addresses of bulletin: how."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
