"""つなぎ at the desk: what is asked of which place, and one of them with the words of who has it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.actions import referrals as actions
from ibasho.rooms.care.forms.referrals import (
    ArriveForm,
    AskForm,
    DeclineForm,
    EndForm,
    FirstDayForm,
    RevokeForm,
    WithdrawForm,
)
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.queries import consents, finding
from ibasho.rooms.care.queries import referrals as queries
from ibasho.rooms.care.queries.settings import centre
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.referrals import Facts, Side
from ibasho.rooms.care.views import desk_pages, referral_steps, secrecy_parts
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
TABS = "desk_referrals"


@doors.desk
@require_safe
@quietly
def listing(request: Request) -> HttpResponse:
    """Numbers, places and days of one's own; of the others the number and who has them. Never a word."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    by, today = request.actor, clock.day(request.at)
    context = {
        "found": queries.listed(by, request.at), "declined": list(queries.declined(by)),
        "late": set(queries.unanswered(by, today).values_list("pk", flat=True)),
        "not_arrived": set(queries.not_arrived(by, today).values_list("pk", flat=True)), **_tabs(request),
    }  # fmt: skip
    return render(request, "care/referrals/list.html", context)


@doors.desk
@require_http_methods(FORMS)
@limited("care.ask", times=60, seconds=3600)
@quietly
def ask(request: Request, public_id: str) -> HttpResponse:
    """Third step: the yes that was heard, and the three facts. `public_id`: the place's."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    place, today = finding.place(public_id), clock.day(request.at)
    if place is None:
        raise Http404
    text = consents.in_force(today)
    form = AskForm(request.POST or None, text=text, today=today)
    if form.is_bound and form.is_valid():
        made = done(
            request,
            lambda: actions.ask(
                place=place, facts=form.facts(), first_on=form.cleaned_data["first_on"], consent=form.consent(),
                by=request.actor, at=request.at,
            ),
            thanks=_("たのみました。返事が 来たら 知らせます。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("care:desk_referral", made.matter.public_id)
    context = {
        "form": form, "place": place, "text": text, "answers": finding.answers_on_screen(place, today),
        "answer_by": rules.answer_by(today), "child_lines": text.child_words.splitlines(), **_tabs(request, (_("つなぐ"), "")),
    }  # fmt: skip
    return render(request, "care/referrals/ask.html", context)


@doors.desk
@doors.anew
@require_safe
@quietly
def one(request: Request, public_id: str) -> HttpResponse:
    """The words for who has it, after the entry that they were read; a colleague sees who that is."""
    row = _find(request, public_id)
    today, may_read = clock.day(request.at), policies.may_read(request.actor, row.matter, at=request.at)
    told = _read(request, row) if may_read else None
    late = row.state == Referral.State.ASKED and row.answer_by < today
    context = {
        "referral": row, "facts": told[0] if told else None, "said": told[1] if told else "",
        "steps": referral_steps.drawn(row), "next": rules.next_steps(row.state, Side.CENTRE) if may_read else (),
        "may_read": may_read, "late": late, "may_take_back": queries.may_take_back(row, request.actor, request.at),
        "answers": finding.answers_on_screen(row.place, today), **_forms(row, request),
        **secrecy_parts.parts(request, row.matter), **_tabs(request, (row.matter.public_id, "")),
    }  # fmt: skip
    return render(request, "care/referrals/one.html", context)


@doors.desk
@require_POST
@quietly
def do(request: Request, public_id: str) -> HttpResponse:
    row = _find(request, public_id)
    referral_steps.perform(request, row, referral_steps.CENTRE)
    return redirect("care:desk_referral", public_id)


@doors.desk
@doors.anew
@require_safe
@quietly
def paper(request: Request, public_id: str) -> HttpResponse:
    """For a place without screens: a page that goes on the envelope, and the three facts inside it, nothing else."""
    return _printed(request, public_id, "care/pdf/welcome.typ", _("おねがい"))


@doors.desk
@doors.anew
@require_safe
@quietly
def script(request: Request, public_id: str) -> HttpResponse:
    """What to say on the telephone, word by word."""
    return _printed(request, public_id, "care/pdf/call.typ", _("電話のメモ"))


def _printed(request: Request, public_id: str, template: str, name: str) -> HttpResponse:
    row = _find(request, public_id)
    if not policies.may_read(request.actor, row.matter, at=request.at):
        raise Http404
    here = redirect("care:desk_referral", public_id)
    if row.state not in rules.TOLD:
        messages.error(request, _("おわった つなぎは 印刷できません。"))
        return here
    told = _read(request, row)
    if told is None:
        return here
    try:
        made = pdf.render(template, _sheet(row, told[0], request))
    except DomainError as refusal:  # a letter the fonts lack
        messages.error(request, refusal.message)
        return here
    return pdf_file(made, f"{name}_{row.matter.public_id}")


def _sheet(row: Referral, told: Facts, request: Request) -> dict[str, Any]:
    reached = centre()
    return {
        "day": clock.day(request.at).isoformat(), "number": row.matter.public_id, "place": row.place.name,
        "place_phone": row.place.phone, "child": told.child, "allergy": told.allergy, "collect": told.collect,
        "first_on": row.first_on.isoformat() if row.first_on else "", "answer_by": row.answer_by.isoformat(),
        "centre": reached.name, "phone": reached.phone,
    }  # fmt: skip


def _find(request: Request, public_id: str) -> Referral:
    matter = secrecy_parts.matter_or_404(request, public_id)
    found = Referral.objects.select_related("place", "matter", "consent_text").filter(matter=matter).first()
    if found is None:
        raise Http404
    return found


def _read(request: Request, row: Referral) -> tuple[Facts, str] | None:
    """None where the words are gone or cannot be opened; the page says which."""
    try:
        key = matters.open_matter(matter=row.matter, by=request.actor, at=request.at)
        return queries.facts(row, key), queries.decline_words(row, key)
    except DomainError as refusal:
        messages.info(request, refusal.message)
        return None


def _forms(row: Referral, request: Request) -> dict[str, Any]:
    today = clock.day(request.at)
    return {
        "decline_form": DeclineForm(), "end_form": EndForm(), "revoke_form": RevokeForm(),
        "withdraw_form": WithdrawForm(initial={"withdrawn_on": today}),
        "arrive_form": ArriveForm(initial={"on": today}), "day_form": FirstDayForm(initial={"first_on": row.first_on}),
    }  # fmt: skip


def _tabs(request: Request, *behind: tuple[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"pages": desk_pages.pages(TABS, request)}
    if behind:
        found["crumbs"] = desk_pages.crumbs((str(_("つなぎ")), reverse(f"care:{TABS}")), *behind)
    return found
