"""Pages about one's own account, and the desk's pages about people."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.people import context


@login_required
def home(request: Request) -> HttpResponse:
    """After sign-in each person stands at the door they use most."""
    doors = context.doors(request.actor, clock.day(request.at))
    return redirect(f"/{doors[-1]}/")


@login_required
def second_factor(request: Request) -> HttpResponse:
    """Why a second factor is needed and how to set one up."""
    return render(request, "people/second_factor.html")
