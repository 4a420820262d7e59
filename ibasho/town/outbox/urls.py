"""Addresses of the outbox at two doors."""

from django.urls import path

from ibasho.town.outbox import views

app_name = "outbox"
urlpatterns = [
    path("my/messages/", views.own, name="own"),
    path("my/messages/wishes/", views.wishes, name="wishes"),
    path("desk/outbox/", views.unsent, name="unsent"),
    path("desk/outbox/<int:message_id>/resend/", views.resend, name="resend"),
    path("desk/outbox/<int:message_id>/cancel/", views.cancel, name="cancel"),
]
