"""A member's own page: in by the link or its letters, the parts of every noun, and out again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel.codes import tidy_code
from ibasho.base.ui.doors import child
from ibasho.base.ui.holding import CodeForm
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import holders
from ibasho.rooms.familysupport.views import (
    asks_my,
    incidents_my,
    looks_my,
    profile_my,
    reports_my,
    requests_my,
)
from ibasho.rooms.familysupport.views.holding import forget, holder, keep, private

TRIES_MAX, TRIES_SECONDS = 60, 900
PLAIN = {"furigana": "off"}  # members are adults
# In the order of the page: what waits for an answer, what is asked and agreed, and what is over.
PARTS = (
    asks_my.part,
    reports_my.part,
    requests_my.part,
    reports_my.past_part,
    incidents_my.part,
    profile_my.part,
    looks_my.part,
)


@child
@never_cache
@require_safe
@limited("support.open", times=TRIES_MAX * 10, seconds=TRIES_SECONDS, methods=("GET", "HEAD"))
def home(request: Request) -> HttpResponse:
    """With `?t=` the secret leaves the address at once; what a mail program opens beforehand changes nothing."""
    if "t" in request.GET:
        return _open(request)
    member = holder(request)
    if member is None:
        return _enter_page(request, CodeForm())
    parts = [part(request, member) for part in PARTS]
    page = {
        **PLAIN, "member": member, "centre": member.centre,
        "parts": mark_safe("".join(parts)),  # noqa: S308 - each part is safe HTML already
    }  # fmt: skip
    return private(render(request, "familysupport/asks/my_home.html", page))


@child
@never_cache
@require_POST
@limited("support.enter", times=TRIES_MAX, seconds=TRIES_SECONDS)
def enter(request: Request) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        token = tidy_code(form.cleaned_data["code"])
        if holders.by_token(token) is not None:
            return keep(redirect("familysupport:my"), token)
        form.add_error(
            "code",
            _(
                "この文字では ひらけません。20文字を もう一度 たしかめるか、センターに 電話して 新しい リンクを もらってください。"
            ),
        )
    return _enter_page(request, form)


@child
@never_cache
@require_POST
def leave(request: Request) -> HttpResponse:
    messages.success(
        request, _("このスマホから ぬけました。また 入るときは、もらった リンクを ひらいてください。")
    )
    return forget(redirect("familysupport:my"))


def _open(request: Request) -> HttpResponse:
    token = tidy_code(request.GET["t"][:60])
    if holders.by_token(token) is None:
        page = {**PLAIN, "centre": centres.centre()}
        return private(render(request, "familysupport/asks/gone.html", page, status=404))
    return keep(redirect("familysupport:my"), token)


def _enter_page(request: Request, form: CodeForm) -> HttpResponse:
    page = {**PLAIN, "form": form, "centre": centres.centre()}
    return private(render(request, "familysupport/asks/enter.html", page))
