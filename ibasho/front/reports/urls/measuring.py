"""Addresses of reports: indicators."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import figures_desk as desk
from ibasho.front.reports.views import figures_forms as forms
from ibasho.front.reports.views import figures_public as public

_DESK = "desk/figures/"
_ONE = f"{_DESK}<slug:code>/"
urlpatterns: list[URLPattern] = [
    path("figures/", public.figures_page, name="figures"),
    path("figures/place/<str:public_id>/", public.place_page, name="place_figures"),
    path("figures/<slug:code>/", public.figure, name="figure"),
    path(_DESK, desk.desk_figures, name="desk_figures"),
    path(f"{_DESK}measure/", desk.desk_figures_measure, name="desk_figures_measure"),
    path(_ONE, desk.desk_figure, name="desk_figure"),
    path(f"{_ONE}target/", forms.desk_figure_target, name="desk_figure_target"),
    path(f"{_ONE}target/drop/", desk.desk_figure_unaim, name="desk_figure_unaim"),
    path(f"{_ONE}definition/", forms.desk_figure_definition, name="desk_figure_definition"),
    path(f"{_ONE}definition/back/", desk.desk_figure_undefine, name="desk_figure_undefine"),
    path(f"{_ONE}arrange/", forms.desk_figure_arrange, name="desk_figure_arrange"),
    path(f"{_ONE}earlier/", forms.desk_figure_earlier, name="desk_figure_earlier"),
]
