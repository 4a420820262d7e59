"""Every address of the copy, room by room."""

from django.urls import include, path

from ibasho.front.web import views
from ibasho.front.web.about import about

handler500 = "ibasho.base.ui.views.broken"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("ibasho.base.ui.urls")),
    path("about/", about, name="about"),
    path("healthz", views.health, name="health"),
    path("", include("ibasho.town.places.urls")),
    path("", include("ibasho.town.outbox.urls")),
    path("", include("ibasho.town.people.urls")),
    path("accounts/", include("allauth.urls")),
]
