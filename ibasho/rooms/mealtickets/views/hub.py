"""The room's first page at the desk: today's work, the doors to every other page, and the first steps while nothing is set up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.mealtickets.queries.setup import Ready
from ibasho.rooms.mealtickets.views.seeing import may
from ibasho.town.people.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the room; `count` says how much waits there."""

    label: str
    note: str
    icon: str
    href: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps; without `href` it is somebody else's to take, or `later` than another."""

    label: str
    note: str
    done: bool
    href: str
    action: str
    later: bool = False


def doors(request: Request, waiting: Iterable[Waiting]) -> list[tuple[str, list[Door]]]:
    """Grouped by the way of a yen; a page this person may not open is left out."""
    counts: Counter[str] = Counter()
    for one in waiting:
        counts[one.url] += one.count
    this_year = str(nendo.nendo(clock.day(request.at)))

    def door(
        permission: P, label: str, note: str, icon: str, url: str, *args: str, also: str = ""
    ) -> list[Door]:
        count = counts[f"mealtickets:{url}"] + counts[f"mealtickets:{also}"]
        href = reverse(f"mealtickets:{url}", args=args)
        return [Door(label, note, icon, href, count)] if may(request, permission) else []

    found = [
        (_("お金が とどく"), [
            *door(P.MEALS_COUNTER, _("窓口で 受けとる"), _("現金の寄附を 打つ"), "yen", "desk_gift_new"),
            *door(P.MEALS_READ, _("寄附"), _("1つずつ、どこへ 行ったか"), "heart", "desk_gifts", also="desk_refunds"),
            *door(P.MEALS_MONEY, _("銀行の 入金"), _("明細の ファイルを 読む"), "download", "desk_bank"),
        ]),
        (_("こどもが 食べる"), [
            *door(P.MEALS_READ, _("カード"), _("作る・さがす・なくしたとき"), "ticket", "sheets"),
            *door(P.MEALS_READ, _("協力飲食店"), _("申しこみから はじめセットまで"), "noren", "desk_shops"),
            *door(P.MEALS_READ, _("確認が いる食事"), _("レジが 決められなかった 1食"), "check", "desk_checks"),
            *door(P.MEALS_COUNTER, _("紙の半券"), _("お店から とどいた紙を 打つ"), "edit", "desk_stubs"),
        ]),
        (_("お店に 払う"), [
            *door(P.MEALS_READ, _("月のしめ"), _("しめて、明細と 支払いを つくる"), "calendar", "months"),
            *door(P.MEALS_READ, _("帳簿"), _("1円ずつの 動き"), "list", "ledger"),
            *door(P.MEALS_READ, _("会計年度"), _("はじめ・入り・出・くりこし"), "chart", "year", this_year),
        ]),
        (_("声と 見守り"), [
            *door(P.MEALS_MANAGE, _("ことばを 読む"), _("寄附の ことば・ありがとう"), "heart", "desk_words"),
            *door(P.MEALS_READ, _("見てほしいこと"), _("いつもと ちがう 使われかた"), "info", "desk_signs"),
        ]),
    ]  # fmt: skip
    return [(label, pages) for label, pages in found if pages]


def steps(request: Request, ready: Ready) -> list[Step]:
    """Once, in this order; the first that is not done is the next."""
    fund = reverse("mealtickets:fund", args=[ready.fund.public_id]) if ready.fund else ""
    pool = reverse("mealtickets:pool_new", args=[ready.fund.public_id]) if ready.fund else ""
    account = reverse("payouts:payer_new") if not ready.payer else fund
    return [
        Step(_("基金を つくる"), _("だれが 寄附を 受けとるか（市・社協・団体）と、しめ日・支払日。"), ready.fund is not None,
             _if(may(request, P.MEALS_MONEY), reverse("mealtickets:fund_new")), _("基金を つくる")),
        Step(_("支払元の 口座を えらぶ"), _("お店に 払う 市の口座を 書き、基金の「会計の設定」で えらびます。"), ready.payer_chosen,
             _if(may(request, P.PAYOUTS_PREPARE if not ready.payer else P.MEALS_MONEY), account),
             _("支払元を 書く") if not ready.payer else _("基金の設定で えらぶ")),
        Step(_("袋（つかいみち）を きめる"), _("「どこでも」の袋は 基金と いっしょに できます。地区や 長い休みの 袋は あとから 足せます。"), ready.pool,
             _if(may(request, P.MEALS_MANAGE), pool), _("袋を つくる"), later=not pool),
        Step(_("お店を むかえる"), _("お店は じぶんで 申しこめます。紙の申しこみは 窓口で 打ちこみ、市が 承認します。"), ready.shop,
             reverse("mealtickets:desk_shops"), _("協力飲食店を ひらく")),
        Step(_("カードを 作る"), _("A4に 10枚。名前は 入りません。学校や 居場所で わたします。"), ready.cards,
             _if(may(request, P.MEALS_MANAGE), reverse("mealtickets:sheet_new")), _("カードを 作る")),
    ]  # fmt: skip


def _if(true: bool, href: str) -> str:
    return href if true else ""
