"""「出した」: a report as it went out keeps its figures, whatever is counted later."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import GrantUse, SentReport
from ibasho.rooms.network.queries import attendance
from ibasho.rooms.network.rules import reports as rules
from ibasho.rooms.network.rules.kinds import GrantState
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "network.SentReport"
UNDO = timedelta(hours=24)


@transaction.atomic
def send(
    *, form: str, organisation: Organisation, place: Place | None, first: date, last: date, words: str = "",
    grant_use: GrantUse | None = None, by: Actor, at: datetime,
) -> SentReport:  # fmt: skip
    """Keeps the figures of this moment. With `grant_use` that grant is reported from today. Raises Invalid; Conflict where
    it went out today already."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    rules.check_period(first, last, clock.day(at))
    _check_of(organisation, place, grant_use)
    days = attendance.days(organisation, place, first, last, clock.day(at))
    if not any(one.recorded for one in days):
        sentence = "この間に 記録が 1日も ありません。居場所の「その日のまとめ」を 書くと、数が 出ます。"
        raise Conflict("network.report_empty", sentence)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # the same button, pressed twice
    told = {"form": form, "organisation": organisation, "place": place, "grant_use": grant_use}
    _check_once({**told, "first_on": first, "last_on": last}, at)
    row = SentReport.objects.create(
        **told, first_on=first, last_on=last,
        figures={"lines": rules.kept(rules.filled(rules.forms()[form], days))}, words=refuse_my_number(words.strip()),
        made_at=at, made_by_id=people.person_of(by),
    )  # fmt: skip
    if grant_use is not None:
        _reported(grant_use, at)
    _note("send", row, by, at)
    return row


@transaction.atomic
def take_back(*, report: SentReport, by: Actor, at: datetime) -> None:
    """Pressed by mistake: within a day it is as if it had not been. Raises Conflict later."""
    policies.require_of(by, Permission.NETWORK_OWN, report.organisation_id, at=at)
    row = SentReport.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if row is None:
        raise Conflict("network.report_gone", "もう とりけしてあります。")
    if at - row.made_at > UNDO:
        raise Conflict(
            "network.report_old",
            "出してから 1日が すぎたので、とりけせません。直した報告を もう一度 出してください。",
        )
    use = row.grant_use_id
    _note("take_back", row, by, at)
    row.delete()
    if use is not None:
        _unreported(use, at)


def _check_once(told: dict[str, object], at: datetime) -> None:
    """One of a form, its days and its grant on one day (JST). Raises Conflict."""
    if SentReport.objects.filter(**told, made_at__date=clock.day(at)).exists():
        raise Conflict(
            "network.report_twice",
            "同じ 様式・同じ 期間の 報告を、きょう もう 出しています。直すときは、それを とりけしてから 出してください。",
        )


def _check_of(organisation: Organisation, place: Place | None, grant_use: GrantUse | None) -> None:
    """Raises Invalid for another group's place or grant."""
    if place is not None and place.organisation_id != organisation.pk:
        words = "この団体の 居場所を えらんでください。"
        raise Invalid("network.report_place", words, fields={"place": words})
    if grant_use is not None and grant_use.organisation_id != organisation.pk:
        words = "この団体の 助成金を えらんでください。"
        raise Invalid("network.report_grant", words, fields={"grant_use": words})


def _reported(use: GrantUse, at: datetime) -> None:
    row = GrantUse.objects.select_for_update().get(pk=use.pk)
    if row.state == GrantState.GRANTED:
        row.state, row.reported_on, row.changed_at = GrantState.REPORTED.value, clock.day(at), at
        row.save(update_fields=["state", "reported_on", "changed_at"])


def _unreported(use_id: int, at: datetime) -> None:
    """Only where no other report of it went out."""
    row = GrantUse.objects.select_for_update().get(pk=use_id)
    if row.state == GrantState.REPORTED and not row.reports.exists():
        row.state, row.reported_on, row.changed_at = GrantState.GRANTED.value, None, at
        row.save(update_fields=["state", "reported_on", "changed_at"])


def _note(verb: str, row: SentReport, by: Actor, at: datetime) -> None:
    data = {"form": row.form, "first": row.first_on.isoformat(), "last": row.last_on.isoformat()}
    journal.record(f"network.report.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
