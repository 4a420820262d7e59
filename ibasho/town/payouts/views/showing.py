"""What a run's pages say: its road with names and times, and what comes next for the person who looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.payouts.models import Payment, Run
from ibasho.town.payouts.rules import states
from ibasho.town.payouts.rules.states import Step
from ibasho.town.payouts.views.seeing import may
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

S = Run.State
TONES = {
    S.DRAFT: "quiet", S.ASKED: "warn", S.CONFIRMED: "warn", S.APPROVED: "info", S.SENT: "info", S.SETTLED: "good",
    S.WITHDRAWN: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Milestone:
    label: str
    at: datetime | None
    by: Person | None
    here: bool


@dataclass(frozen=True, slots=True)
class Next:
    """`words` say what comes next and who does it; the flags say which buttons this person has."""

    words: str
    ask: bool = False
    confirm: bool = False
    approve: bool = False
    take_list: bool = False
    send: bool = False
    result: bool = False
    withdraw: bool = False


def milestones(run: Run) -> list[Milestone]:
    done = [
        (_("起案"), run.prepared_at, run.prepared_by),
        (_("確認（1人目）"), run.confirmed_at, run.confirmed_by),
        (_("決裁（2人目）"), run.approved_at, run.approved_by),
        (_("支払一覧"), run.listed_at, None),
        (_("銀行へ"), run.sent_at, None),
        (_("結果"), run.settled_at, None),
    ]
    first_open = next((index for index, row in enumerate(done) if row[1] is None), len(done))
    running = run.state != S.WITHDRAWN
    return [Milestone(*row, here=running and index == first_open) for index, row in enumerate(done)]


def coming(run: Run, request: Request) -> Next:
    prepares, approves = may(request, Permission.PAYOUTS_PREPARE), may(request, Permission.PAYOUTS_APPROVE)
    own = run.confirmed_by_id is not None and run.confirmed_by_id == request.actor.person_id
    listed = run.listed_at is not None or not run.payer.list_first
    return Next(
        words(run, own=own),
        ask=prepares and states.allows(Step.ASK, run.state),
        confirm=approves and states.allows(Step.CONFIRM, run.state),
        approve=approves and states.allows(Step.APPROVE, run.state) and not own,
        take_list=prepares and states.allows(Step.LIST, run.state),
        send=prepares and states.allows(Step.SEND, run.state) and listed,
        result=prepares and states.allows(Step.RESULT, run.state),
        withdraw=prepares and states.allows(Step.WITHDRAW, run.state),
    )


def words(run: Run, *, own: bool = False) -> str:
    """One sentence: what comes next."""
    if run.state == S.CONFIRMED and own:
        return _("確認したのは あなたです。決裁は もう1人の担当者が します。")
    if run.state == S.APPROVED and run.payer.list_first and run.listed_at is None:
        return _("支払一覧（支出命令）を 出してください。そのあと 全銀ファイルを 出せます。")
    return {
        S.DRAFT: _("内容を 見て、確認を たのんでください。このとき 口座が 固まります。"),
        S.ASKED: _("1人目の担当者が、相手・金額・口座を 見て 確認します。"),
        S.CONFIRMED: _("2人目の担当者が 決裁します。確認した人とは ちがう人です。"),
        S.APPROVED: _("全銀ファイルを 出して、銀行に わたしてください。"),
        S.SENT: _("銀行から 結果の一覧が とどいたら、読みこんでください。"),
        S.SETTLED: _("終わりました。あとから もどってきた分も、ここで 読みこめます。"),
        S.WITHDRAWN: _("取りさげました。払う分は、もう一度 起案できます。"),
    }[S(run.state)]


def runs_table(rows: Iterable[Run]) -> Table:
    columns = [
        Column(
            _("件名"), lambda run: run.title, href=lambda run: reverse("payouts:run", args=[run.public_id])
        ),
        Column(_("振込指定日"), lambda run: f"{run.pay_on:%Y-%m-%d}"),
        Column(_("件数"), lambda run: run.count, number=True),
        Column(_("合計（円）"), lambda run: run.yen, number=True),
        Column(_("状態"), lambda run: run.get_state_display()),
        Column(_("つぎに すること"), words),
    ]
    return Table(gettext_lazy("支払い"), columns, rows)


def lines_table(rows: Iterable[Payment]) -> Table:
    """For looking: account numbers show their last three digits."""
    columns = [
        Column(
            _("支払先"),
            lambda one: one.name,
            href=lambda one: reverse("payouts:payee", args=[one.payee.public_id]),
        ),
        Column(_("内容"), lambda one: one.words),
        Column(_("口座"), lambda one: f"{one.bank_kana} {one.branch_kana} …{one.account_number[-3:]}"),
        Column(_("金額（円）"), lambda one: one.amount_yen, number=True),
        Column(_("状態"), lambda one: one.get_state_display()),
        Column(_("銀行のことば"), lambda one: one.result_words),
    ]
    return Table(gettext_lazy("支払いの内訳"), columns, rows)


def payment_list(run: Run, rows: Iterable[Payment]) -> Table:
    """支払一覧 for 会計課: everything a 支出命令 needs, one line a payment."""
    columns = [
        Column(_("番号"), lambda one: one.public_id),
        Column(_("支払先"), lambda one: one.name),
        Column(_("金額"), lambda one: one.amount_yen, number=True),
        Column(_("内容"), lambda one: one.words),
        Column(_("銀行コード"), lambda one: one.bank_code),
        Column(_("銀行名"), lambda one: one.bank_kana),
        Column(_("支店コード"), lambda one: one.branch_code),
        Column(_("支店名"), lambda one: one.branch_kana),
        Column(_("預金種目"), lambda one: one.get_account_type_display()),
        Column(_("口座番号"), lambda one: one.account_number),
        Column(_("口座名義"), lambda one: one.holder_kana),
        Column(_("登録番号"), lambda one: one.payee.invoice_number),
        Column(_("会計年度"), lambda one: run.nendo),
        Column(_("振込指定日"), lambda one: f"{run.pay_on:%Y-%m-%d}"),
        Column(_("件名"), lambda one: run.title),
    ]
    return Table(gettext_lazy("支払一覧"), columns, rows)
