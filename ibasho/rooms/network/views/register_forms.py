"""What the city and the CSW write about a group: the card, its people, talks and what follows from them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import contact_persons, contacts, profiles
from ibasho.rooms.network.forms.register import ContactForm, LeftForm, PersonForm, ProfileForm
from ibasho.rooms.network.models import Contact, ContactPerson, Profile
from ibasho.rooms.network.queries import register as queries
from ibasho.rooms.network.views.register_frame import FORMS, answered, find_group, frame, group_page
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

WRITES = Permission.NETWORK_WRITE


@doors.desk
@require_http_methods(FORMS)
def profile(request: Request, public_id: str) -> HttpResponse:
    organisation, today = find_group(request, public_id, WRITES), clock.day(request.at)
    kept = (
        Profile.objects.filter(organisation=organisation).select_related("city_keeper", "csw_keeper").first()
    )
    form = ProfileForm(
        request.POST or None,
        profile=kept,
        districts=queries.district_names(today),
        keepers=queries.keepers(today),
    )
    return answered(
        request, form,
        lambda: profiles.keep(organisation=organisation, about=form.about(), by=request.actor, at=request.at),
        thanks=_("カルテを 直しました。"), back=group_page(organisation), words=_words(request, organisation, _("団体カルテ")),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def person_new(request: Request, public_id: str) -> HttpResponse:
    organisation = find_group(request, public_id, WRITES)
    form = PersonForm(request.POST or None)
    words = _words(
        request, organisation, _("団体の 人を 足す"),
        text=_("アカウントの ない人も 入れられます。名前と 連絡先は、市と CSWだけが 見ます。"), submit=_("足す"),
    )  # fmt: skip
    return answered(
        request, form,
        lambda: contact_persons.add(organisation=organisation, known=form.known(), by=request.actor, at=request.at),
        thanks=_("足しました。"), back=group_page(organisation, "people"), words=words,
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def person(request: Request, public_id: str) -> HttpResponse:
    found = _person(request, public_id)
    form = PersonForm(request.POST or None, person=found)
    return answered(
        request, form, lambda: contact_persons.change(person=found, known=form.known(), by=request.actor, at=request.at),
        thanks=_("直しました。"), back=group_page(found.organisation, "people"),
        words=_words(request, found.organisation, _("団体の 人を 直す")),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def person_leave(request: Request, public_id: str) -> HttpResponse:
    found = _person(request, public_id)
    form = LeftForm(request.POST or None, initial={"left_on": clock.day(request.at)})

    def deed() -> None:
        contact_persons.leave(
            person=found, left_on=form.cleaned_data["left_on"], by=request.actor, at=request.at
        )

    words = _words(
        request, found.organisation, _("やめたことを 入れる"), text=found.name, submit=_("やめたことに する")
    )
    return answered(
        request, form, deed, thanks=_("やめたことを 入れました。まちがえたときは「もどす」を おしてください。"),
        back=group_page(found.organisation, "people"), words=words,
    )  # fmt: skip


@doors.desk
@require_POST
def person_back(request: Request, public_id: str) -> HttpResponse:
    found = _person(request, public_id)
    done(
        request, lambda: contact_persons.come_back(person=found, by=request.actor, at=request.at),
        thanks=_("もどしました。"),
    )  # fmt: skip
    return redirect(group_page(found.organisation, "people"))


@doors.desk
@require_http_methods(FORMS)
def contact_new(request: Request, public_id: str) -> HttpResponse:
    organisation = find_group(request, public_id, WRITES)
    form = ContactForm(request.POST or None, today=clock.day(request.at))
    return answered(
        request, form,
        lambda: contacts.write(organisation=organisation, told=form.told(), by=request.actor, at=request.at),
        thanks=_("書きました。"), back=group_page(organisation, "talks"),
        words=_words(request, organisation, _("連絡の記録を 書く")),
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def contact(request: Request, public_id: str) -> HttpResponse:
    found = _contact(request, public_id)
    form = ContactForm(request.POST or None, contact=found)
    words = _words(
        request, found.organisation, _("連絡の記録を 直す"),
        text=_("もとの 記録は 消えません。直した 記録の 下に のこります。"),
    )  # fmt: skip
    return answered(
        request, form, lambda: contacts.correct(contact=found, told=form.told(), by=request.actor, at=request.at),
        thanks=_("直しました。"), back=group_page(found.organisation, "talks"), words=words,
    )  # fmt: skip


@doors.desk
@require_POST
def contact_do(request: Request, public_id: str) -> HttpResponse:
    """`settle` or `reopen`."""
    found = _contact(request, public_id)
    if request.POST.get("do") == "reopen":
        done(
            request, lambda: contacts.reopen(contact=found, by=request.actor, at=request.at),
            thanks=_("もどしました。"),
        )  # fmt: skip
    else:
        done(
            request, lambda: contacts.settle(contact=found, by=request.actor, at=request.at),
            thanks=_("すんだことに しました。まちがえたときは「もどす」を おしてください。"),
        )  # fmt: skip
    return redirect(group_page(found.organisation, "talks"))


def _person(request: Request, public_id: str) -> ContactPerson:
    policies.require(request.actor, WRITES, at=request.at)
    found = ContactPerson.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _contact(request: Request, public_id: str) -> Contact:
    policies.require(request.actor, WRITES, at=request.at)
    found = Contact.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _words(request: Request, organisation: Organisation, heading: str, **more: Any) -> dict[str, Any]:
    return {
        **frame(request, organisation, (heading, "")),
        "heading": heading,
        "group": organisation.name,
        **more,
    }
