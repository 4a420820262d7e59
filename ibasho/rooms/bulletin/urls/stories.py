"""Addresses of bulletin: stories, what is handed on of them, and the small pages for other people's sites."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.bulletin.views import embed, embed_desk, kakekko_desk
from ibasho.rooms.bulletin.views import stories_desk as desk
from ibasho.rooms.bulletin.views import stories_ops as ops
from ibasho.rooms.bulletin.views import stories_public as public

_DESK, _OPS = "desk/bulletin/stories", "ops/stories"
_ONE = "<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("stories/", public.stories, name="stories"),
    path(f"stories/{_ONE}", public.story, name="story"),
    path(f"stories/{_ONE}photo/", public.story_photo, name="story_photo"),
    path(f"{_OPS}/", ops.ops_stories, name="ops_stories"),
    path(f"{_OPS}/new/", ops.ops_story_new, name="ops_story_new"),
    path(f"{_OPS}/{_ONE}", ops.ops_story, name="ops_story"),
    path(f"{_OPS}/{_ONE}poster/", ops.ops_story_poster, name="ops_story_poster"),
    path(f"{_OPS}/{_ONE}<str:verb>/", ops.ops_story_do, name="ops_story_do"),
    path(f"{_DESK}/", desk.desk_stories, name="desk_stories"),
    path(f"{_DESK}/new/", desk.desk_story_new, name="desk_story_new"),
    path(f"{_DESK}/{_ONE}", desk.desk_story, name="desk_story"),
    path(f"{_DESK}/{_ONE}poster/", desk.desk_story_poster, name="desk_story_poster"),
    path(f"{_DESK}/{_ONE}<str:verb>/", desk.desk_story_do, name="desk_story_do"),
    path("desk/bulletin/kakekko/", kakekko_desk.desk_kakekko, name="desk_kakekko"),
    path("desk/bulletin/kakekko/html/", kakekko_desk.desk_kakekko_html, name="desk_kakekko_html"),
    path("desk/bulletin/embed/", embed_desk.desk_embed, name="desk_embed"),
    path("embed/today/", embed.embed_today, name="embed_today"),
    path("embed/today/<str:district>/", embed.embed_today, name="embed_district"),
]
