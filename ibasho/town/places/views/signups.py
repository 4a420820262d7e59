"""Signing up for a day, and the ticket: no account, no script, no name."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.places.actions import signups as actions
from ibasho.town.places.forms.signup import CLASS_LABELS, FindTicketForm, SignupForm, SpotNoticeForm
from ibasho.town.places.models import Session, Signup
from ibasho.town.places.queries import events as queries
from ibasho.town.places.queries import signups as signup_queries
from ibasho.town.places.rules import signup as rules

# A whole class may sign up from one school's address within a lesson; a machine may not go on for ever.
WRITES_MAX, WRITES_SECONDS = 90, 600
# A number of four digits must not be found by trying; a school that has lost a few tickets may look.
FINDS_MAX = 20


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("places.signup", times=WRITES_MAX, seconds=WRITES_SECONDS)
def sign_up(request: Request, public_id: str, session: int) -> HttpResponse:
    found = _session(public_id, session)
    if not found.event or not found.event.signup:
        return redirect("places:event", public_id=public_id)
    classes = rules.classes_for(found.event.stages)
    form = SignupForm(request.POST or None, session=found, classes=classes)
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _signed_up(form, found, request)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            return redirect(_ticket_address(ticket.token))
    day = queries.day(found, request.at)
    context = {"event": found.event, "day": day, "form": form, "notice": SpotNoticeForm()}
    return render(request, "places/signup.html", context)


def _signed_up(form: SignupForm, session: Session, request: Request) -> actions.Ticket:
    told = form.cleaned_data
    return actions.sign_up(
        session=session, nickname=told["nickname"], heads=form.heads, email=told["email"], phone=told["phone"],
        note=told["note"], public_id=form.public_id, by=Actor.public(), at=request.at,
    )  # fmt: skip


@child
@require_POST
@limited("places.spot_notice", times=WRITES_MAX, seconds=WRITES_SECONDS)
def ask_when_free(request: Request, public_id: str, session: int) -> HttpResponse:
    found = _session(public_id, session)
    form = SpotNoticeForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_when_free(
                session=found, email=form.cleaned_data["email"], by=Actor.public(), at=request.at
            )
        except (Invalid, Conflict) as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("わかりました。空いたら メールで 知らせます。"))
        return redirect("places:event", public_id=public_id)
    classes = rules.classes_for(found.event.stages if found.event else ())
    context = {
        "event": found.event,
        "day": queries.day(found, request.at),
        "form": SignupForm(session=found, classes=classes),
        "notice": form,
    }
    return render(request, "places/signup.html", context)


@child
@never_cache
@require_safe
@limited("places.ticket", times=600, seconds=600, methods=("GET",))
def ticket(request: Request) -> HttpResponse:
    """The address is the key: it stands behind the question mark, where no log keeps it, and leaves with no referrer
    (same-origin, for all pages)."""
    if "t" not in request.GET:
        return redirect("places:ticket_find")
    token = tidy_code(request.GET["t"])
    found = _by_token(token)
    context = {
        "signup": found,
        "token": token,
        "day": queries.day(found.session, request.at),
        "heads": [(CLASS_LABELS[one], found.heads[one]) for one in rules.CLASSES if one in found.heads],
        "ahead": _ahead(found),
        "qr": _qr(request.build_absolute_uri(_ticket_address(token))),
        "over": found.session.day < request.at.date(),
    }
    return _private(render(request, "places/signup_ticket.html", context))


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("places.ticket_find", times=FINDS_MAX, seconds=WRITES_SECONDS)
def find_ticket(request: Request) -> HttpResponse:
    """The ticket again, by the number a family remembers and the name they gave: both, for a number has four digits."""
    form = FindTicketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        found = signup_queries.by_number(told["code"], told["nickname"], clock.day(request.at))
        if found is not None:
            return redirect(_ticket_address(rules.ticket_token(settings.SECRET_KEY, found.public_id)))
        form.add_error(
            None,
            _(
                "その番号と よび名の 申しこみは 見つかりませんでした。もう一度 たしかめるか、電話で きいてください。"
            ),
        )
    return _private(render(request, "places/signup_find.html", {"form": form}))


@child
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("places.signup_cancel", times=WRITES_MAX, seconds=WRITES_SECONDS)
def cancel(request: Request) -> HttpResponse:
    """A page first and a button second: a mail program that opens links cancels nothing."""
    given = request.POST if request.method == "POST" else request.GET
    token = tidy_code(given.get("t", ""))
    found = _by_token(token)
    if request.method == "POST":
        try:
            actions.cancel(token=token, by=Actor.public(Via.LINK), at=request.at)
        except Conflict as error:
            messages.warning(request, error.message)
        return redirect(_ticket_address(token))
    return _private(render(request, "places/signup_cancel.html", {"signup": found, "token": token}))


def _session(public_id: str, session: int) -> Session:
    found = queries.shown_session(public_id, session)
    if found is None:
        raise Http404
    return found


def _by_token(token: str) -> Signup:
    found = signup_queries.by_token(token)
    if found is None:
        raise Http404
    return found


def _ahead(signup: Signup) -> int:
    """How many parties wait before this one."""
    if signup.state != Signup.State.WAITING:
        return 0
    return signup.session.signups.filter(state=Signup.State.WAITING, pk__lt=signup.pk).count()


def _ticket_address(token: str) -> str:
    return f"{reverse('places:ticket')}?{urlencode({'t': token})}"


def _qr(address: str) -> SafeString:
    """The address of the ticket and nothing else: no name, no number of a person."""
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")
    )


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
