"""Addresses of bulletin: notices."""

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import news_feeds, news_public, notices_desk

urlpatterns: list[URLPattern] = [
    path("news/", news_public.news, name="news"),
    path("news/<slug:public_id>/", news_public.news_one, name="news_one"),
    path("notices.rss", news_feeds.rss, name="rss"),
    path("notices.atom", news_feeds.atom, name="atom"),
    path("desk/bulletin/", notices_desk.desk_home, name="desk_home"),
    path("desk/bulletin/notices/new/", notices_desk.desk_notice_new, name="desk_notice_new"),
    path("desk/bulletin/notices/<slug:public_id>/", notices_desk.desk_notice, name="desk_notice"),
    path(
        "desk/bulletin/notices/<slug:public_id>/edit/", notices_desk.desk_notice_edit, name="desk_notice_edit"
    ),
    path(
        "desk/bulletin/notices/<slug:public_id>/<slug:verb>/",
        notices_desk.desk_notice_do,
        name="desk_notice_do",
    ),
]
