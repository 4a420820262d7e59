"""Addresses of bulletin: subscriptions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
