"""The city's desk of areas: what is loaded, taking files in, the rules children live by."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.areas.views import files, overview, rules

app_name = "areas"
_FILE = "desk/areas/files/<str:public_id>/"
_RULES = "desk/areas/rules/"
urlpatterns: list[URLPattern] = [
    path("desk/areas/", overview.desk_overview, name="desk_overview"),
    path("desk/areas/districts/", overview.desk_districts, name="desk_districts"),
    path("desk/areas/data/<str:kind>/", files.desk_kind, name="desk_kind"),
    path("desk/areas/data/<str:kind>/<int:key>/use/", overview.desk_use, name="desk_use"),
    path("desk/areas/people/<str:public_id>/remove/", overview.desk_remove, name="desk_remove"),
    path(_FILE, files.desk_file, name="desk_file"),
    path(f"{_FILE}take/", files.desk_file_take, name="desk_file_take"),
    path(f"{_FILE}drop/", files.desk_file_drop, name="desk_file_drop"),
    path(_RULES, rules.desk_rules, name="desk_rules"),
    path(f"{_RULES}holidays/", rules.desk_holiday_add, name="desk_holiday_add"),
    path(f"{_RULES}holidays/<int:key>/drop/", rules.desk_holiday_drop, name="desk_holiday_drop"),
    path(f"{_RULES}<str:stage>/", rules.desk_stage, name="desk_stage"),
    path(f"{_RULES}<str:stage>/standard/", rules.desk_standard, name="desk_standard"),
]
