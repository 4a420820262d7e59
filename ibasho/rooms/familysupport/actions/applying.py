"""申込み: by anybody on the public page, or typed in by the adviser from a paper, a call or the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions.members import note
from ibasho.rooms.familysupport.models import Centre, CentreRules, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.rules import members as rules
from ibasho.rooms.familysupport.rules.members import text
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of themselves. `is_old_enough`: for who wants to help; `agrees`: to the centre's rules."""

    kind: str
    name: str
    kana: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    district_code: str = ""
    is_old_enough: bool = False
    agrees: bool = False


@transaction.atomic
def apply(*, centre: Centre, told: Told, public_id: str = "", by: Actor, at: datetime) -> Member:
    """Anybody, without an account. `public_id` is the form's own: the same form sent twice is one application.
    Raises Invalid, Conflict."""
    locked = Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    twice = Member.objects.filter(public_id=public_id, centre=locked).first() if public_id else None
    if twice is not None:
        return twice
    if not locked.is_open:
        raise Conflict(
            "support.closed",
            _("いまは 会員の 申込みを うけつけていません。センターに 電話で きいてください。"),
        )
    made = _written(locked, told, public_id or new_code(), Via.PAGE, at)
    note("apply", made, by=by, at=at, data={"kind": made.kind})
    _thank(made, by, at)
    _tell_advisers(made, by, at)
    return made


@transaction.atomic
def type_in(*, centre: Centre, told: Told, via: Via, by: Actor, at: datetime) -> Member:
    """The adviser writes down what a paper or a caller says. Raises NotFound for strangers, Invalid."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    made = _written(centre, told, new_code(), via, at)
    note("type_in", made, by=by, at=at, data={"kind": made.kind, "via": via.value})
    _thank(made, by, at)
    return made


def _written(centre: Centre, told: Told, public_id: str, via: Via, at: datetime) -> Member:
    day = clock.day(at)
    then = centres.rules_on(centre, day) or CentreRules()
    rules.check_contact(told.phone, told.email)
    rules.check_old_enough(told.kind, told.is_old_enough, then.provider_age_min)
    return Member.objects.create(
        centre=centre, public_id=public_id, kind=told.kind, name=text(told.name), kana=text(told.kana),
        phone=text(told.phone), email=told.email.strip(), address=text(told.address),
        district_code=told.district_code, applied_at=at,
        applied_via=via.value, agreed_on=day if told.agrees else None,
    )  # fmt: skip


def _thank(member: Member, by: Actor, at: datetime) -> None:
    if not member.email:
        return
    body = _(
        "{who}への 申込みを うけとりました。ありがとうございます。\n"
        "アドバイザーから、面談の日を 相談する 連絡を します。1週間たっても 連絡が ないときは 電話を ください。\n"
        "電話 {phone}\n\n"
        "やめたいときは いつでも 言ってください。書いていただいたことは、おわってから 30日で 消します。"
    )
    outbox.send(
        to=member.email, event_key=f"support.applied:{member.public_id}", subject=_("申込みを うけとりました"),
        body=body.format(who=member.centre.name, phone=member.centre.phone), by=by, at=at,
    )  # fmt: skip


def _tell_advisers(member: Member, by: Actor, at: datetime) -> None:
    """A link and no name: a mail may lie open."""
    address = settings.PUBLIC_URL + reverse("familysupport:desk_member", args=[member.public_id])
    words = _("新しい申込みが あります。つぎの ページで 見て、面談の日を 相談してください。\n{address}")
    for person in centres.advisers(member.centre, clock.day(at)):
        outbox.send(
            to=person, event_key=f"support.application:{member.public_id}",
            subject=_("ファミリーサポートの 申込みが きました"), body=words.format(address=address), by=by, at=at,
        )  # fmt: skip
