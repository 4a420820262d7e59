"""An organisation, its members and invitations: the same pages at the door of the groups and at the desk."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import invitations, memberships, organisations
from ibasho.town.people.forms import ContactForm, InviteForm
from ibasho.town.people.models import Invitation, Membership, Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.people.views import refusals


@dataclass(frozen=True, slots=True)
class Side:
    """At which door the page stands. `reads` opens it; its addresses are `people:<name>_…`."""

    name: str
    layout: str
    reads: Permission

    def url(self, page: str, *args: object) -> str:
        return reverse(f"people:{self.name}_{page}", args=args)


OPS = Side("ops", "ui/operator.html", Permission.PEOPLE_MANAGE)
DESK = Side("desk", "ui/desk.html", Permission.PEOPLE_READ)


@doors.operator
@require_safe
def ops_organisations(request: Request) -> HttpResponse:
    """The organisations one leads; with a single one straight to it."""
    found = list(policies.organisations_of(request.actor, OPS.reads, day=clock.day(request.at)))
    if len(found) == 1:
        return redirect(OPS.url("organisation", found[0].public_id))
    return render(request, "people/ops_organisations.html", {"organisations": found})


@doors.operator
@require_safe
def ops_organisation(request: Request, public_id: str) -> HttpResponse:
    return _organisation(request, OPS, public_id)


@doors.operator
@limited("people.invite", times=60, seconds=3600)
def ops_invite(request: Request, public_id: str) -> HttpResponse:
    return _invite(request, OPS, public_id)


@doors.operator
def ops_contact(request: Request, public_id: str) -> HttpResponse:
    return _contact(request, OPS, public_id)


@doors.operator
@require_POST
def ops_withdraw(request: Request, public_id: str) -> HttpResponse:
    return _withdraw(request, OPS, public_id)


@doors.operator
@require_POST
def ops_end_role(request: Request, membership_id: int) -> HttpResponse:
    return _end_role(request, OPS, membership_id)


@doors.desk
@require_safe
def desk_organisation(request: Request, public_id: str) -> HttpResponse:
    return _organisation(request, DESK, public_id)


@doors.desk
@limited("people.invite", times=60, seconds=3600)
def desk_invite(request: Request, public_id: str) -> HttpResponse:
    return _invite(request, DESK, public_id)


@doors.desk
def desk_contact(request: Request, public_id: str) -> HttpResponse:
    return _contact(request, DESK, public_id)


@doors.desk
@require_POST
def desk_withdraw(request: Request, public_id: str) -> HttpResponse:
    return _withdraw(request, DESK, public_id)


@doors.desk
@require_POST
def desk_end_role(request: Request, membership_id: int) -> HttpResponse:
    return _end_role(request, DESK, membership_id)


def _found(
    request: Request, side: Side, public_id: str, permission: Permission | None = None
) -> Organisation:
    """The organisation, or 404 where this person has nothing to do with it at this door."""
    organisation = get_object_or_404(Organisation, public_id=public_id)
    needed = permission or side.reads
    if not policies.may(
        request.actor, needed, day=clock.day(request.at), organisation_id=organisation.pk
    ) or (side is OPS and request.actor.acting_for not in (None, organisation.pk)):
        raise Http404
    return organisation


def _organisation(request: Request, side: Side, public_id: str) -> HttpResponse:
    organisation = _found(request, side, public_id)
    day = clock.day(request.at)

    def may(permission: Permission) -> bool:
        return policies.may(request.actor, permission, day=day, organisation_id=organisation.pk)

    held = policies.roles_held(request.actor, day=day)
    members = [
        {
            "membership": row,
            "role": ROLES[row.role],
            "may_end": rules.may_invite(held, row.role, organisation.pk),
        }
        for row in queries.members(organisation.pk, day=day)
    ]
    shown = {
        "side": side.name,
        "layout": side.layout,
        "organisation": organisation,
        "members": members,
        "invitations": _open_invitations(organisation, request) if may(Permission.PEOPLE_MANAGE) else [],
        "may_invite": bool(rules.roles_to_offer(held, organisation.pk, organisation.kind)),
        "may_edit": may(Permission.ORGANISATIONS_EDIT),
        "may_act_for": side is DESK and may(Permission.PEOPLE_ACT_FOR),
        "may_close": side is DESK and may(Permission.PEOPLE_MANAGE),
    }
    return render(request, "people/organisation.html", shown)


def _open_invitations(organisation: Organisation, request: Request) -> list[dict[str, object]]:
    rows = queries.open_invitations(organisation.pk, at=request.at)
    return [{"invitation": row, "role": ROLES[row.role]} for row in rows]


def _invite(request: Request, side: Side, public_id: str) -> HttpResponse:
    organisation = _found(request, side, public_id, Permission.PEOPLE_MANAGE)
    held = policies.roles_held(request.actor, day=clock.day(request.at))
    roles = rules.roles_to_offer(held, organisation.pk, organisation.kind)
    form = InviteForm(request.POST or None, roles=roles)
    back = side.url("organisation", public_id)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(
                organisation=organisation, by=request.actor, at=request.at, **form.cleaned_data
            )
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            if not made.invitation.email:
                return _letter(request, side, made, back)
            messages.success(request, _("招待のメールを 送ります。14日のあいだ 1回だけ 使えます。"))
            return redirect(back)
    shown = {"layout": side.layout, "organisation": organisation, "form": form, "back": back}
    return render(request, "people/invite.html", shown)


def _letter(request: Request, side: Side, made: invitations.Invited, back: str) -> HttpResponse:
    """Shown once: the link is kept nowhere."""
    qr = segno.make(made.link, error="m").svg_inline(scale=6, border=2, dark="#000", light="#fff")
    shown = {
        "layout": side.layout,
        "invitation": made.invitation,
        "role": ROLES[made.invitation.role],
        "link": made.link,
        "qr": qr,
        "back": back,
    }
    return render(request, "people/letter.html", shown)


def _contact(request: Request, side: Side, public_id: str) -> HttpResponse:
    organisation = _found(request, side, public_id, Permission.ORGANISATIONS_EDIT)
    back = side.url("organisation", public_id)
    now = {name: getattr(organisation, name) for name in ("name", "kana", "phone", "email", "url")}
    form = ContactForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            organisations.change(
                organisation_id=organisation.pk, contact=form.contact(), by=request.actor, at=request.at
            )
        except DomainError as error:
            refusals.tell(request, error, form)
        else:
            messages.success(request, _("直しました。"))
            return redirect(back)
    shown = {"layout": side.layout, "heading": organisation.name, "form": form, "back": back}
    return render(request, "people/contact.html", shown)


def _withdraw(request: Request, side: Side, public_id: str) -> HttpResponse:
    row = get_object_or_404(Invitation.objects.select_related("organisation"), public_id=public_id)
    organisation = _found(request, side, row.organisation.public_id, Permission.PEOPLE_MANAGE)
    try:
        invitations.withdraw(invitation_id=row.pk, by=request.actor, at=request.at)
    except DomainError as error:
        refusals.tell(request, error)
    else:
        messages.success(request, _("招待を とりけしました。リンクは もう使えません。"))
    return redirect(side.url("organisation", organisation.public_id))


def _end_role(request: Request, side: Side, membership_id: int) -> HttpResponse:
    row = get_object_or_404(Membership.objects.select_related("organisation"), pk=membership_id)
    organisation = _found(request, side, row.organisation.public_id, Permission.PEOPLE_MANAGE)
    try:
        memberships.end(membership_id=row.pk, by=request.actor, at=request.at)
    except DomainError as error:
        refusals.tell(request, error)
    else:
        messages.success(request, _("役割を 終わりにしました。"))
    return redirect(side.url("organisation", organisation.public_id))
