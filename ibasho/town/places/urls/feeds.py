"""Data out: the page about it, files, calendars to subscribe to, news. No account, no cookie, nothing counted."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from ibasho.town.places.views import feeds, files

CODE = r"(?P<public_id>[0-9A-Z]{6,16})"
urlpatterns: list[URLPattern] = [
    path("data/", files.data, name="data"),
    re_path(r"^data/(?P<dataset>[a-z_]{3,20})\.(?P<kind>csv|xlsx)$", files.table, name="data_table"),
    path("data/<slug:dataset>/shift-jis/", files.shift_jis, name="data_shift_jis"),
    path("data/<slug:dataset>.lost.txt", files.lost, name="data_lost"),
    path("data/places.geojson", files.geojson, name="data_geojson"),
    path("data/hsds.json", files.hsds_json, name="data_hsds"),
    re_path(rf"^places/{CODE}\.ics$", feeds.place, name="place_ics"),
    re_path(rf"^places/{CODE}\.svg$", feeds.qr, name="place_qr"),
    re_path(rf"^events/{CODE}\.ics$", feeds.event, name="event_ics"),
    path("districts/<str:code>.ics", feeds.district, name="district_ics"),
    path("city.ics", feeds.city, name="city_ics"),
    path("news.rss", feeds.news_rss, name="news_rss"),
    path("news.atom", feeds.news_atom, name="news_atom"),
]
