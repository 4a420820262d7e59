"""Addresses of people: they stand beside allauth's under /accounts/."""

from django.urls import path

from ibasho.town.people import views

app_name = "people"
urlpatterns = [
    path("home/", views.home, name="home"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("invitation/<str:token>/", views.home, name="invitation_open"),
]
