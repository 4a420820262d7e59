"""Every address of the copy, room by room."""

from django.urls import include, path

from ibasho.front.web import health, supporters_pages, views
from ibasho.front.web.about import about
from ibasho.front.web.accessibility import accessibility
from ibasho.front.web.addresses import room
from ibasho.front.web.api import api
from ibasho.front.web.api_page import reference
from ibasho.front.web.homes import desk_home, my_home, ops_home
from ibasho.front.web.privacy.views import desk_files, desk_impact

handler500 = "ibasho.base.ui.views.broken"
urlpatterns = [
    path("", views.home, name="home"),
    room("ibasho.base.ui.urls"),
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
    room("ibasho.rooms.reach.urls"),
    room("ibasho.rooms.mealtickets.urls"),
    room("ibasho.rooms.openhouse.urls"),
    room("ibasho.rooms.roster.urls"),
    room("ibasho.rooms.familysupport.urls"),
    room("ibasho.rooms.voices.urls"),
    room("ibasho.rooms.care.urls"),
    room("ibasho.rooms.surplus.urls"),
    room("ibasho.rooms.bulletin.urls"),
    room("ibasho.rooms.network.urls"),
    room("ibasho.front.reports.urls"),
    room("ibasho.town.payouts.urls"),
    room("ibasho.town.concerns.urls"),
    room("ibasho.town.places.urls"),
    room("ibasho.town.areas.urls"),
    room("ibasho.town.outbox.urls"),
    room("ibasho.town.people.urls"),
    path("accounts/", include("allauth.urls")),
]
