"""What a shop's till speaks. The whole of it is told in docs/till-api.md."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import limits
from ibasho.base.ui.doors import machine
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import devices, redeem, reversals, shops, syncing
from ibasho.rooms.mealtickets.api.answering import answer, body, credentials, json_view, problem
from ibasho.rooms.mealtickets.models import Device, DeviceSession
from ibasho.rooms.mealtickets.queries import till_state
from ibasho.rooms.mealtickets.rules import codes, wire

ITEMS_MAX = 200
PIN_TIMES, PIN_TIMES_ADDRESS, PIN_SECONDS = 10, 60, 900
TYPED_TIMES, TYPED_SECONDS = 120, 600  # by fingers: a shop with a broken camera never comes near
TESTER = Actor.of_job("till.test")


@machine
@json_view("POST")
def session(request: Request) -> HttpResponse:
    """Opens the device by the shop's PIN. Tries are counted first: with a dead counter nobody tries."""
    device, pin = wire.read_pin(body(request))
    for name, who, times in (
        ("till-pin", f"device {device}", PIN_TIMES),
        ("till-pin-from", limits.address(request), PIN_TIMES_ADDRESS),
    ):
        if not limits.allow(name, who, times=times, seconds=PIN_SECONDS, closed=True):
            return _later(PIN_SECONDS)
    opened = devices.open_session(device_id=device, pin=pin, at=request.at)
    told = till_state.state(opened.session.device.shop, at=request.at)
    expires = opened.session.expires_at.isoformat()
    return answer(201, {"session": opened.token, "expires_at": expires, **told})


@machine
@json_view("GET")
def state(request: Request) -> HttpResponse:
    """`?pending=0` says that the device's queue is empty: from now on it is even with us."""
    opened = _opened(request)
    if request.GET.get("pending") == "0":
        devices.mark_even(device=opened.device, at=request.at)
    return answer(200, till_state.state(opened.device.shop, at=request.at))


@machine
@json_view("POST")
def redemptions(request: Request) -> HttpResponse:
    """One card at the counter: 201 ○, 409 △ or ×, and the same for ever."""
    scan = wire.read_scan(body(request))
    device, token = credentials(request)
    if not codes.is_qr(scan.code) and not _may_type(device):
        return _later(TYPED_SECONDS)
    told = redeem.redeem(scan=scan, device=device, token=token, at=request.at)
    return answer(told.status, told.body)


@machine
@json_view("POST")
def sync(request: Request) -> HttpResponse:
    """The queue, at most 200 items."""
    items = wire.read_items(body(request), ITEMS_MAX)
    device, token = credentials(request)
    results = syncing.sync(items=items, device=device, token=token, at=request.at)
    known = _session(device, token)
    is_active = known is not None and known.device.state == Device.State.ACTIVE
    told = till_state.state(known.device.shop, at=request.at) if known is not None and is_active else None
    return answer(200, {"results": results, "state": told})


@machine
@json_view("POST")
def reverse(request: Request, nonce: str) -> HttpResponse:
    """Takes a meal back within 15 minutes."""
    opened = _opened(request)
    why, number = wire.read_why(body(request)), wire.read_nonce(nonce)
    if number is None:
        raise reversals.unknown()
    done = reversals.reverse_at_till(nonce=number, why=why, device=opened.device, at=request.at)
    return answer(200, {"nonce": str(number), "reversed_at": clock.jst(done.reversed_at).isoformat()})


@machine
@json_view("POST")
def test(request: Request) -> HttpResponse:
    """The test card of the start kit was read: the shop is ready."""
    shop = shops.mark_tested(shop=_opened(request).device.shop, by=TESTER, at=request.at)
    return answer(200, {"tested_at": clock.jst(shop.tested_at).isoformat() if shop.tested_at else None})


@machine
@json_view("POST")
def close(request: Request) -> HttpResponse:
    """Ends the session; one that has ended already stays ended."""
    known = _session(*credentials(request))
    if known is not None:
        devices.close_session(session=known, at=request.at)
    return HttpResponse(status=204)


def _session(device: str, token: str) -> DeviceSession | None:
    return (
        DeviceSession.objects.select_related("device__shop__place")
        .filter(token_hash=devices.token_hash(token), device__public_id=device)
        .first()
    )


def _opened(request: Request) -> DeviceSession:
    known = _session(*credentials(request))
    if known is None:
        raise redeem.no_session()
    if known.device.state == Device.State.REVOKED:
        raise devices.revoked()
    if known.closed_at is not None or request.at >= known.expires_at:
        raise redeem.no_session()
    return known


def _may_type(device: str) -> bool:
    """Counted so that nobody guesses numbers. A dead counter never stands between a child and a meal."""
    return limits.allow("till-typed", f"device {device}", times=TYPED_TIMES, seconds=TYPED_SECONDS)


def _later(seconds: int) -> HttpResponse:
    words = _("なんども まちがえたので、少し とまっています。15分ほど 待ってから もう一度 ためしてください。")
    response = problem(429, "till.too_often", words)
    response.headers["Retry-After"] = str(seconds)
    return response
