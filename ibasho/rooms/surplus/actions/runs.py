"""The way of a driver's day: which pick-ups and drops, in which order, told, ticked off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import carry_letters, drivers
from ibasho.rooms.surplus.models import Driver, Handover, Offer, Run, Share, Stop
from ibasho.rooms.surplus.queries import halts as halts_of
from ibasho.rooms.surplus.queries.halts import Planned, void
from ibasho.rooms.surplus.rules import route
from ibasho.rooms.surplus.rules.kinds import AHEAD, Band, RunState, ShareState, StopKind
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Run"


@transaction.atomic
def plan(
    *, day: date, driver: Driver, shares: Sequence[Share], starts: time, note: str = "", by: Actor, at: datetime
) -> Run:  # fmt: skip
    """A driver has one way a day: planned again, it takes the place of the one that was. Raises Invalid, Conflict."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = Driver.objects.select_for_update(of=("self",)).get(pk=driver.pk)
    rows = _locked_shares(shares)
    old = locked.runs.select_for_update().filter(day=day).exclude(state=RunState.CANCELLED).first()
    _check(locked, rows, day, old, clock.day(at))
    planned = halts_of.planned(rows)
    found = route.shortest(
        [one.halt for one in planned], load_grams=locked.load_grams, metres=halts_of.metres(planned)
    )
    if old is not None:
        old.state = RunState.CANCELLED
        old.save(update_fields=["state"])
    run = Run.objects.create(
        day=day, driver=locked, starts=starts, minutes=found.minutes, metres=found.metres, made_at=at,
        made_by_id=by.person_id, note=refuse_my_number(" ".join(note.split()))[:200],
    )  # fmt: skip
    _write_stops(run, planned, found)
    journal.record(
        "surplus.run.plan", noun=NOUN, object_id=run.pk, by=by, at=at,
        data={"day": day.isoformat(), "stops": len(planned), "shares": [one.pk for one in rows]},
    )  # fmt: skip
    return run


@transaction.atomic
def tell(*, run: Run, by: Actor, at: datetime) -> bool:
    """Writes to the driver; False where there is no address and somebody has to ring up."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    Driver.objects.select_for_update(of=("self",)).get(pk=run.driver_id)  # before the run, as `plan` does
    locked = _locked(run, by, at)
    _require_ahead(locked)
    mailed = carry_letters.run(locked, drivers.ensure(locked.driver, at), by, at)
    locked.state = RunState.TOLD
    locked.save(update_fields=["state"])
    journal.record("surplus.run.tell", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": mailed})
    return mailed


@transaction.atomic
def cancel(*, run: Run, by: Actor, at: datetime) -> Run:
    """What has not been dropped yet is without a driver again."""
    locked = _locked(run, by, at)
    _require_ahead(locked)
    if locked.state == RunState.TOLD:
        carry_letters.run_cancelled(locked, by, at)
    locked.state = RunState.CANCELLED
    locked.save(update_fields=["state"])
    journal.record("surplus.run.cancel", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def stop_done(*, stop: Stop, done: bool, driver: Driver | None = None, by: Actor, at: datetime) -> Stop:
    """A pick-up or a return of crates, ticked or unticked by the desk or on the `driver`'s own link (the view has
    checked it). A drop is ticked by its hand-over. With the last tick the run is done."""
    if driver is None:
        policies.require(by, Permission.SURPLUS_WRITE, at=at)
    run = Run.objects.select_for_update(of=("self",)).get(pk=stop.run_id)
    locked = Stop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    if (driver is not None and run.driver_id != driver.pk) or run.state == RunState.CANCELLED:
        raise Conflict("surplus.run_gone", "この予定は もう ありません。ページを ひらきなおしてください。")
    if locked.kind == StopKind.DROP:
        raise Conflict("surplus.stop_is_drop", "とどけた ときは「わたしました」を おしてください。")
    locked.done_at = at if done else None
    locked.save(update_fields=["done_at"])
    if locked.kind == StopKind.BACK:
        _crates(locked, back=done)
    settle(run)
    verb = "done" if done else "undone"
    journal.record(f"surplus.stop.{verb}", noun="surplus.Stop", object_id=locked.pk, by=by, at=at)
    return locked


def settle(run: Run) -> None:
    """Part of an action: a run is done with the last stop there is something to do at, and not before. One that goes on
    again before anything was ticked is to be told anew."""
    stops = halts_of.stops(run)
    nothing = void(stops)
    left = any(one.done_at is None and one.pk not in nothing for one in stops)
    if run.state in AHEAD and not left:
        _set(run, RunState.DONE)
    elif run.state == RunState.DONE and left:
        ticked = any(one.done_at is not None for one in stops)
        _set(run, RunState.TOLD if ticked else RunState.PLANNED)


def drop_done(share: Share, at: datetime | None) -> None:
    """Part of a hand-over and its way back: ticks the share's drop on the way it is on."""
    for run in _runs_of([share]):
        run.stops.filter(share=share, kind=StopKind.DROP).update(done_at=at)
        settle(run)


