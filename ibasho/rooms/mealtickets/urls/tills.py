"""Addresses of the till: the page a phone keeps, and the shop's pages around it."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import till, tills

_SHOP, _DEVICE = "ops/meals/devices/<str:public_id>/", "ops/meals/device/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("till/", till.till, name="till"),
    path("till/sw.js", till.till_worker, name="till_worker"),
    path("till/manifest.webmanifest", till.till_manifest, name="till_manifest"),
    path("till/icon-<int:size>.png", till.till_icon, name="till_icon"),
    path("ops/meals/devices/", tills.devices, name="devices"),
    path(_SHOP, tills.ops_devices, name="ops_devices"),
    path(f"{_SHOP}register/", tills.ops_device_register, name="ops_device_register"),
    path(f"{_SHOP}pin/", tills.ops_pin, name="ops_pin"),
    path(_DEVICE, tills.ops_device, name="ops_device"),
    path(f"{_DEVICE}stop/", tills.ops_device_stop, name="ops_device_stop"),
    path("ops/meals/today/", tills.today, name="today"),
    path("ops/meals/today/<str:public_id>/", tills.ops_today, name="ops_today"),
    path("ops/meals/meal/<str:public_id>/undo/", tills.ops_meal_undo, name="ops_meal_undo"),
]
