"""Addresses of the outbox at its doors."""

from django.urls import path

from ibasho.town.outbox.views import browsers, mine, stopping, unsent

app_name = "outbox"
urlpatterns = [
    path("my/messages/", mine.own, name="own"),
    path("my/messages/wishes/", mine.wishes, name="wishes"),
    path("my/messages/wishes/here/", mine.here, name="here"),
    path("push/", browsers.browser, name="push"),
    path("stop/", stopping.stop, name="stop"),
    path("stop/mail/", stopping.stop_by_machine, name="stop_by_machine"),
    path("desk/outbox/", unsent.unsent, name="unsent"),
    path("desk/outbox/<int:message_id>/resend/", unsent.resend, name="resend"),
    path("desk/outbox/<int:message_id>/cancel/", unsent.cancel, name="cancel"),
]
