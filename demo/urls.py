"""The addresses of a demo: the city's own, and the page where one becomes somebody. Settings choose them for a demo only."""

from django.urls import include, path

from demo import views

handler500 = "ibasho.base.ui.views.broken"
urlpatterns = [
    path("", include("ibasho.front.web.urls")),
    path("demo/", views.doors, name="demo_doors"),
    path("demo/mail/", views.mail, name="demo_mail"),
    path("demo/enter/<slug:code>/", views.enter, name="demo_enter"),
]
