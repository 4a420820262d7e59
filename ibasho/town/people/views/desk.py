"""/desk/people/: looking people and organisations up, registering, ending, typing in for somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people import middleware, policies, queries, rules
from ibasho.town.people.actions import accounts, acting, memberships, organisations, protection, searches
from ibasho.town.people.forms import (
    ActForm,
    ExtendForm,
    GrantForm,
    OrganisationSearch,
    PeopleSearch,
    RegisterForm,
    WhyForm,
)
from ibasho.town.people.models import Appointment, Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.people.views import refusals


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
@limited("people.search", times=120, seconds=600)
def desk_people(request: Request) -> HttpResponse:
    """A search, never a list of everybody: at least one condition, at most twenty rows, noted in the journal. What is
    looked for is sent as a form: a name or an address in a URL would stay in histories."""
    _require(request, Permission.PEOPLE_READ)
    form = PeopleSearch(request.POST or None)
    shown: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            found = searches.search_people(by=request.actor, at=request.at, **form.cleaned_data)
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            shown |= {
                "count": found.count(),
                "people": found[: rules.ROWS_PER_PAGE],
                "most": rules.ROWS_PER_PAGE,
            }
    return render(request, "people/desk_people.html", shown)


@doors.desk
@require_safe
def desk_organisations(request: Request) -> HttpResponse:
    _require(request, Permission.PEOPLE_READ)
    form = OrganisationSearch(request.GET or None)
    words = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.organisations_matching(**words)
    page = Paginator(found, rules.ROWS_PER_PAGE).get_page(request.GET.get("page"))
    may_register = policies.may(request.actor, Permission.ORGANISATIONS_EDIT, day=clock.day(request.at))
    shown = {"form": form, "page": page, "may_register": may_register}
    return render(request, "people/desk_organisations.html", shown)


@doors.desk
def desk_register(request: Request) -> HttpResponse:
    _require(request, Permission.ORGANISATIONS_EDIT)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organisations.register(
                kind=form.cleaned_data["kind"], contact=form.contact(), by=request.actor, at=request.at
            )
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            messages.success(request, _("登録しました。つぎは 代表の方を まねいてください。"))
            return redirect("people:desk_organisation", made.public_id)
    shown = {"layout": "ui/desk.html", "heading": _("団体・店の登録"), "form": form, "back": "../"}
    return render(request, "people/contact.html", shown)


@doors.desk
def desk_close_organisation(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PEOPLE_MANAGE)
    organisation = get_object_or_404(Organisation, public_id=public_id)

    def act(form: forms.Form) -> None:
        organisations.close(
            organisation_id=organisation.pk, by=request.actor, at=request.at, **form.cleaned_data
        )

    shown = {
        "heading": _("活動の終わり"),
        "text": _("役割と 出してある招待が すべて 終わります。名前は のこります。"),
        "facts": [(_("団体・店など"), organisation.name)],
        "submit": _("終わりにする"),
        "tone": "danger",
    }
    return _confirmed(
        request, WhyForm(request.POST or None), act, shown, ("people:desk_organisation", public_id)
    )


@doors.desk
@require_safe
def desk_person(request: Request, public_id: str) -> HttpResponse:
    _require(request, Permission.PEOPLE_READ)
    person = _person(request, public_id)
    day = clock.day(request.at)
    rows = [
        {"membership": row, "role": ROLES[row.role], "runs": row.ends_on is None or row.ends_on >= day}
        for row in queries.memberships_of(person.pk)
    ]
    shown = {
        "person": person,
        "rows": rows,
        "open": person.may_sign_in(day),
        "second_factor": is_mfa_enabled(person),
        "may_manage": policies.may(request.actor, Permission.PEOPLE_MANAGE, day=day),
        "may_protect": policies.may(request.actor, Permission.PEOPLE_PROTECT, day=day),
        "protected": policies.is_protected(person.pk, day=day),
    }
    return render(request, "people/desk_person.html", shown)


@doors.desk
@doors.anew
def desk_grant(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        given = memberships.grant(person=person, by=request.actor, at=request.at, **form.cleaned_data)
        if isinstance(given, Appointment):
            messages.info(
                request, _("この役割は、もう1人の 担当者が「役割を 確かめる」で 確かめてから 始まります。")
            )

    shown = {"heading": _("役割を たす"), "submit": _("役割を たす")}
    return _on_person(request, public_id, GrantForm(request.POST or None), act, shown)


@doors.desk
def desk_extend(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        accounts.extend(person_id=person.pk, by=request.actor, at=request.at, **form.cleaned_data)

    start = {"ends_on": rules.latest_end(clock.day(request.at))}
    shown = {"heading": _("終わりの日を かえる"), "submit": _("かえる")}
    return _on_person(request, public_id, ExtendForm(request.POST or None, initial=start), act, shown)


@doors.desk
def desk_disable(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        accounts.disable(person_id=person.pk, by=request.actor, at=request.at, **form.cleaned_data)

    words = _("すぐに ログインできなくなり、役割が すべて 終わります。")
    shown = {"heading": _("ログインを 止める"), "text": words, "submit": _("止める"), "tone": "danger"}
    return _on_person(request, public_id, WhyForm(request.POST or None), act, shown)


@doors.desk
def desk_sign_out(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        accounts.sign_out_everywhere(person_id=person.pk, by=request.actor, at=request.at)

    words = _(
        "スマホなどを なくした人のために。どの端末の ログインも すぐに 終わります。役割は そのままです。"
    )
    shown = {"heading": _("ログインを 終わらせる"), "text": words, "submit": _("終わらせる")}
    return _on_person(request, public_id, forms.Form(request.POST or None), act, shown)


@doors.desk
def desk_enable(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        accounts.enable(person_id=person.pk, by=request.actor, at=request.at)

    words = _("ログインできるようになります。役割は あらためて たしてください。")
    shown = {"heading": _("ログインを もどす"), "text": words, "submit": _("もどす")}
    return _on_person(request, public_id, forms.Form(request.POST or None), act, shown)


@doors.desk
@doors.anew
def desk_reset_second_factor(request: Request, public_id: str) -> HttpResponse:
    def act(form: forms.Form, person: Person) -> None:
        accounts.reset_second_factor(person_id=person.pk, by=request.actor, at=request.at)

    words = _("スマホなどを なくした人のために。かならず 本人だと 確かめてから 押してください。")
    shown = {"heading": _("2つ目のかぎを 消す"), "text": words, "submit": _("消す"), "tone": "danger"}
    return _on_person(request, public_id, forms.Form(request.POST or None), act, shown)


@doors.desk
def desk_act_for(request: Request, public_id: str) -> HttpResponse:
    """From here on staff type in for the organisation; every page says so until they stop."""
    _require(request, Permission.PEOPLE_ACT_FOR)
    organisation = get_object_or_404(Organisation, public_id=public_id, is_active=True)

    def act(form: forms.Form) -> None:
        actor = acting.start(
            organisation=organisation, via=Via(form.cleaned_data["via"]), by=request.actor, at=request.at
        )
        request.session[middleware.ACTING_FOR] = actor.acting_for
        request.session[middleware.ACTING_VIA] = actor.via.value

    shown = {
        "heading": _("代わりに入力する"),
        "text": _("これから入れることは、この団体の代わりに したこととして 記録されます。"),
        "facts": [(_("団体・店など"), organisation.name)],
        "submit": _("はじめる"),
    }
    return _confirmed(
        request, ActForm(request.POST or None), act, shown, ("people:desk_organisation", public_id)
    )


@doors.desk
@require_POST
def acting_stop(request: Request) -> HttpResponse:
    acting.stop(by=request.actor, at=request.at)
    for key in (middleware.ACTING_FOR, middleware.ACTING_VIA):
        request.session.pop(key, None)
    messages.success(request, _("代わりの入力を 終わりました。"))
    return redirect("people:home")


def _require(request: Request, permission: Permission) -> None:
    if not policies.may(request.actor, permission, day=clock.day(request.at)):
        raise Http404


def _person(request: Request, public_id: str) -> Person:
    try:
        person = queries.person_seen(public_id, request.actor, day=clock.day(request.at))
    except Person.DoesNotExist as error:
        raise Http404 from error
    protection.look(person=person, by=request.actor, at=request.at)
    return person


def _on_person(
    request: Request,
    public_id: str,
    form: forms.Form,
    act: Callable[[forms.Form, Person], None],
    shown: dict[str, Any],
) -> HttpResponse:
    """Confirm and do something to one person; for holders of PEOPLE_MANAGE."""
    _require(request, Permission.PEOPLE_MANAGE)
    person = _person(request, public_id)
    facts = [(_("名前"), person.name)]
    return _confirmed(
        request,
        form,
        lambda given: act(given, person),
        {**shown, "facts": facts},
        ("people:desk_person", public_id),
    )


def _confirmed(
    request: Request,
    form: forms.Form,
    act: Callable[[forms.Form], None],
    shown: dict[str, Any],
    back: tuple[str, str],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            messages.success(request, _("できました。"))
            return redirect(*back)
    return render(
        request,
        "people/confirm.html",
        {**shown, "form": form, "cancel": _address(back), "layout": "ui/desk.html"},
    )


def _address(back: tuple[str, str]) -> str:
    return str(redirect(*back).headers["Location"])
