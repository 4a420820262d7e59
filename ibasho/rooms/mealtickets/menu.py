"""What mealtickets adds to the doors' menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.menu import Entry
from ibasho.rooms.mealtickets.queries import checks, money_in, months_waiting, pools_waiting, shops
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _reads(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_READ, day=clock.day(request.at))  # type: ignore[attr-defined]


def _has_shop(request: HttpRequest) -> bool:
    return shops.has_shop(request.actor, request.at)  # type: ignore[attr-defined]


def _pools(request: HttpRequest) -> int:
    found = pools_waiting.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


def _applications(request: HttpRequest) -> int:
    found = shops.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


def _checks(request: HttpRequest) -> int:
    found = checks.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


def _at_counter(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_COUNTER, day=clock.day(request.at))  # type: ignore[attr-defined]


def _manages(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_MANAGE, day=clock.day(request.at))  # type: ignore[attr-defined]


def _gifts(request: HttpRequest) -> int:
    return _waiting_in(request, "mealtickets:desk_refunds", "mealtickets:desk_gifts")


def _bank(request: HttpRequest) -> int:
    return _waiting_in(request, "mealtickets:desk_bank")


def _keeps_money(request: HttpRequest) -> bool:
    return policies.may(request.actor, Permission.MEALS_MONEY, day=clock.day(request.at))  # type: ignore[attr-defined]


def _words(request: HttpRequest) -> int:
    return _waiting_in(request, "mealtickets:desk_words")


def _signs(request: HttpRequest) -> int:
    return _waiting_in(request, "mealtickets:desk_signs")


def _waiting_in(request: HttpRequest, *urls: str) -> int:
    """Worked out once a page, however many entries ask."""
    if "_money_in" not in request.__dict__:
        request.__dict__["_money_in"] = money_in.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in request.__dict__["_money_in"] if one.url in urls)


def _months(request: HttpRequest) -> int:
    found = months_waiting.waiting_for(request.actor, request.at)  # type: ignore[attr-defined]
    return sum(one.count for one in found)


MENU = (
    # --- books ---
    Entry("desk", _("食事チケット"), "mealtickets:desk_meals", "ticket", section="migaku", order=10, may=_reads, count=_pools),
    Entry("desk", _("帳簿"), "mealtickets:ledger", "list", section="migaku", order=12, may=_reads),
    # --- shops ---
    Entry("operator", _("こどもの食事"), "mealtickets:ops_shops", "ticket", order=14, may=_has_shop),
    Entry(
        "desk", _("協力飲食店"), "mealtickets:desk_shops", "noren", section="migaku", order=20, may=_reads,
        count=_applications,
    ),
    # --- cards ---
    Entry("desk", _("カード"), "mealtickets:sheets", "ticket", section="migaku", order=24, may=_reads),
    # --- after the counter ---
    Entry("desk", _("確認が いる食事"), "mealtickets:desk_checks", "check", section="migaku", order=30, may=_reads, count=_checks),
    Entry("desk", _("紙の半券"), "mealtickets:desk_stubs", "ticket", section="migaku", order=32, may=_at_counter),
    # --- money in, words, signs ---
    Entry("desk", _("寄附"), "mealtickets:desk_gifts", "yen", section="migaku", order=16, may=_reads, count=_gifts),
    Entry("desk", _("銀行の 入金"), "mealtickets:desk_bank", "download", section="migaku", order=17, may=_keeps_money, count=_bank),
    Entry("desk", _("ことばを 読む"), "mealtickets:desk_words", "heart", section="migaku", order=40, may=_manages, count=_words),
    Entry("desk", _("見てほしいこと"), "mealtickets:desk_signs", "info", section="migaku", order=42, may=_reads, count=_signs),
    # --- month end ---
    Entry("desk", _("月のしめ"), "mealtickets:months", "calendar", section="migaku", order=38, may=_reads, count=_months),
)  # fmt: skip
