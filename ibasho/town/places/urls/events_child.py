"""The child's door: what is on, signing up, the ticket."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.places.views import events, signups

urlpatterns: list[URLPattern] = [
    path("events/", events.events, name="events"),
    path("events/ticket/", signups.ticket, name="ticket"),
    path("events/ticket/find/", signups.find_ticket, name="ticket_find"),
    path("events/ticket/cancel/", signups.cancel, name="ticket_cancel"),
    path("events/<slug:public_id>/", events.event, name="event"),
    path("events/<slug:public_id>/days/<int:session>/", signups.sign_up, name="signup"),
    path("events/<slug:public_id>/days/<int:session>/free/", signups.ask_when_free, name="spot_notice"),
]
