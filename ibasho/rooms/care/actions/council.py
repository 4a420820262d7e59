"""要対協: an organisation joins, its time ends, a mistake is mended. By the centre's lead, with the paper it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import CouncilMember
from ibasho.rooms.care.queries import council
from ibasho.rooms.care.rules import settings as rules
from ibasho.rooms.care.rules.kinds import Body
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "care.CouncilMember"
_GROUP = 0x726F756E  # "roun", of the round table


@dataclass(frozen=True, slots=True)
class Terms:
    """`starts_on`, `ends_on`: both inclusive, None: until it is ended. `paper`: the decision's document number."""

    body: Body
    starts_on: date
    ends_on: date | None = None
    paper: str = ""


@transaction.atomic
def join(*, organisation: Organisation, terms: Terms, by: Actor, at: datetime) -> CouncilMember:
    """Raises Invalid for days in the wrong order, Conflict where the group is a member on one of them already."""
    _locked(organisation, by, at)
    _check(organisation.pk, terms, but=0)
    made = CouncilMember.objects.create(organisation=organisation, **_written(terms, by, at))
    _note("join", made, by, at)
    return made


@transaction.atomic
def end(*, member: CouncilMember, ends_on: date, by: Actor, at: datetime) -> CouncilMember:
    """From the day after, no word flows back to the group, and what was sent is no longer read there."""
    row = _again(member, by, at)
    if row.ends_on is not None and row.ends_on < clock.day(at):
        raise Conflict("care.council_ended", "もう おわっています。直すときは「なおす」を おしてください。")
    _check(row.organisation_id, Terms(Body(row.body), row.starts_on, ends_on), but=row.pk)
    row.ends_on, row.set_at, row.set_by_id = ends_on, at, people.person_of(by)
    row.save(update_fields=["ends_on", "set_at", "set_by"])
    _note("end", row, by, at)
    return row


@transaction.atomic
def correct(*, member: CouncilMember, terms: Terms, by: Actor, at: datetime) -> CouncilMember:
    """What was typed wrong. The journal keeps how it stood before. Raises Conflict where a word that went to the group
    would lie outside: the days would say that it should never have been sent."""
    row = _again(member, by, at)
    _check(row.organisation_id, terms, but=row.pk)
    if council.words_left_out(row, terms.starts_on, terms.ends_on):
        sentence = (
            "新しい日づけでは、もう 返した ことばの 日が 入りません。その日が 入るように 直すか、構成員で なくなった日なら「おわりに する」で "
            "入れてください。"
        )
        raise Conflict("care.council_words", sentence)
    before = _days(row)
    for name, value in _written(terms, by, at).items():
        setattr(row, name, value)
    row.save()
    _note("correct", row, by, at, before=before)
    return row


@transaction.atomic
def drop(*, member: CouncilMember, by: Actor, at: datetime) -> None:
    """The wrong group was typed in. Raises Conflict once a word went to it: then its time is ended instead."""
    row = _again(member, by, at)
    if council.words_sent(row):
        sentence = "この間に ことばを 返しています。記録を のこすため 消せません。「おわりに する」を おしてください。"
        raise Conflict("care.council_used", sentence)
    _note("drop", row, by, at)
    row.delete()


def _locked(organisation: Organisation, by: Actor, at: datetime) -> None:
    policies.require(by, Permission.CARE_LEAD, at=at)
    _one_after_another(organisation.pk)
    if not Organisation.objects.filter(pk=organisation.pk, is_active=True).exists():
        sentence = "この団体は もう 活動していません。ほかの団体を えらんでください。"
        raise Invalid("care.council_inactive", sentence, fields={"organisation": sentence})


def _one_after_another(organisation_id: int) -> None:
    """Two who type about one group at once. By a number of its own, for where it is the lead's own organisation the policy
    holds the row already, and two that share it would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_GROUP, organisation_id % 2**31])


def _again(member: CouncilMember, by: Actor, at: datetime) -> CouncilMember:
    policies.require(by, Permission.CARE_LEAD, at=at)
    _one_after_another(member.organisation_id)
    row = CouncilMember.objects.select_for_update().filter(pk=member.pk).first()
    if row is None:
        raise Conflict("care.council_gone", "ほかの人が 消しました。ページを 開きなおしてください。")
    return row


def _check(organisation_id: int, terms: Terms, *, but: int) -> None:
    rules.check_order(terms.starts_on, terms.ends_on)
    others = CouncilMember.objects.filter(organisation_id=organisation_id).exclude(pk=but)
    rules.check_alone(terms.starts_on, terms.ends_on, others.values_list("starts_on", "ends_on"))


def _written(terms: Terms, by: Actor, at: datetime) -> dict[str, object]:
    return {
        "body": terms.body.value, "starts_on": terms.starts_on, "ends_on": terms.ends_on,
        "paper": rules.line(terms.paper), "set_at": at, "set_by_id": people.person_of(by),
    }  # fmt: skip


def _days(row: CouncilMember) -> str:
    return f"{row.starts_on.isoformat()}/{row.ends_on.isoformat() if row.ends_on else ''}"


def _note(verb: str, row: CouncilMember, by: Actor, at: datetime, **more: str) -> None:
    data = {"organisation": row.organisation_id, "days": _days(row), **more}
    journal.record(f"care.council.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
