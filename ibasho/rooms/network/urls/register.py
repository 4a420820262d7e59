"""Addresses of network: the register of groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import papers, register_desk, register_forms, register_ops

_GROUP = "desk/network/g/<str:public_id>/"
_PERSON = "desk/network/person/<str:public_id>/"
_CONTACT = "desk/network/contact/<str:public_id>/"
_PAPER = "desk/network/paper/<str:kind>/<str:public_id>/"
_OWN_PAPER = "ops/network/paper/<str:kind>/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/network/", register_desk.groups, name="desk_groups"),
    path(_GROUP, register_desk.group, name="desk_group"),
    path(f"{_GROUP}profile/", register_forms.profile, name="desk_profile"),
    path(f"{_GROUP}person/", register_forms.person_new, name="desk_person_new"),
    path(f"{_GROUP}contact/", register_forms.contact_new, name="desk_contact_new"),
    path(f"{_GROUP}paper/<str:kind>/", papers.desk_paper_new, name="desk_paper_new"),
    path(_PERSON, register_forms.person, name="desk_person"),
    path(f"{_PERSON}leave/", register_forms.person_leave, name="desk_person_leave"),
    path(f"{_PERSON}back/", register_forms.person_back, name="desk_person_back"),
    path(_CONTACT, register_forms.contact, name="desk_contact"),
    path(f"{_CONTACT}do/", register_forms.contact_do, name="desk_contact_do"),
    path(_PAPER, papers.desk_paper, name="desk_paper"),
    path(f"{_PAPER}remove/", papers.desk_paper_remove, name="desk_paper_remove"),
    path(f"{_PAPER}do/", papers.desk_paper_do, name="desk_paper_do"),
    path("ops/network/", register_ops.home, name="ops_network"),
    path("ops/network/g/<str:public_id>/paper/<str:kind>/", papers.ops_paper_new, name="ops_paper_new"),
    path(_OWN_PAPER, papers.ops_paper, name="ops_paper"),
    path(f"{_OWN_PAPER}remove/", papers.ops_paper_remove, name="ops_paper_remove"),
    path(f"{_OWN_PAPER}do/", papers.ops_paper_do, name="ops_paper_do"),
]
