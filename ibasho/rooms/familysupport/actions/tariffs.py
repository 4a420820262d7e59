"""Fees: drafted, published for days, ended, taken back. Published ones are never rewritten: reports point to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Report, Tariff
from ibasho.rooms.familysupport.queries import tariffs
from ibasho.rooms.familysupport.rules import tariff_body
from ibasho.rooms.familysupport.rules import tariff_validity as validity
from ibasho.rooms.familysupport.rules.kinds import TariffState
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Tariff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wrote: `body` as `Tariff.body` keeps it."""

    name: str
    valid_from: date
    valid_until: date | None
    body: Mapping[str, Any]


@transaction.atomic
def draft(*, centre: Centre, wanted: Wanted, by: Actor, at: datetime) -> Tariff:
    policies.require(by, Permission.SUPPORT_SETTINGS, at=at)
    row = Tariff.objects.create(centre=centre, **_checked(wanted))
    _told("draft", row, by, at)
    return row


@transaction.atomic
def change(*, tariff: Tariff, wanted: Wanted, by: Actor, at: datetime) -> Tariff:
    """A draft; what is published stays as it was printed."""
    row = _locked(tariff, by, at)
    _require(row, TariffState.DRAFT)
    for name, value in _checked(wanted).items():
        setattr(row, name, value)
    row.save(update_fields=["name", "valid_from", "valid_until", "body"])
    _told("change", row, by, at)
    return row


@transaction.atomic
def discard(*, tariff: Tariff, by: Actor, at: datetime) -> Tariff:
    """Gives the row back as it was, without a key."""
    row = _locked(tariff, by, at)
    _require(row, TariffState.DRAFT)
    _told("discard", row, by, at)
    row.delete()
    return row


@transaction.atomic
def publish(*, tariff: Tariff, by: Actor, at: datetime) -> Tariff:
    """From its first day on it holds; the one that held until then ends the day before."""
    row = _locked(tariff, by, at)
    _require(row, TariffState.DRAFT)
    tariff_body.body(row.body)
    held = [validity.Held(one.pk, one.valid_from, one.valid_until) for one in tariffs.published(row.centre)]
    before = validity.shortened(row.valid_from, row.valid_until, held)
    validity.require_unused(_last_used(row.centre), row.valid_from)
    if before is not None:
        Tariff.objects.filter(pk=before.key).update(valid_until=row.valid_from - validity.DAY)
    row.state, row.published_at, row.published_by_id = TariffState.PUBLISHED, at, by.person_id
    row.save(update_fields=["state", "published_at", "published_by"])
    _told("publish", row, by, at)
    return row


@transaction.atomic
def take_back(*, tariff: Tariff, by: Actor, at: datetime) -> Tariff:
    """A draft again, as long as no day of it has come. The one before goes on in its place: no day is left without fees."""
    row = _locked(tariff, by, at)
    _require(row, TariffState.PUBLISHED)
    if row.valid_from <= clock.day(at):
        raise Conflict(
            "support.tariff.begun",
            _(
                "もう はじまっている料金表は とりけせません。新しい 料金表を つくって、はじめる日を きめてください。"
            ),
        )
    until, row.state, row.published_at, row.published_by = row.valid_until, TariffState.DRAFT, None, None
    row.save(update_fields=["state", "published_at", "published_by"])
    tariffs.published(row.centre).filter(valid_until=row.valid_from - validity.DAY).update(valid_until=until)
    _told("take_back", row, by, at)
    return row


@transaction.atomic
def end(*, tariff: Tariff, until: date, by: Actor, at: datetime) -> Tariff:
    """The last day of fees, for a centre that stops or changes; never before today."""
    row = _locked(tariff, by, at)
    _require(row, TariffState.PUBLISHED)
    validity.require_order(row.valid_from, until)
    if until < clock.day(at) or (row.valid_until is not None and until > row.valid_until):
        words = _("おわりの日は、きょうから いまの おわりの日までの 間で えらんでください。")
        raise Invalid("support.tariff.end", words, fields={"valid_until": words})
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    _told("end", row, by, at)
    return row


def _checked(wanted: Wanted) -> dict[str, Any]:
    name = refuse_my_number(" ".join(wanted.name.split()))
    if not 0 < len(name) <= 80:
        words = _("料金表の 名前を 80文字までで 書いてください。")
        raise Invalid("support.tariff.name", words, fields={"name": words})
    validity.require_order(wanted.valid_from, wanted.valid_until)
    body = tariff_body.data(tariff_body.body(wanted.body))
    return {"name": name, "valid_from": wanted.valid_from, "valid_until": wanted.valid_until, "body": body}


def _locked(tariff: Tariff, by: Actor, at: datetime) -> Tariff:
    """The centre first: of two who publish at once one waits for the other."""
    policies.require(by, Permission.SUPPORT_SETTINGS, at=at)
    Centre.objects.select_for_update().get(pk=tariff.centre_id)
    found = (
        Tariff.objects.select_for_update(of=("self",)).select_related("centre").filter(pk=tariff.pk).first()
    )
    if found is None:
        raise NotFound("support.tariff.gone", _("この料金表は もう ありません。"))
    return found


def _require(row: Tariff, state: TariffState) -> None:
    if row.state != state:
        words = (
            _("もう 公開された 料金表は 書きかえられません。写して、新しい 料金表を つくってください。")
            if state == TariffState.DRAFT
            else _("まだ 公開していない 料金表です。")
        )
        raise Conflict("support.tariff.state", words)


def _last_used(centre: Centre) -> date | None:
    last = (
        Report.objects.filter(tariff__centre=centre)
        .order_by("-began_at")
        .values_list("began_at", flat=True)
        .first()
    )
    return clock.day(last) if last else None


def _told(verb: str, row: Tariff, by: Actor, at: datetime) -> None:
    data = {
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
    }
    journal.record(f"familysupport.tariff.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
