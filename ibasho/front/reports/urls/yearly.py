"""Addresses of reports: the yearly report."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.urls import years as years  # makes <nendo:…> known
from ibasho.front.reports.views import yearly_desk, yearly_preview, yearly_public

_DESK, _ONE = "desk/yearly/<nendo:nendo>", "yearly/<nendo:nendo>"

urlpatterns: list[URLPattern] = [
    path("yearly/", yearly_public.yearly_list, name="yearly_list"),
    path(f"{_ONE}/", yearly_public.yearly, name="yearly"),
    path(f"{_ONE}/kids/", yearly_public.yearly_kids, name="yearly_kids"),
    path(f"{_ONE}/report.pdf", yearly_public.yearly_pdf, name="yearly_pdf"),
    path(f"{_ONE}/kids.pdf", yearly_public.yearly_kids_pdf, name="yearly_kids_pdf"),
    path("desk/yearly/", yearly_desk.desk_yearly, name="desk_yearly"),
    path(f"{_DESK}/", yearly_desk.desk_report, name="desk_report"),
    path(f"{_DESK}/draft/", yearly_desk.desk_yearly_draft, name="desk_yearly_draft"),
    path(f"{_DESK}/words/<slug:chapter>/", yearly_desk.desk_report_words, name="desk_report_words"),
    path(f"{_DESK}/do/<slug:verb>/", yearly_desk.desk_report_do, name="desk_report_do"),
    path(f"{_DESK}/why/<slug:verb>/", yearly_desk.desk_report_why, name="desk_report_why"),
    path(f"{_DESK}/preview/", yearly_preview.desk_report_preview, name="desk_report_preview"),
    path(f"{_DESK}/preview/kids/", yearly_preview.desk_report_kids, name="desk_report_kids"),
    path(f"{_DESK}/report.pdf", yearly_preview.desk_report_pdf, name="desk_report_pdf"),
    path(f"{_DESK}/kids.pdf", yearly_preview.desk_report_kids_pdf, name="desk_report_kids_pdf"),
    path(f"{_DESK}/council.xlsx", yearly_preview.desk_report_council, name="desk_report_council"),
]
