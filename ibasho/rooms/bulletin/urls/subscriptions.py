"""Addresses of bulletin: subscriptions."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import subscriptions, subscriptions_my, subscriptions_own

urlpatterns: list[URLPattern] = [
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/how/", subscriptions.how_to_hear, name="subscribe_how"),
    path("subscribe/sent/", subscriptions.sent, name="subscribe_sent"),
    path("subscribe/confirm/", subscriptions.confirm, name="confirm"),
    path("subscribe/own/", subscriptions_own.own, name="own"),
    path("my/subscription/", subscriptions_my.my, name="my"),
    path("my/subscription/stop/", subscriptions_my.my_stop, name="my_stop"),
]
