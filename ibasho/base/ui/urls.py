from django.urls import path

from ibasho.base.ui import views

app_name = "ui"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("furigana/<str:mode>/", views.switch_furigana, name="furigana"),
    path("language/<str:code>/", views.switch_language, name="language"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ui/", views.guide, name="guide"),
    path("ui/map.geojson", views.guide_map, name="guide_map"),
]
