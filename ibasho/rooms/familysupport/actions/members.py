"""From the application to a numbered member, pauses, and the end. Members pause by their own link; staff do all of it
for who telephones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Member
from ibasho.rooms.familysupport.queries import called, members_account
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.rules import members as rules
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState
from ibasho.rooms.familysupport.rules.members import Step
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Member"
WORDS = ("name", "kana", "phone", "email", "address", "words")
PARTICULARS = frozenset({*WORDS, "district_code", "lat", "lng"})


@transaction.atomic
def change(*, member: Member, values: Mapping[str, Any], by: Actor, at: datetime) -> Member:
    """Particulars of a member, fields of `PARTICULARS`, by the adviser. Raises Invalid."""
    locked = _locked(member, by, at)
    for name, value in values.items():
        if name not in PARTICULARS:
            raise ValueError(f"{name}: not a particular of a member")
        setattr(locked, name, rules.text(value) if name in WORDS else value)
    rules.check_contact(locked.phone, locked.email)
    locked.save()
    note("change", locked, by=by, at=at, data={"fields": sorted(values)})
    return locked


@transaction.atomic
def link_person(*, member: Member, person: Person, by: Actor, at: datetime) -> Member:
    """From now on this member is that account: what the city has set there (DV・支援措置) holds for the member, and mails
    go to its address. Raises Conflict for an account that another member has."""
    locked = _locked(member, by, at)
    if members_account.is_taken(locked, person):
        raise Conflict(
            "support.account_taken",
            _(
                "この アカウントは もう ほかの 会員と つながっています。先に その会員の ページで はずしてください。"
            ),
        )
    locked.person = person
    locked.save(update_fields=["person"])
    note("link_person", locked, by=by, at=at, data={"person": person.pk})
    return locked


@transaction.atomic
def unlink_person(*, member: Member, by: Actor, at: datetime) -> Member:
    """Undoes it. Raises Conflict while the account is protected: with it the name would be seen again at once."""
    locked = _locked(member, by, at)
    if called.is_hidden(locked, clock.day(at)):
        raise Conflict(
            "support.account_protected",
            _(
                "保護されている あいだは はずせません。まちがえて つないだときは、正しい アカウントに つなぎなおしてください。"
            ),
        )
    was, locked.person = locked.person_id, None
    locked.save(update_fields=["person"])
    note("unlink_person", locked, by=by, at=at, data={"person": was})
    return locked


@transaction.atomic
def interview(
    *, member: Member, held_on: date, agreed_on: date | None, id_seen_on: date | None, by: Actor, at: datetime
) -> Member:
    """面談 was held, and what was done there; again to write down what was missing. Raises Invalid for days to come."""
    locked = _step(Step.INTERVIEW, member, by, at)
    today = clock.day(at)
    for field, day in (("held_on", held_on), ("agreed_on", agreed_on), ("id_seen_on", id_seen_on)):
        rules.check_past(day, today, field)
    locked.interviewed_on, locked.agreed_on, locked.id_seen_on = held_on, agreed_on, id_seen_on
    return _saved(Step.INTERVIEW, locked, by, at)


@transaction.atomic
def join(*, member: Member, by: Actor, at: datetime) -> Member:
    """A number without a gap, and from today they ask or are asked. Raises Conflict naming what is missing."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    centre = Centre.objects.select_for_update().get(
        pk=member.centre_id
    )  # numbers are given one after another
    locked = _step(Step.JOIN, member, by, at)
    rules.check_ready(queries.ready(locked, clock.day(at)))
    if locked.number is None:
        locked.number = _last_number(centre) + 1
    locked.joined_on = clock.day(at)
    return _saved(Step.JOIN, locked, by, at)


def _last_number(centre: Centre) -> int:
    """Erased members keep their numbers, so the greatest is the last that was given."""
    return int(Member.objects.filter(centre=centre).aggregate(last=Max("number"))["last"] or 0)


@transaction.atomic
def step_back(*, member: Member, by: Actor, at: datetime) -> Member:
    """Undoes 面談 or 入会. The number stays theirs. Raises Conflict for who has asked or helped already."""
    locked = _locked(member, by, at)
    before = MemberState(locked.state)
    locked.state = rules.after(Step.BACK, before).value
    if before == MemberState.INTERVIEWED:
        locked.interviewed_on = None
    else:
        if queries.has_acted(locked):
            raise Conflict(
                "support.has_acted",
                _(
                    "もう 依頼や 活動が あるので、入会を もどせません。おわりに するときは「退会」に してください。"
                ),
            )
        locked.joined_on = locked.token_hash = locked.token_at = None
    return _saved(Step.BACK, locked, by, at)


