"""応募: by the person on the public page, or typed in by staff from a paper, a call or the counter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions.joining import note
from ibasho.rooms.roster.models import Helper, Vacancy
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.queries import vacancies
from ibasho.rooms.roster.rules import registering as rules
from ibasho.rooms.roster.rules.kinds import AgeBand, PayKind
from ibasho.rooms.roster.rules.safeguarding import checked_text
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of themselves. The guardian's lines are for who is younger than 16."""

    name: str
    age_band: str
    call_name: str = ""
    phone: str = ""
    email: str = ""
    district_code: str = ""
    subjects: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    guardian_name: str = ""
    guardian_phone: str = ""


@transaction.atomic
def apply(*, vacancy: Vacancy, told: Told, public_id: str = "", by: Actor, at: datetime) -> Helper:
    """Anybody, without an account. `public_id` is the form's own: the same form sent twice is one application.
    Raises Invalid, Conflict."""
    locked = Vacancy.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=vacancy.pk)
    twice = Helper.objects.filter(public_id=public_id, vacancy=locked).first() if public_id else None
    if twice is not None:
        return twice
    if not vacancies.is_open(locked, clock.day(at)):
        raise Conflict(
            "roster.vacancy_closed", _("この募集は おわりました。ほかの募集を さがしてみてください。")
        )
    rules.check_public_age(told.age_band, youth_welcome=locked.youth_welcome)
    rules.check_contact(told.phone, told.email)
    plain = replace(told, guardian_name="", guardian_phone="")
    helper = _written(locked.organisation, locked, plain, public_id or new_code(), Via.PAGE, at)
    note("apply", helper, by=by, at=at, data={"vacancy": locked.pk})
    _thank(helper, by, at)
    _tell_leads(helper, by, at)
    return helper


@transaction.atomic
def type_in(
    *, organisation: Organisation, vacancy: Vacancy | None, told: Told, via: Via, by: Actor, at: datetime
) -> Helper:
    """Staff write down what a paper or a caller says; the only way for who is younger than 16, with a guardian.
    Raises NotFound for a stranger to the organisation, Invalid."""
    policies.require(by, Permission.ROSTER_MANAGE, organisation, at=at)
    if vacancy is not None and vacancy.organisation_id != organisation.pk:
        raise NotFound(
            "roster.other_vacancy",
            _("この募集は この団体のものでは ありません。一覧から えらびなおしてください。"),
        )
    helper = _written(organisation, vacancy, told, new_code(), via, at)
    note("type_in", helper, by=by, at=at, data={"vacancy": vacancy.pk if vacancy else None, "via": via.value})
    _thank(helper, by, at)
    return helper


def _written(
    organisation: Organisation, vacancy: Vacancy | None, told: Told, public_id: str, via: Via, at: datetime
) -> Helper:
    name = checked_text(told.name, "name")
    young = told.age_band == AgeBand.UNDER_16
    return Helper.objects.create(
        organisation=organisation, vacancy=vacancy, public_id=public_id, name=name,
        call_name=checked_text(rules.call_name(told.call_name, name), "call_name"),
        phone=told.phone.strip(), email=told.email.strip(), district_code=told.district_code,
        age_band=told.age_band, pay_kind=PayKind.UNPAID.value, applied_at=at, applied_via=via.value,
        subjects=rules.words_of(told.subjects, "subjects"), skills=rules.words_of(told.skills, "skills"),
        guardian_name=checked_text(told.guardian_name, "guardian_name") if young else "",
        guardian_phone=told.guardian_phone.strip() if young else "",
    )  # fmt: skip


def _thank(helper: Helper, by: Actor, at: datetime) -> None:
    if not helper.email:
        return
    body = _(
        "お手伝いの 応募を うけとりました。ありがとうございます。\n{who}から 面談の日を 相談する 連絡をします。\n"
        "やめたいときは いつでも 言ってください。書いていただいた ことは、おわってから 30日で 消します。"
    )
    outbox.send(
        to=helper.email, event_key=f"roster.applied:{helper.public_id}", subject=_("応募を うけとりました"),
        body=body.format(who=helper.organisation.name), by=by, at=at,
    )  # fmt: skip


def _tell_leads(helper: Helper, by: Actor, at: datetime) -> None:
    """A link and no name: a mail may lie open."""
    address = settings.PUBLIC_URL + reverse("roster:ops_person", args=[helper.public_id])
    for person in queries.holders(helper.organisation, Permission.ROSTER_MANAGE, clock.day(at)):
        outbox.send(
            to=person, event_key=f"roster.application:{helper.public_id}",
            subject=_("お手伝いの 応募が きました"),
            body=_("新しい応募が あります。つぎの ページで 見て、面談の日を 決めてください。\n{address}").format(
                address=address
            ),
            by=by, at=at,
        )  # fmt: skip
