"""Addresses of voices: who was heard and who was not, wishes."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import heard_desk, heard_public, outreach_desk, wishes_desk, wishes_public

urlpatterns: list[URLPattern] = [
    path("voices/wishes/", wishes_public.wishes, name="wishes"),
    path("voices/wishes/<str:wish>/", wishes_public.wish, name="wish"),
    path("voices/ask/<str:public_id>/heard/", heard_public.heard, name="heard"),
    path("desk/voices/heard/", heard_desk.desk_heard, name="desk_heard"),
    path("desk/voices/heard/plan/", outreach_desk.plan, name="desk_heard_plan"),
    path("desk/voices/heard/paper/", outreach_desk.outreach_paper_page, name="desk_heard_paper"),
    path("desk/voices/heard/<int:outreach_id>/do/", outreach_desk.outreach_do, name="desk_outreach_do"),
    path("desk/voices/wishes/", wishes_desk.desk_wishes, name="desk_wishes"),
]
