"""Addresses of voices: the child's form, the slip of thanks, sheets typed in."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import answering_ask, answering_public, typing_desk

urlpatterns: list[URLPattern] = [
    path("voices/", answering_public.home, name="home"),
    path("voices/in/", answering_public.enter, name="enter"),
    path("voices/ask/<str:public_id>/", answering_ask.ask, name="ask"),
    path("voices/ask/<str:public_id>/thanks/", answering_ask.thanks, name="thanks"),
    path("desk/voices/h/<str:public_id>/type/", typing_desk.type_in, name="desk_type"),
    path("desk/voices/h/<str:public_id>/type/undo/", typing_desk.undo, name="desk_type_undo"),
]
