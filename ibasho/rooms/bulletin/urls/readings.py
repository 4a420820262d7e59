"""Addresses of bulletin: readings."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import readings_desk as views

_DESK = "desk/bulletin/readings/"
urlpatterns: list[URLPattern] = [
    path(_DESK, views.desk_readings, name="desk_readings"),
    path(f"{_DESK}agree/", views.desk_readings_agree, name="desk_readings_agree"),
    path(f"{_DESK}new/", views.desk_reading_new, name="desk_reading_new"),
    path(f"{_DESK}<int:number>/", views.desk_reading, name="desk_reading"),
]
