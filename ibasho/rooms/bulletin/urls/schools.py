"""Addresses of bulletin: schools."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import (
    schools_deliveries,
    schools_desk,
    schools_handouts,
    schools_import,
    schools_link,
    schools_papers,
    schools_tablet,
)

_DESK = "desk/bulletin/schools/"
_HANDOUT = "desk/bulletin/handouts/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(_DESK, schools_desk.desk_schools, name="desk_schools"),
    path(f"{_DESK}new/", schools_desk.desk_school_new, name="desk_school_new"),
    path(f"{_DESK}areas/", schools_desk.desk_schools_areas, name="desk_schools_areas"),
    path(f"{_DESK}import/", schools_import.desk_schools_import, name="desk_schools_import"),
    path(f"{_DESK}import/take/", schools_import.desk_schools_import_take, name="desk_schools_import_take"),
    path(f"{_DESK}tablet/", schools_tablet.desk_tablet, name="desk_tablet"),
    path(f"{_DESK}tablet/paper/", schools_tablet.desk_tablet_paper, name="desk_tablet_paper"),
    path(f"{_DESK}<str:public_id>/", schools_desk.desk_school, name="desk_school"),
    path(f"{_DESK}<str:public_id>/confirm/", schools_desk.desk_school_confirm, name="desk_school_confirm"),
    path("desk/bulletin/handouts/", schools_handouts.desk_handouts, name="desk_handouts"),
    path("desk/bulletin/handouts/new/", schools_handouts.desk_handout_new, name="desk_handout_new"),
    path(_HANDOUT, schools_handouts.desk_handout, name="desk_handout"),
    path(f"{_HANDOUT}change/", schools_handouts.desk_handout_change, name="desk_handout_change"),
    path(f"{_HANDOUT}packing/", schools_papers.desk_handout_packing, name="desk_handout_packing"),
    path(f"{_HANDOUT}labels/", schools_papers.desk_handout_labels, name="desk_handout_labels"),
    path("desk/bulletin/deliveries/<str:public_id>/", schools_deliveries.desk_delivery, name="desk_delivery"),
    path(
        "desk/bulletin/deliveries/<str:public_id>/call/",
        schools_deliveries.desk_delivery_call,
        name="desk_delivery_call",
    ),
    path("h/<str:token>/", schools_link.school_link, name="school_link"),
    path("tablet/", schools_tablet.tablet, name="tablet"),
]
