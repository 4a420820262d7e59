"""Every address of the copy, room by room."""

from django.urls import include, path

from ibasho.front.web import health, supporters_pages, views
from ibasho.front.web.about import about
from ibasho.front.web.accessibility import accessibility
from ibasho.front.web.api import api
from ibasho.front.web.api_page import reference
from ibasho.front.web.homes import desk_home, my_home, ops_home
from ibasho.front.web.privacy.views import desk_files, desk_impact

handler500 = "ibasho.base.ui.views.broken"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("ibasho.base.ui.urls")),
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
    path("my/", my_home, name="my_home"),
    path("ops/", ops_home, name="ops_home"),
    path("desk/", desk_home, name="desk_home"),
    path("desk/privacy/", desk_files, name="desk_files"),
    path("desk/privacy/impact/", desk_impact, name="desk_impact"),
    path("api/", reference, name="api_reference"),
    path("api/v1/", api.urls),
    path("supporters/", supporters_pages.supporters, name="supporters"),
    path("supporters/notices/", supporters_pages.notices, name="supporter_notices"),
    path("supporters/<str:public_id>/", supporters_pages.supporter, name="supporter"),
    path("healthz", health.health, name="health"),
    path("readyz", health.ready, name="ready"),
    path("", include("ibasho.rooms.reach.urls")),
    path("", include("ibasho.rooms.mealtickets.urls")),
    path("", include("ibasho.rooms.openhouse.urls")),
    path("", include("ibasho.rooms.roster.urls")),
    path("", include("ibasho.rooms.familysupport.urls")),
    path("", include("ibasho.rooms.voices.urls")),
    path("", include("ibasho.rooms.care.urls")),
    path("", include("ibasho.rooms.surplus.urls")),
    path("", include("ibasho.rooms.bulletin.urls")),
    path("", include("ibasho.rooms.network.urls")),
    path("", include("ibasho.front.reports.urls")),
    path("", include("ibasho.town.payouts.urls")),
    path("", include("ibasho.town.concerns.urls")),
    path("", include("ibasho.town.places.urls")),
    path("", include("ibasho.town.areas.urls")),
    path("", include("ibasho.town.outbox.urls")),
    path("", include("ibasho.town.people.urls")),
    path("accounts/", include("allauth.urls")),
]
