"""Addresses of family support: requests, their visits, and children."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import (
    children_desk,
    my_children,
    my_requests,
    requests_desk,
    visits_desk,
)

_MY, _DESK = "support/my/", "desk/support/"
urlpatterns: list[URLPattern] = [
    path(f"{_MY}requests/", my_requests.listed, name="my_requests"),
    path(f"{_MY}requests/new/", my_requests.new, name="my_request_new"),
    path(f"{_MY}requests/<str:public_id>/", my_requests.one, name="my_request"),
    path(f"{_MY}requests/<str:public_id>/change/", my_requests.change, name="my_request_change"),
    path(f"{_MY}requests/<str:public_id>/withdraw/", my_requests.withdraw, name="my_request_withdraw"),
    path(f"{_MY}requests/<str:public_id>/restore/", my_requests.restore, name="my_request_restore"),
    path(f"{_MY}visits/<str:public_id>/cancel/", my_requests.visit_cancel, name="my_visit_cancel"),
    path(f"{_MY}visits/<str:public_id>/back/", my_requests.visit_back, name="my_visit_back"),
    path(f"{_MY}visits/<str:public_id>/end/", my_requests.visit_end, name="my_visit_end"),
    path(f"{_MY}children/new/", my_children.new, name="my_child_new"),
    path(f"{_MY}children/<str:public_id>/", my_children.one, name="my_child"),
    path(f"{_MY}children/<str:public_id>/remove/", my_children.remove, name="my_child_remove"),
    path(f"{_DESK}requests/", requests_desk.listed, name="desk_requests"),
    path(f"{_DESK}requests/new/", requests_desk.new, name="desk_request_new"),
    path(f"{_DESK}requests/visits/<str:public_id>/cancel/", visits_desk.cancel, name="desk_visit_cancel"),
    path(f"{_DESK}requests/visits/<str:public_id>/unmet/", visits_desk.unmet, name="desk_visit_unmet"),
    path(f"{_DESK}requests/visits/<str:public_id>/back/", visits_desk.back, name="desk_visit_back"),
    path(f"{_DESK}requests/visits/<str:public_id>/end/", visits_desk.end, name="desk_visit_end"),
    path(f"{_DESK}requests/visits/<str:public_id>/reopen/", visits_desk.reopen, name="desk_visit_reopen"),
    path(f"{_DESK}requests/<str:public_id>/", requests_desk.one, name="desk_request"),
    path(f"{_DESK}requests/<str:public_id>/change/", requests_desk.change, name="desk_request_change"),
    path(f"{_DESK}requests/<str:public_id>/withdraw/", requests_desk.withdraw, name="desk_request_withdraw"),
    path(f"{_DESK}requests/<str:public_id>/restore/", requests_desk.restore, name="desk_request_restore"),
    path(f"{_DESK}children/of/<str:public_id>/", children_desk.new, name="desk_child_new"),
    path(f"{_DESK}children/<str:public_id>/", children_desk.one, name="desk_child"),
    path(f"{_DESK}children/<str:public_id>/remove/", children_desk.remove, name="desk_child_remove"),
]
