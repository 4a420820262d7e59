"""The city's side of こどもの食事: fund and pools, shops' applications, gifts, month ends. Nobody signs off alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from demo.chapters import meals as described
from demo.chapters.meals import Meals
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.mealtickets.actions import (
    bank,
    cards,
    counter,
    donors,
    funds,
    gifts,
    months,
    offers,
    pools,
    refunds,
    ribbons,
    shops,
    thanks,
    words,
)
from ibasho.rooms.mealtickets.models import Card, Closing, Fund, Gift, Pool, Shop
from ibasho.rooms.mealtickets.queries import months as month_queries
from ibasho.rooms.mealtickets.queries.words import Noun
from ibasho.rooms.mealtickets.rules.banking import Incoming
from ibasho.town.payouts.actions import payees, payers, results, runs
from ibasho.town.payouts.actions.payees import Particulars
from ibasho.town.payouts.models import Payment, Run

LOGO = 320  # pixels each way
COLOURS = {"wave": ("#1f6f9f", "#e8f4fa"), "rice": ("#c2571a", "#fff3e0")}


class Desk:
    """`officer` and `admin` look at each other's work, the `clerk` types paper in."""

    fund: Fund

    def __init__(self, told: Meals, work: Work) -> None:
        self._told, self._work = told, work
        self.officer, self.admin, self.clerk = (self.person(code) for code in ("akari", "kenta", "yuri"))
        self.shops: dict[str, Shop] = {}
        self.pools: dict[str, Pool] = {}  # by the place of a shop's pool, else by kind
        self.cards: list[Card] = []  # those children use, in the order of the chapter's visits
        self._promised: list[Gift] = []

    def person(self, code: str) -> Actor:
        return Actor(person_id=self._work.people[code].pk)

    def begin(self, at: datetime) -> None:
        """The account money leaves from, the fund with its general pool, and the others."""
        bank_book = dict(self._told.payer)
        payer = payers.add(
            code=bank_book.pop("code"), values={**bank_book, "list_first": True, "newlines": True, "is_active": True}, by=self.officer,
            at=at,
        )  # fmt: skip
        self.fund = funds.make(values={**self._told.fund, "payer": payer}, by=self.officer, at=at)
        general = self.fund.pools.get()
        self.pools["general"] = pools.change(pool=general, values=self._told.general, by=self.officer, at=at)
        for pool in self._told.pools:
            values = asdict(pool) | {"place": self._work.places.get(pool.place)}
            values["district_codes"] = list(values.pop("districts"))
            made = pools.make(fund=self.fund, values=values, by=self.officer, at=at)
            self.pools[pool.place or pool.kind] = made

    def apply(self, shop: described.Shop, at: datetime) -> None:
        place = self._work.places[shop.place]
        by = (
            self.person(shop.lead)
            if shop.lead
            else self.clerk.on_behalf_of(place.organisation_id or 0, Via.PAPER)
        )
        names = (
            "price_yen", "meals_a_day", "child_menu", "seats_note", "smoking", "takeout", "tax_percent", "ribbon",
            "cards",
        )  # fmt: skip
        terms = {name: getattr(shop, name) for name in names}
        self.shops[shop.place] = shops.apply(place=place, terms=terms, by=by, at=at)

    def approve(self, shop: described.Shop, at: datetime) -> None:
        """Approved, its kit handed over, and where it is paid looked at by a second pair of eyes."""
        row = shops.approve(shop=self.shops[shop.place], by=self.officer, at=at)
        shops.send_kit(shop=row, by=self.clerk, at=at)
        if shop.account_number:
            book = Particulars(
                "9999",
                "ミホン",
                "902",
                "エキマエ",
                "1",
                shop.account_number,
                shop.holder_kana,
                shop.invoice_number,
            )
            payee = payees.write(
                organisation=row.place.organisation, particulars=book, by=self.person(shop.lead), at=at
            )
            payees.confirm(payee=payee, by=self.officer, at=at)

    def ribbons(self, shop: described.Shop, day: date, number: int, at: datetime) -> None:
        """The shop's own two numbers, in turn; nothing is written on a day without ribbons."""
        hung, used = shop.hung[number % len(shop.hung)], shop.used[number % len(shop.used)]
        by = self.person(shop.lead) if shop.lead else self.officer
        if hung or used:
            ribbons.count(shop=self.shops[shop.place], day=day, hung=hung, used=used, by=by, at=at)

    def gift(self, gift: described.Gift, number: int, at: datetime) -> None:
        pool = self.pools[gift.pool] if gift.pool else None
        if gift.channel == "counter":
            row = counter.take(
                fund=self.fund, pool=pool, amount_yen=gift.yen, once=f"{number:020}", name=gift.name,
                anonymous=not gift.shown, message=gift.message, by=self.clerk, at=at,
            )  # fmt: skip
        else:
            row = gifts.promise(
                fund=self.fund, pool=pool, channel=gift.channel, amount_yen=gift.yen, name=gift.name, kana=gift.kana,
                anonymous=not gift.shown, message=gift.message, by=Actor.public(), at=at,
            )  # fmt: skip
        if gift.channel == "card":
            gifts.receive(gift=row, yen=gift.yen, by=self._work.by, at=at)
        elif gift.channel == "bank" and not gift.promised_only:
            payer = f"{row.reference} {gift.kana}"
            self.bank([Incoming(clock.day(at), gift.yen, payer)], at)
        self._said(row, gift, at)

    def _said(self, row: Gift, gift: described.Gift, at: datetime) -> None:
        if gift.message and not gift.waiting:
            words.show(noun=Noun.GIFT, key=row.pk, by=self.officer, at=at)
        if gift.donor:
            name, kana = self._work.organisations[gift.donor].name, self._work.organisations[gift.donor].kana
            wish = donors.Wish(name, kana, gift.words, logo=logo(gift.logo) if gift.logo else None)
            donor = donors.ask(gift=row, wish=wish, by=Actor.public(), at=at)
            words.show(noun=Noun.DONOR, key=donor.pk, by=self.officer, at=at)
        if gift.refund_yen:
            refunds.ask(gift=row, yen=gift.refund_yen, why=gift.refund_why, by=self.officer, at=at)

    def bank(self, lines: Sequence[Incoming], at: datetime) -> None:
        """The bank's list of the day, as a file would bring it."""
        name = f"nyukin-{clock.day(at):%Y%m%d}.csv"
        mark = hashlib.sha256(repr(lines).encode()).hexdigest()
        bank.take(
            fund=self.fund, filename=name, sha256=mark, lines=lines, problems=(), by=self.officer, at=at
        )
        bank.match_open(fund=self.fund, by=self.officer, at=at)

    def sheet(self, sheet: described.Sheet, at: datetime) -> None:
        made = cards.make_sheet(count=sheet.count, given_to=sheet.given_to, by=self.officer, at=at)
        if not sheet.ours:
            self.cards += made.cards.order_by("position")

    def thank(self, one: described.Thanks, at: datetime) -> None:
        row = thanks.write(
            shop=self.shops[one.place], picture=one.picture, words=one.words, by=Actor.public(), at=at
        )
        if not one.waiting:
            words.show(noun=Noun.THANKS, key=row.pk, by=self.officer, at=at)

    def week(self, monday: date, at: datetime) -> None:
        """What each pool brings out this week, as the nightly job does."""
        for pool in self.pools.values():
            offers.offer_week(pool=pool, week=monday, by=self._work.by, at=at)

    def close_months(self, until: date, at: datetime) -> None:
        """A 会計年度 stands alone: in April there may be two to close."""
        while (period := month_queries.next_period(self.fund)) is not None and period.cut_off <= until:
            closing = months.close(fund=self.fund, cut_off_on=period.cut_off, by=self.officer, at=at)
            if any(line.ready for line in month_queries.lines(closing, today=clock.day(at))):
                self._pay(closing, at)

    def _pay(self, closing: Closing, at: datetime) -> None:
        """起案, 確認, 決裁 by two people, 支払一覧, 全銀 file."""
        run = months.make_run(closing=closing, by=self.officer, at=at)
        run = runs.ask(run=run, by=self.officer, at=at)
        run = runs.confirm(run=run, by=self.officer, at=at)
        run = runs.approve(run=run, by=self.admin, at=at)
        runs.mark_listed(run=run, by=self.officer, at=at)
        runs.send(run=run, by=self.officer, at=at)

    def bank_result(self, at: datetime) -> None:
        """The money has left on its day; the ledger follows the bank's word."""
        for run in Run.objects.filter(
            programme=month_queries.PROGRAMME, state=Run.State.SENT, pay_on__lt=clock.day(at)
        ):
            results.take_all(run=run, day=run.pay_on, by=self.officer, at=at)
            for payment in Payment.objects.filter(run=run).order_by("pk"):
                months.settle(payment_id=payment.pk, by=self._work.by, at=at)


def logo(kind: str) -> bytes:
    """A plain picture for a made-up company."""
    ink, paper = COLOURS[kind]
    picture = Image.new("RGB", (LOGO, LOGO), paper)
    draw = ImageDraw.Draw(picture)
    if kind == "wave":
        for row in range(3):
            top = 90 + 60 * row
            for column in range(4):
                draw.arc((column * 80, top, column * 80 + 80, top + 60), 180, 360, fill=ink, width=14)
    else:
        draw.pieslice((50, 110, 270, 290), 0, 180, fill=ink)
        draw.ellipse((80, 80, 240, 240), fill="#ffffff", outline=ink, width=10)
        draw.rectangle((50, 190, 270, 206), fill=ink)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
