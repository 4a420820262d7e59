"""Addresses of reports: pilots, 課題, decisions."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.front.reports.views import decisions, issues, pilots

urlpatterns: list[URLPattern] = [
    path("desk/pilots/", pilots.desk_pilots, name="desk_pilots"),
    path("desk/pilots/new/", pilots.desk_pilot_new, name="desk_pilot_new"),
    path("desk/pilots/<slug:public_id>/", pilots.desk_pilot, name="desk_pilot"),
    path("desk/pilots/<slug:public_id>/edit/", pilots.desk_pilot_edit, name="desk_pilot_edit"),
    path("desk/pilots/<slug:public_id>/do/", pilots.desk_pilot_do, name="desk_pilot_do"),
    path("desk/pilots/<slug:public_id>/figures/", pilots.desk_pilot_figures, name="desk_pilot_figures"),
    path(
        "desk/pilots/<slug:public_id>/figures/<int:key>/remove/",
        pilots.desk_pilot_figure_remove,
        name="desk_pilot_figure_remove",
    ),
    path("desk/issues/", issues.desk_issues, name="desk_issues"),
    path("desk/issues/new/", issues.desk_issue_new, name="desk_issue_new"),
    path("desk/issues/<slug:public_id>/do/", issues.desk_issue_do, name="desk_issue_do"),
    path("desk/decisions/", decisions.desk_decisions, name="desk_decisions"),
    path("desk/decisions/new/", decisions.desk_decision_new, name="desk_decision_new"),
    path(
        "desk/decisions/<slug:public_id>/take-back/",
        decisions.desk_decision_take_back,
        name="desk_decision_take_back",
    ),
]
