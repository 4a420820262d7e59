"""In by the link or by its letters, and out again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui.doors import child
from ibasho.base.ui.holding import CodeForm
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.roster.queries import my_shifts
from ibasho.rooms.roster.views.holding import forget, keep, private

TRIES_MAX, TRIES_SECONDS = 60, 900


@child
@never_cache
@require_safe
@limited("roster.open", times=TRIES_MAX, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def open_link(request: Request) -> HttpResponse:
    """Takes the secret out of the address at once. What a mail program opens beforehand changes nothing."""
    token = tidy_code(request.GET.get("t", "")[:60])
    if my_shifts.by_token(token) is None:
        return private(render(request, "roster/mine/gone.html", {"form": CodeForm()}, status=404))
    return keep(redirect("roster:shifts"), token)


@child
@never_cache
@require_POST
@limited("roster.enter", times=TRIES_MAX, seconds=TRIES_SECONDS)
def enter(request: Request) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        token = tidy_code(form.cleaned_data["code"])
        if my_shifts.by_token(token) is not None:
            return keep(redirect("roster:shifts"), token)
        form.add_error(
            "code",
            _(
                "この文字では ひらけません。20文字を もう一度 たしかめるか、団体の人に 新しい リンクを もらってください。"
            ),
        )
    return private(render(request, "roster/mine/enter.html", {"form": form}))


@child
@never_cache
@require_POST
def leave(request: Request) -> HttpResponse:
    messages.success(
        request, _("このスマホから ぬけました。また 入るときは、もらった リンクを ひらいてください。")
    )
    return forget(redirect("roster:shifts"))
