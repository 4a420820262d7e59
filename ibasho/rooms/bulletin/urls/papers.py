"""Addresses of bulletin: papers."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import papers_desk, papers_ops, qr

_DESK = "desk/bulletin/papers/"

urlpatterns: list[URLPattern] = [
    path("q/<str:code>/", qr.qr, name="qr"),
    path(_DESK, papers_desk.desk_papers, name="desk_papers"),
    path(f"{_DESK}preview.png", papers_desk.desk_paper_preview, name="desk_paper_preview"),
    path(f"{_DESK}print/", papers_desk.desk_paper_print, name="desk_paper_print"),
    path(f"{_DESK}code/<str:code>/retire/", papers_desk.desk_code_retire, name="desk_code_retire"),
    path(f"{_DESK}code/<str:code>/restore/", papers_desk.desk_code_restore, name="desk_code_restore"),
    path("ops/bulletin/places/<str:public_id>/poster/", papers_ops.ops_poster, name="ops_poster"),
]
