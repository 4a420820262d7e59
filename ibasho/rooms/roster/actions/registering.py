"""From the application to a registered helper, step by step, and every step back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions.joining import lock, note, settle
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import people as queries
from ibasho.rooms.roster.rules import registering as rules
from ibasho.rooms.roster.rules.kinds import AgeBand, HelperState
from ibasho.rooms.roster.rules.registering import Step
from ibasho.rooms.roster.rules.safeguarding import checked_text
from ibasho.town.people.permissions import Permission

WORDS = ("name", "call_name", "guardian_name")
LISTS = ("skills", "subjects")
PARTICULARS = frozenset(
    {*WORDS, *LISTS, "phone", "email", "district_code", "age_band", "guardian_phone", "guardian_consent_on",
     "pay_kind", "pay_way", "side_job_until"}
)  # fmt: skip

UNDONE = {
    HelperState.INTERVIEW: "interview_at",
    HelperState.OFFERED: "offered_on",
    HelperState.REGISTERED: "registered_on",
}


@transaction.atomic
def interview(*, helper: Helper, when: datetime, by: Actor, at: datetime) -> Helper:
    """面談 is on `when`; again to move it. A day behind us is right, too: written down afterwards."""
    locked = _step(Step.INTERVIEW, helper, by, at)
    locked.interview_at = when
    return _saved(Step.INTERVIEW, locked, by, at)


@transaction.atomic
def offer(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """「お願いします」 was said; now 誓約書 and 研修."""
    locked = _step(Step.OFFER, helper, by, at)
    locked.offered_on = clock.day(at)
    return _saved(Step.OFFER, locked, by, at)


@transaction.atomic
def register(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """From today the helper takes shifts. Raises Conflict naming what is missing."""
    locked, today = _step(Step.REGISTER, helper, by, at), clock.day(at)
    named = policies.is_named(by, locked.organisation, at=at)
    rules.check_ready(queries.ready(locked, today), today, named=named)
    locked.registered_on = today
    return _saved(Step.REGISTER, locked, by, at)


@transaction.atomic
def step_back(*, helper: Helper, by: Actor, at: datetime) -> Helper:
    """Undoes the last of the steps above."""
    locked = _locked(helper, by, at)
    before = HelperState(locked.state)
    locked.state = rules.after(Step.BACK, before).value
    setattr(locked, UNDONE[before], None)
    saved = _saved(Step.BACK, locked, by, at)
    settle(saved, by=by, at=at)
    return saved


@transaction.atomic
def change(*, helper: Helper, values: Mapping[str, Any], by: Actor, at: datetime) -> Helper:
    """Particulars of a helper, fields of `PARTICULARS`. Raises Invalid, Conflict."""
    locked = _locked(helper, by, at)
    for name, value in values.items():
        if name not in PARTICULARS:
            raise ValueError(f"{name}: not a particular of a helper")
        setattr(locked, name, _tidy(name, value))
    _check_consent(locked, clock.day(at))
    locked.save()
    note("change", locked, by=by, at=at, data={"fields": sorted(values)})
    settle(locked, by=by, at=at)
    return locked


def _tidy(name: str, value: Any) -> Any:
    if name in WORDS:
        return checked_text(value, name)
    if name in LISTS:
        return rules.words_of(value, name)
    return value.strip() if isinstance(value, str) else value


def _check_consent(helper: Helper, today: date) -> None:
    if helper.guardian_consent_on is not None and helper.guardian_consent_on > today:
        sentence = _("これからの日は 入れられません。同意書を うけとった日を 入れてください。")
        raise Invalid("roster.consent_day", sentence, fields={"guardian_consent_on": sentence})
    registered = helper.state == HelperState.REGISTERED and helper.age_band == AgeBand.UNDER_16
    if registered and helper.guardian_consent_on is None:
        raise Conflict(
            "roster.consent", _("16歳より下の 登録した人には 保護者の同意の日が いります。同意の日を 入れてください。")
        )  # fmt: skip


def _locked(helper: Helper, by: Actor, at: datetime) -> Helper:
    locked = lock(helper)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    return locked


def _step(step: Step, helper: Helper, by: Actor, at: datetime) -> Helper:
    """The locked row in its next state, not yet saved."""
    locked = _locked(helper, by, at)
    locked.state = rules.after(step, locked.state).value
    return locked


def _saved(step: Step, helper: Helper, by: Actor, at: datetime) -> Helper:
    helper.save()
    note(step.value, helper, by=by, at=at, data={"state": helper.state})
    return helper
