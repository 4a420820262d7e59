"""「おしらせを うけとる」 without an account: what one wants to hear, then where. Feeds and calendars ask for nothing at all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports import push
from ibasho.base.ui import doors, limits
from ibasho.base.ui.deeds import done
from ibasho.base.ui.holding import private
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import subscribing
from ibasho.rooms.bulletin.forms.subscriptions import MailForm, WantedForm, pairs
from ibasho.rooms.bulletin.queries import options
from ibasho.rooms.bulletin.queries.wanted_words import words_of
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.rooms.bulletin.views.subscriptions_own import own_address

HOLDER = Actor.public(Via.LINK)
MAILS_A_DAY = 3  # to one address: nobody's letter box is filled by a stranger
DAY_SECONDS = 86_400


@doors.child
@require_safe
def subscribe(request: Request) -> HttpResponse:
    """`?place=`, `?districts=`: chosen beforehand. The next page is asked for by address: nothing is kept yet."""
    known = options.places(request.GET.getlist("place"))
    initial = {"place": [one.public_id for one in known], "districts": request.GET.getlist("districts")}
    return _choose(request, WantedForm(initial=initial, day=clock.day(request.at), known=known))


@doors.child
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.subscribe", times=120, seconds=3600)
def how_to_hear(request: Request) -> HttpResponse:
    """The choice stands in the address; POST asks for a mail."""
    form = _asked(request)
    if not form.is_valid():
        return _choose(request, form)
    wanted = form.wanted()
    mail = MailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and mail.is_valid() and _ask(request, mail, wanted):
        return redirect("bulletin:subscribe_sent")
    return render(request, "bulletin/subscriptions/how.html", _how_page(request, form, wanted, mail))


@doors.child
@require_safe
def sent(request: Request) -> HttpResponse:
    """The same for every address."""
    crumbs = _crumbs(_("メールを 送りました"))
    return render(
        request, "bulletin/subscriptions/sent.html", {"crumbs": crumbs, "days": subscribing.CONFIRM_DAYS}
    )


@doors.child
@require_http_methods(["GET", "HEAD", "POST"])
@limited("bulletin.confirm", times=1200, seconds=3600, methods=("GET", "POST"))
def confirm(request: Request) -> HttpResponse:
    """A mail program that looks at links confirms nothing: POST does."""
    told = request.GET.get("t", "")
    try:
        _address, wanted = subscribing.opened(told)
    except Conflict as refusal:
        page = {"crumbs": _crumbs(_("リンク")), "sentence": refusal.message}
        return private(render(request, "bulletin/subscriptions/old_link.html", page, status=404))
    if request.method == "POST":
        row = done(
            request, lambda: subscribing.confirm(told=told, by=HOLDER, at=request.at),
            thanks=_("うけとりを はじめました。"),
        )  # fmt: skip
        if row is not None and row.address is not None:
            return private(redirect(own_address(row.address)))
    shown: dict[str, Any] = {
        "crumbs": _crumbs(_("うけとる")),
        "words": words_of(wanted, clock.day(request.at)),
    }
    return private(render(request, "bulletin/subscriptions/confirm.html", shown))


def _asked(request: Request) -> WantedForm:
    known = options.places(request.GET.getlist("place"))
    return WantedForm(request.GET, day=clock.day(request.at), known=known)


def _choose(request: Request, form: WantedForm) -> HttpResponse:
    page = {"form": form, "crumbs": [(_("はじめ"), "/"), (_("おしらせを うけとる"), "")]}
    return render(request, "bulletin/subscriptions/choose.html", page)


def _ask(request: Request, form: MailForm, wanted: Wanted) -> bool:
    """False where the address was refused. Beyond its share an address gets no further mail today, and nobody can tell."""
    given = form.cleaned_data
    if not limits.allow("bulletin.mail", given["mail"].casefold(), times=MAILS_A_DAY, seconds=DAY_SECONDS):
        return True
    done(
        request, lambda: subscribing.ask(
            plain=given["mail"], wanted=wanted, language=get_language() or settings.LANGUAGE_CODE, key=given["key"],
            by=Actor.public(), at=request.at,
        ),
        form=form,
    )  # fmt: skip
    return not form.errors


def _how_page(request: Request, form: WantedForm, wanted: Wanted, mail: MailForm) -> dict[str, Any]:
    today = clock.day(request.at)
    named = [one for one in options.districts(today) if one.code in wanted.districts]
    places = [one for one in form.known.values() if one.pk in wanted.places]
    chosen = pairs(wanted, places)
    return {
        "crumbs": _crumbs(_("どこで うけとる？")), "words": words_of(wanted, today), "mail": mail, "named": named,
        "places": places, "feed": "&".join(f"district={one.code}" for one in named),
        "query": urlencode(chosen), "chosen": _hidden(chosen), "line_url": settings.LINE_ADD_URL, "push_key": push.public_key(),
    }  # fmt: skip


def _hidden(chosen: list[tuple[str, str]]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', chosen)


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [(_("はじめ"), "/"), (_("おしらせを うけとる"), reverse("bulletin:subscribe")), (title, "")]
