"""Addresses of care: welcoming a child at a place."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import referrals_desk, referrals_find, referrals_place, referrals_texts

_ONE = "desk/care/r/<str:public_id>/"
_WELCOME = "ops/care/welcome/"

urlpatterns: list[URLPattern] = [
    path("desk/care/referrals/", referrals_desk.listing, name="desk_referrals"),
    path("desk/care/referrals/find/", referrals_find.find, name="desk_referral_find"),
    path("desk/care/referrals/map.svg", referrals_find.city_map, name="desk_referral_map"),
    path("desk/care/referrals/words/", referrals_texts.texts, name="desk_consent_texts"),
    path("desk/care/referrals/words/new/", referrals_texts.new_text, name="desk_consent_text_new"),
    path("desk/care/referrals/to/<str:public_id>/", referrals_desk.ask, name="desk_referral_ask"),
    path(_ONE, referrals_desk.one, name="desk_referral"),
    path(f"{_ONE}do/", referrals_desk.do, name="desk_referral_do"),
    path(f"{_ONE}paper/", referrals_desk.paper, name="desk_referral_paper"),
    path(f"{_ONE}call/", referrals_desk.script, name="desk_referral_call"),
    path(_WELCOME, referrals_place.welcome, name="ops_welcome"),
    path(f"{_WELCOME}<str:public_id>/", referrals_place.one, name="ops_welcome_one"),
    path(f"{_WELCOME}<str:public_id>/do/", referrals_place.do, name="ops_welcome_do"),
]