def follow(shares: Iterable[Share], *, by: Actor, at: datetime) -> None:
    """Part of an action after which some shares go nowhere, or go again (their rows are written and locked): the ways they
    are on are settled, and whose driver was told hears it at once. Who cannot be written to stands as not told yet."""
    rows, today = list(shares), clock.day(at)
    keys = [one.pk for one in rows]
    for run in _runs_of(rows):
        if run.day < today and run.state == RunState.DONE:
            continue  # that day is over: what goes again needs another way
        before = run.state
        settle(run)
        if run.day < today or RunState.TOLD not in (before, run.state):
            continue
        if not carry_letters.run_changed(run, keys, drivers.known(run.driver), by, at):
            _set(run, RunState.PLANNED)


def _runs_of(shares: Sequence[Share]) -> list[Run]:
    """Locked, in the order of their keys."""
    theirs = Stop.objects.filter(share__in=[one.pk for one in shares], kind=StopKind.DROP).values("run")
    rows = Run.objects.select_for_update(of=("self",)).filter(pk__in=theirs).exclude(state=RunState.CANCELLED)
    return list(rows.select_related("driver").order_by("pk"))


def _set(run: Run, state: RunState) -> None:
    run.state = state
    run.save(update_fields=["state"])


def _write_stops(run: Run, planned: Sequence[Planned], found: route.Route) -> None:
    rows = {one.halt.key: one for one in planned}
    begin = clock.at(run.day, run.starts)
    Stop.objects.bulk_create(
        Stop(
            run=run, order=place, kind=rows[key].kind, offer=rows[key].offer, share=rows[key].share,
            due=clock.jst(begin + timedelta(minutes=minutes)).time(),
        )
        for place, (key, minutes) in enumerate(zip(found.keys, found.arrivals, strict=True), start=1)
    )  # fmt: skip


def _crates(stop: Stop, *, back: bool) -> None:
    handed = Handover.objects.filter(share=stop.share)
    handed.update(crates_back=F("crates_out") if back else 0)


def _locked(run: Run, by: Actor, at: datetime) -> Run:
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    return Run.objects.select_for_update(of=("self",)).select_related("driver").get(pk=run.pk)


def _locked_shares(shares: Sequence[Share]) -> list[Share]:
    """Offers before shares, as everybody locks them: the stops ask for the offers' rows at the end."""
    keys = [one.pk for one in shares]
    offers = Share.objects.filter(pk__in=keys).values("proposal__offer")
    list(Offer.objects.select_for_update(of=("self",)).filter(pk__in=offers).order_by("pk"))
    rows = Share.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("proposal__offer__depot", "receiver__place"))


def _require_ahead(run: Run) -> None:
    if run.state not in AHEAD:
        raise Conflict(
            "surplus.run_over",
            f"この予定は もう「{RunState(run.state).label}」です。一覧を 見なおしてください。",
        )


def _check(driver: Driver, shares: Sequence[Share], day: date, old: Run | None, today: date) -> None:
    if not shares:
        raise Invalid("surplus.run_empty", "運ぶものを 1つ以上 えらんでください。")
    if day < today:
        raise Invalid(
            "surplus.run_past",
            "きょうか これからの 日を えらんでください。",
            fields={"day": "すぎた日です。"},
        )
    if not driver.is_active:
        raise Conflict(
            "surplus.driver_stopped",
            f"{driver.name}さんは いま お休みしています。ほかの人を えらんでください。",
        )
    if old is not None and old.stops.filter(done_at__isnull=False).exists():
        raise Conflict(
            "surplus.run_under_way",
            "この人は その日 もう 運びはじめています。ほかの人か ほかの日を えらんでください。",
        )
    elsewhere = Stop.objects.filter(share__in=shares, kind=StopKind.DROP, run__state__in=AHEAD)
    if elsewhere.exclude(run=old).exists():
        raise Conflict(
            "surplus.share_on_run",
            "もう ほかの人が 運ぶことに なっている分が あります。一覧を 見なおしてください。",
        )
    for one in shares:
        _check_share(driver, one, day)


def _check_share(driver: Driver, one: Share, day: date) -> None:
    offer = one.proposal.offer
    if one.state != ShareState.CONFIRMED:
        raise Conflict(
            "surplus.share_not_agreed",
            f"「{offer.name}」は、いまは 運ぶものでは ありません。一覧を 見なおしてください。",
        )
    if day > offer.use_until:
        raise Invalid(
            "surplus.run_too_late",
            f"「{offer.name}」は、その日には もう 食べられません。早い日に してください。",
        )
    first, last = clock.day(offer.ready_from), clock.day(offer.ready_until)
    if not first <= day <= last:
        raise Invalid(
            "surplus.run_not_ready",
            f"「{offer.name}」を うけとれるのは {wareki.day_label(first)}から {wareki.day_label(last)}までです。その中の 日に してください。",
            fields={"day": "うけとれる日では ありません。"},
        )
    if offer.band != Band.ROOM and not driver.chilled:
        raise Invalid(
            "surplus.run_warm",
            f"「{offer.name}」は {Band(offer.band).label}です。保冷箱が ある人に たのんでください。",
        )
