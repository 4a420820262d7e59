"""Start-ups at the desk: the board, one with its steps, and every deed on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.forms import Form
from ibasho.base.ui.papers import answer
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import start_links, start_steps, starting
from ibasho.rooms.network.forms.starting import OpenedForm, StartUpForm, StepForm, TypeInForm, WhyForm
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.queries import start_papers
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.rules import starting as rules
from ibasho.rooms.network.rules.kinds import StepCode
from ibasho.rooms.network.rules.steps import PAPERS, STEPS, WORDS
from ibasho.rooms.network.views.desk_pages import crumbs, pages
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places import policies as places

FORMS = ["GET", "HEAD", "POST"]
Deed = Callable[[], Any]


@doors.desk
@require_safe
def desk_starting(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    today = clock.day(request.at)
    found = queries.stalls(today)
    context = {
        **_frame(request, (_("立ち上げ"), "")), "board": queries.board(today), "stalls": found,
        "picture": queries.picture(found), "may_write": policies.may(request.actor, P.NETWORK_WRITE, at=request.at),
    }  # fmt: skip
    return render(request, "network/starting/board.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_start_new(request: Request) -> HttpResponse:
    """From the telephone or the counter."""
    policies.require(request.actor, P.NETWORK_WRITE, at=request.at)
    known = {name: request.GET.get(name, "") for name in ("cell_code", "district_code", "kind")}
    form = TypeInForm(request.POST or None, today=clock.day(request.at), initial=known)
    if request.method == "POST" and form.is_valid():
        by = Actor(person_id=request.actor.person_id, via=Via(form.cleaned_data["via"]))
        made = done(
            request, lambda: starting.ask(asked=form.asked(), public_id=form.public_id, by=by, at=request.at),
            thanks=_("書きました。「うける」を おすと、いっしょに すすめる 担当に なります。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("network:desk_start", public_id=made.public_id)
    words = {
        "heading": _("立ち上げの 相談を 書く"),
        "submit": _("書く"),
        "back": reverse("network:desk_starting"),
    }
    way = ((_("立ち上げ"), words["back"]), (words["heading"], ""))
    return render(request, "network/starting/form.html", {**_frame(request, *way), "form": form, **words})


@doors.desk
@require_safe
def desk_start(request: Request, public_id: str) -> HttpResponse:
    startup = _found(request, public_id, P.NETWORK_READ)
    return _one(request, startup)


@doors.desk
@require_http_methods(FORMS)
def desk_start_edit(request: Request, public_id: str) -> HttpResponse:
    startup = _found(request, public_id)
    today = clock.day(request.at)
    form = StartUpForm(
        request.POST or None, startup=startup, keepers=people.holders(P.NETWORK_MANAGE, day=today),
        places=queries.places_for(startup), today=today,
    )  # fmt: skip
    return _answered(
        request, startup, form, _("立ち上げを 直す"), _("直す"), _("直しました。"),
        lambda: starting.change(startup=startup, values=form.values(), by=request.actor, at=request.at),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_start_step(request: Request, public_id: str, code: str) -> HttpResponse:
    startup = _found(request, public_id)
    step = next((one for one in startup.steps.all() if one.code == code), None)
    if step is None:
        raise Http404
    form = StepForm(
        request.POST or None, step=step, helpers=people.holders(P.NETWORK_MANAGE, day=clock.day(request.at))
    )
    of = StepCode(code)
    return _answered(
        request, startup, form, _("段「{step}」").format(step=of.label), _("きろくする"), _("きろくしました。"),
        lambda: start_steps.set_step(startup=startup, code=of, said=form.said(), by=request.actor, at=request.at),
        {"words": WORDS[of]},
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_start_rest(request: Request, public_id: str) -> HttpResponse:
    startup = _found(request, public_id)
    form = WhyForm(request.POST or None)
    return _answered(
        request, startup, form, _("ひとやすみに する"), _("ひとやすみに する"), _("ひとやすみに しました。いつでも もどせます。"),
        lambda: starting.rest(startup=startup, words=form.cleaned_data["words"], by=request.actor, at=request.at),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_start_stop(request: Request, public_id: str) -> HttpResponse:
    startup = _found(request, public_id)
    form = WhyForm(request.POST or None)
    return _answered(
        request, startup, form, _("やめたことに する"), _("やめたことに する"),
        _("おわりに しました。「もう一度 すすめる」で もどせます。"),
        lambda: starting.stop(startup=startup, words=form.cleaned_data["words"], by=request.actor, at=request.at),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def desk_start_opened(request: Request, public_id: str) -> HttpResponse:
    startup = _found(request, public_id)
    form = OpenedForm(request.POST or None, initial={"first_on": startup.first_on or clock.day(request.at)})
    return _answered(
        request, startup, form, _("「ひらいた」に する"), _("ひらいた"), _("おめでとうございます。「ひらいた」に しました。"),
        lambda: starting.opened(
            startup=startup, first_on=form.cleaned_data["first_on"], by=request.actor, at=request.at
        ),
    )  # fmt: skip


@doors.desk
@require_POST
def desk_start_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """What needs no word: うける, もう一度 すすめる, 「ひらいた」を とり消す."""
    startup = _found(request, public_id)
    deeds: dict[str, tuple[Callable[..., Any], str]] = {
        "take": (starting.take, _("うけました。いっしょに すすめる 担当に なりました。")),
        "resume": (starting.resume, _("もう一度 すすめます。")),
        "reopen": (starting.reopen, _("「ひらいた」を とり消しました。")),
    }
    if verb not in deeds:
        raise Http404
    deed, thanks = deeds[verb]
    done(request, lambda: deed(startup=startup, by=request.actor, at=request.at), thanks=thanks)
    return redirect("network:desk_start", public_id=public_id)


@doors.desk
@require_POST
def desk_start_link(request: Request, public_id: str) -> HttpResponse:
    """The new link stands on this answer alone: to be read out, or copied."""
    startup = _found(request, public_id)
    given = done(request, lambda: start_links.give(startup=startup, by=request.actor, at=request.at))
    response = _one(request, _found(request, public_id), given=given)
    response.headers["Cache-Control"] = "no-store"
    return response


@doors.desk
@require_safe
def desk_start_paper(request: Request, public_id: str, code: str) -> HttpResponse:
    startup = _found(request, public_id, P.NETWORK_READ)
    if code not in PAPERS:
        raise Http404
    return answer(
        start_papers.paper(code, startup, day=clock.day(request.at)), PAPERS[code].title, inline=True
    )


def _found(request: Request, public_id: str, permission: P = P.NETWORK_MANAGE) -> StartUp:
    policies.require(request.actor, permission, at=request.at)
    startup = queries.find(public_id)
    if startup is None:
        raise Http404
    return startup


def _one(request: Request, startup: StartUp, **more: Any) -> HttpResponse:
    context = {
        **_frame(request, (_("立ち上げ"), reverse("network:desk_starting")), (startup.name, "")),
        "path": queries.path(startup, clock.day(request.at)), "startup": startup, "papers": PAPERS, "steps": STEPS,
        "may_manage": policies.may(request.actor, P.NETWORK_MANAGE, at=request.at),
        "may_draft": places.in_city(request.actor, P.PLACES_EDIT, at=request.at),
        "may": {verb: rules.may(verb, startup.state) for verb in rules.MOVES}, **more,
    }  # fmt: skip
    return render(request, "network/starting/one.html", context)


def _answered(
    request: Request, startup: StartUp, form: Form, heading: str, submit: str, thanks: str, deed: Deed,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    back = reverse("network:desk_start", args=[startup.public_id])
    if request.method == "POST" and form.is_valid():
        done(request, deed, thanks=thanks, form=form)
        if form.is_valid():
            return redirect(back)
    way = ((_("立ち上げ"), reverse("network:desk_starting")), (startup.name, back), (heading, ""))
    context = {
        "form": form,
        "heading": heading,
        "submit": submit,
        "back": back,
        "startup": startup,
        **(more or {}),
    }
    return render(request, "network/starting/form.html", {**_frame(request, *way), **context})


def _frame(request: Request, *way: tuple[str, str]) -> dict[str, Any]:
    return {"pages": pages("desk_starting", request), "crumbs": crumbs(*way)}
