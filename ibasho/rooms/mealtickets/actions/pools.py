"""Pools: made, set, closed, and yen moved from one to another. Every movement is an entry of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.journal import queries as journal_queries
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.funds import require_percents
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.actions.refusals import friendly
from ibasho.rooms.mealtickets.models import Account, Fund, Pool
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, PoolKind
from ibasho.town.people.permissions import Permission

NOUN, MOVED = "mealtickets.Pool", "mealtickets.pool.move"


@transaction.atomic
def make(*, fund: Fund, values: Mapping[str, Any], by: Actor, at: datetime) -> Pool:
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    held = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    require_percents(held, held.reserve_percent, None, int(values.get("share_percent", 0)))
    with friendly():
        pool = Pool.objects.create(fund=held, made_at=at, **values)
    journal.record(
        "mealtickets.pool.make", noun=NOUN, object_id=pool.pk, by=by, at=at, data={"kind": str(pool.kind)}
    )
    return pool


@transaction.atomic
def change(*, pool: Pool, values: Mapping[str, Any], by: Actor, at: datetime) -> Pool:
    """Everything but what the pool is for by its kind (`kind`, `place`): givers gave for that."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    fund = Fund.objects.select_for_update(no_key=True).get(pk=pool.fund_id)
    row = _locked(pool)
    _require_open(row)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if {"kind", "place", "fund"} & set(changed):
        raise Invalid(
            "pool.fixed",
            _("袋の種類と お店は かえられません。新しい袋を つくり、この袋を 終わりにしてください。"),
        )
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    if row.kind != PoolKind.GENERAL:
        require_percents(fund, fund.reserve_percent, row, row.share_percent)
    with friendly():
        row.save(update_fields=changed)
    journal.record(
        "mealtickets.pool.change", noun=NOUN, object_id=row.pk, by=by, at=at, data={"fields": changed}
    )
    return row


@transaction.atomic
def close(*, pool: Pool, target: Pool | None, why: str, by: Actor, at: datetime) -> Pool:
    """What is left moves on, tickets that are out among it: into `target`, or (None) into the fund's reserve."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    held_pools = _held(pool, target)
    row = held_pools[pool.pk]
    _require_open(row)
    if row.kind == PoolKind.GENERAL:
        raise Conflict(
            "pool.general_stays",
            _(
                "「どこでも」の袋は、寄附を 受けるために いつも いります。しめるのは ほかの袋を えらんでください。"
            ),
        )
    why = _said(why)
    live, unissued = (accounts.of_pool(kind, row) for kind in (AccountKind.LIVE, AccountKind.UNISSUED))
    there = _target(row, held_pools[target.pk] if target else None)
    held = accounts.locked([live, unissued, there])
    out, rest = held[live.pk].balance_yen, held[unissued.pk].balance_yen
    lines = [Line(EntryKind.UNISSUE, live, unissued, out)] if out else []
    lines += [Line(EntryKind.MOVE, unissued, there, out + rest)] if out + rest else []
    row.state = Pool.State.CLOSED
    row.save(update_fields=["state"])
    post(
        "mealtickets.pool.close", noun=NOUN, object_id=row.pk, lines=lines, by=by, at=at, why=why,
        data={"to": target.pk if target else None},
    )  # fmt: skip
    return row


@transaction.atomic
def move(
    *, fund: Fund, source: Pool | None, target: Pool | None, yen: int, why: str, once: str = "", by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """`yen` of what is not out as tickets, from one pool to another; None stands for the fund's reserve. `once` is the
    form's own code: the same form sent again moves nothing."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    why = _said(why)
    if source == target:
        raise Invalid("pool.same", _("うつすさきと もとが おなじです。べつの袋を えらんでください。"))
    if {one.fund_id for one in (source, target) if one} != {fund.pk}:
        raise Invalid("pool.other_fund", _("お金は おなじ基金の 袋の間だけで うつせます。"))
    if yen < 1:
        raise Invalid("pool.yen", _("1円より 大きい金額を 書いてください。"), fields={"yen": _("1円から")})
    held_pools = _held(source, target)
    if target is not None:
        _require_open(held_pools[target.pk])
    away, there = _money(fund, source), _money(fund, target)
    held = accounts.locked([away, there])
    noun, thing = (NOUN, source.pk) if source else ("mealtickets.Fund", fund.pk)
    if once and journal_queries.history(noun, thing).filter(verb=MOVED, data__once=once).exists():
        return
    if held[away.pk].balance_yen < yen:
        words = _(
            "そこには それだけの お金が ありません。出ているチケットの分は うつせません。金額を 小さく してください。"
        )
        raise Conflict("account.not_enough", words, fields={"yen": words})
    post(
        MOVED, noun=noun, object_id=thing, by=by, at=at, why=why, data={"once": once} if once else {},
        lines=[Line(EntryKind.MOVE, away, there, yen)],
    )  # fmt: skip


def _money(fund: Fund, pool: Pool | None) -> Account:
    if pool is None:
        return accounts.of_fund(AccountKind.RESERVE, fund)
    return accounts.of_pool(AccountKind.UNISSUED, pool)


def _target(pool: Pool, target: Pool | None) -> Account:
    if target is None:
        return accounts.of_fund(AccountKind.RESERVE, pool.fund)
    if target == pool or target.fund_id != pool.fund_id or target.state != Pool.State.OPEN:
        raise Invalid(
            "pool.target", _("のこりを うつす袋を えらびなおしてください。おなじ基金の 受付中の袋です。")
        )
    return accounts.of_pool(AccountKind.UNISSUED, target)


def _locked(pool: Pool) -> Pool:
    """`no_key`: meals that name the pool are written meanwhile, gifts and offers wait."""
    return Pool.objects.select_for_update(no_key=True).select_related(None).get(pk=pool.pk)


def _held(*pools: Pool | None) -> dict[int, Pool]:
    """As they are now, by id; locked in the order of their keys."""
    return {one.pk: _locked(one) for one in sorted(filter(None, pools), key=lambda one: one.pk)}


def _require_open(pool: Pool) -> None:
    if pool.state != Pool.State.OPEN:
        raise Conflict("pool.closed", _("この袋は もう 終わっています。受付中の袋を えらんでください。"))


def _said(why: str) -> str:
    words = _("わけを ひとこと 書いてください。あとで 帳簿を 見る人の ためです。")
    return reason(why, code="pool.no_why", sentence=words)