@transaction.atomic
def change_kind(*, member: Member, kind: MemberKind, by: Actor, at: datetime) -> Member:
    """A user who also wants to help, a provider who stops helping. Who has joined must have what the kind asks for.
    Raises Conflict."""
    locked = _locked(member, by, at)
    if locked.state in rules.ENDED:
        raise Conflict("support.member_step", _("もう おわっています。先に「とりけす」を おしてください。"))
    was, locked.kind = locked.kind, kind.value
    if locked.state in rules.JOINED:
        rules.check_ready(queries.ready(locked, clock.day(at)))
        ahead = queries.ahead(locked, at)
        rules.check_nothing_ahead(
            helping=0 if locked.helps else ahead.helping, asking=0 if locked.asks else ahead.asking
        )
    locked.save()
    note("change_kind", locked, by=by, at=at, data={"from": was, "to": kind.value})
    return locked


@transaction.atomic
def pause(*, member: Member, until: date | None, by: Actor, at: datetime) -> Member:
    """From today nobody asks them and they ask nobody; what is agreed stays. With a day they are back the day after it
    by themselves. By their own link, or by the adviser. Raises Invalid, Conflict."""
    policies.require_adviser_or_member(by, at=at)
    today = clock.day(at)
    rules.check_until(until, today)
    locked = lock(member)
    locked.state = rules.after(Step.PAUSE, locked.state).value
    locked.paused_from, locked.paused_until = locked.paused_from or today, until
    return _saved(Step.PAUSE, locked, by, at)


@transaction.atomic
def come_back(*, member: Member, by: Actor, at: datetime) -> Member:
    """Ends a pause at once."""
    policies.require_adviser_or_member(by, at=at)
    return _came_back(lock(member), by, at)


def wake(*, by: Actor, at: datetime) -> int:
    """The nightly job: whose pause is over is back. Returns how many."""
    over = Member.objects.filter(state=MemberState.PAUSED, paused_until__lt=clock.day(at)).order_by("pk")
    return sum(_wake_one(member=one, by=by, at=at) for one in over)


@transaction.atomic
def _wake_one(*, member: Member, by: Actor, at: datetime) -> bool:
    """Weighed once more under the lock: a pause may just have been made longer."""
    locked = lock(member)
    over = locked.paused_until is not None and locked.paused_until < clock.day(at)
    if locked.state != MemberState.PAUSED or not over:
        return False
    _came_back(locked, by, at)
    return True


def _came_back(locked: Member, by: Actor, at: datetime) -> Member:
    locked.state = rules.after(Step.COME_BACK, locked.state).value
    locked.paused_from = locked.paused_until = None
    return _saved(Step.COME_BACK, locked, by, at)


@transaction.atomic
def decline(*, member: Member, by: Actor, at: datetime) -> Member:
    """Whoever said no: it won't be. No reason is asked."""
    return _end(Step.DECLINE, member, by, at)


@transaction.atomic
def leave(*, member: Member, by: Actor, at: datetime) -> Member:
    """Raises Conflict while something agreed or asked for lies ahead: it is called off first, so that nobody waits in
    vain. The link is dead from now on."""
    return _end(Step.LEAVE, member, by, at)


@transaction.atomic
def take_back(*, member: Member, by: Actor, at: datetime) -> Member:
    """Undoes either, as long as the name is not erased. The link doesn't come back by itself."""
    locked = _locked(member, by, at)
    if locked.state not in rules.ENDED:
        label = MemberState(locked.state).label
        raise Conflict("support.member_step", f"いまは「{label}」です。とりけす ものが ありません。")
    was = rules.returned(interviewed=locked.interviewed_on is not None, joined=locked.joined_on is not None)
    locked.state, locked.ended_on, locked.erase_on = was.value, None, None
    locked.paused_from = locked.paused_until = None
    return _saved(Step.RETURN, locked, by, at)


def _end(step: Step, member: Member, by: Actor, at: datetime) -> Member:
    locked = _locked(member, by, at)
    locked.state = rules.after(step, locked.state).value
    ahead = queries.ahead(locked, at)
    rules.check_nothing_ahead(helping=ahead.helping, asking=ahead.asking)
    locked.ended_on = clock.day(at)
    locked.erase_on = rules.erase_on(locked.ended_on, queries.last_visit_on(locked))
    locked.token_hash = locked.token_at = None
    return _saved(step, locked, by, at)


def lock(member: Member) -> Member:
    """The row, locked until the end of the transaction. Raises NotFound once the name is erased."""
    rows = Member.objects.select_for_update(of=("self",)).select_related("centre")
    found = rows.filter(pk=member.pk, erased_at__isnull=True).first()
    if found is None:
        raise NotFound(
            "support.member_gone", _("この方の 記録は もう ありません。一覧から さがしてください。")
        )
    return found


def _locked(member: Member, by: Actor, at: datetime) -> Member:
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    return lock(member)


def _step(step: Step, member: Member, by: Actor, at: datetime) -> Member:
    """The locked row in its next state, not yet saved."""
    locked = _locked(member, by, at)
    locked.state = rules.after(step, locked.state).value
    return locked


def _saved(step: Step, member: Member, by: Actor, at: datetime) -> Member:
    member.save()
    note(step.value, member, by=by, at=at, data={"state": member.state})
    return member


def note(verb: str, member: Member, *, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    """Codes alone: who it is stands in the row, and goes with it."""
    journal.record(f"familysupport.member.{verb}", noun=NOUN, object_id=member.pk, by=by, at=at, data=data)
