"""くばりもの: a paper for many schools, from the first words to the last tick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import consents, deliveries
from ibasho.rooms.bulletin.actions import handouts as actions
from ibasho.rooms.bulletin.forms.handouts import (
    ConsentForm,
    HandForm,
    HandoutForm,
    MoreSchoolsForm,
    WordsForm,
)
from ibasho.rooms.bulletin.models import Handout
from ibasho.rooms.bulletin.queries import deliveries as queries
from ibasho.rooms.bulletin.queries import schools
from ibasho.rooms.bulletin.rules.kinds import Consent
from ibasho.rooms.bulletin.views.desk_pages import may, require
from ibasho.rooms.bulletin.views.schools_pages import FORMS, handouts, page
from ibasho.town.people.permissions import Permission as P

SHOWN = 60
Forms = tuple[ConsentForm, HandForm, MoreSchoolsForm]


@doors.desk
@require_safe
def desk_handouts(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    today = clock.day(request.at)
    found = [(one, queries.totals(queries.lines(one, today))) for one in schools.handouts()[:SHOWN]]
    context = {
        **page(request, (_("くばりもの"), "")), "found": found, "today": today,
        "calls": queries.overdue(today) if may(request, P.BULLETIN_WRITE) else [],
        "asked": [one for one, _totals in found if one.consent == Consent.ASKED and one.dropped_on is None],
        "any_school": schools.every().exists(),
    }  # fmt: skip
    return render(request, "bulletin/schools/handouts.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_handout_new(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    today = clock.day(request.at)
    form = HandoutForm(request.POST or None, districts=schools.district_names(today))
    if form.is_bound and form.is_valid():
        made = deeds.done(
            request, lambda: actions.make(
                words=form.told(), schools=form.chosen(), asks_consent=form.cleaned_data["asks_consent"],
                by=request.actor, at=request.at,
            ),
            form=form, thanks=_("くばりものを 作りました。学校ごとの まい数を たしかめてください。"),
        )  # fmt: skip
        if made is not None:
            return redirect("bulletin:desk_handout", made.public_id)
    context = {**page(request, handouts(), (_("新しい くばりもの"), "")), "form": form}
    return render(request, "bulletin/schools/handout_form.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_handout_change(request: Request, public_id: str) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    row = schools.handout(public_id)
    form = WordsForm(request.POST or None, initial=WordsForm.of(row))
    if form.is_bound and form.is_valid():
        changed = deeds.done(
            request, lambda: actions.change(handout=row, words=form.told(), by=request.actor, at=request.at), form=form,
            thanks=_("なおしました。"),
        )  # fmt: skip
        if changed is not None:
            return redirect("bulletin:desk_handout", public_id)
    here = reverse("bulletin:desk_handout", args=[public_id])
    context = {
        **page(request, handouts(), (row.title, here), (_("なおす"), "")),
        "form": form, "back": here, "handout": row,
    }  # fmt: skip
    return render(request, "bulletin/schools/handout_form.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_handout(request: Request, public_id: str) -> HttpResponse:
    """了承 → 用意 → とどける → とどいた, and every school with what it says."""
    posted, wish = request.method == "POST", request.POST.get("do")
    require(request, P.BULLETIN_WRITE if posted else P.BULLETIN_READ)
    row, today = schools.handout(public_id), clock.day(request.at)
    forms = (
        ConsentForm(request.POST if wish == "answer" else None, initial={"on": today}),
        HandForm(request.POST if wish == "hand" else None, handout=row, initial={"on": today}),
        MoreSchoolsForm(request.POST if wish == "more" else None, handout=row),
    )
    if posted and _done(request, row, wish, forms):
        return redirect("bulletin:desk_handout", public_id)
    found = queries.lines(row, today)
    context = {
        **page(request, handouts(), (row.title, "")), "handout": row, "lines": found, "totals": queries.totals(found),
        "consent_form": forms[0], "hand_form": forms[1], "more_form": forms[2], "running": row.dropped_on is None,
        "may_hand": row.consent in (Consent.GIVEN, Consent.NOT_NEEDED), "consent": Consent(row.consent),
    }  # fmt: skip
    return render(request, "bulletin/schools/handout.html", context)


def _done(request: Request, row: Handout, wish: str | None, forms: Forms) -> bool:
    """Whether what was asked is done, so that the page begins anew. What was typed stays where it is not."""
    if any(form.is_bound for form in forms):
        return _typed(request, row, forms)
    by, at = request.actor, request.at
    told: dict[str | None, tuple[Callable[[], Any], str]] = {
        "ask": (lambda: consents.ask(handout=row, by=by, at=at), _("教育委員会に きいたことを のこしました。")),
        "not_needed": (lambda: consents.not_needed(handout=row, by=by, at=at), _("了承は いらないことに しました。")),
        "take_back": (lambda: consents.take_back(handout=row, by=by, at=at), _("返事を とり消しました。")),
        "drop": (lambda: actions.drop(handout=row, by=by, at=at), _("くばるのを やめました。")),
        "restore": (lambda: actions.restore(handout=row, by=by, at=at), _("やっぱり くばります。")),
    }  # fmt: skip
    if wish not in told:
        raise Http404
    deed, thanks = told[wish]
    deeds.done(request, deed, thanks=thanks)
    return True


def _typed(request: Request, row: Handout, forms: Forms) -> bool:
    consent, hand, more = forms
    by, at = request.actor, request.at
    if consent.is_bound and consent.is_valid():
        told = consent.cleaned_data
        deed = lambda: consents.answer(  # noqa: E731
            handout=row, given=told["given"] == "yes", on=told["on"], words=told["words"], by=by, at=at
        )
        return deeds.done(request, deed, form=consent, thanks=_("返事を のこしました。")) is not None
    if more.is_bound and more.is_valid():
        chosen = list(more.cleaned_data["schools"])
        added = deeds.done(
            request, lambda: actions.add_schools(handout=row, schools=chosen, by=by, at=at), form=more, thanks=_("学校を 足しました。")
        )  # fmt: skip
        return added is not None
    return hand.is_bound and hand.is_valid() and _handed(request, row, hand)


def _handed(request: Request, row: Handout, form: HandForm) -> bool:
    told = form.cleaned_data
    done = deeds.done(
        request, lambda: deliveries.hand(
            handout=row, deliveries=list(told["deliveries"]), on=told["on"], mail=told["mail"], by=request.actor, at=request.at
        ),
        form=form,
    )  # fmt: skip
    if done is None:
        return False
    words = _("%(n)s校に とどけました。メール：%(mailed)s校。") % {"n": done[0], "mailed": done[1]}
    messages.success(request, words)
    return True
