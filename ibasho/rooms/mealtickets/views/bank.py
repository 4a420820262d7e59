"""The bank's lines at the desk: a file looked at before it is taken, what nobody knows yet, one line and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors, exports
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.actions import bank as actions
from ibasho.rooms.mealtickets.datasets import bank as dataset
from ibasho.rooms.mealtickets.datasets.bank import Problem
from ibasho.rooms.mealtickets.forms.desk_gifts import AssignForm, BankFileForm, LineGiftForm, WhyForm
from ibasho.rooms.mealtickets.models import BankFile, BankLine, Fund
from ibasho.rooms.mealtickets.queries import bank as queries
from ibasho.rooms.mealtickets.queries import gifts_desk, giving
from ibasho.rooms.mealtickets.rules.banking import Incoming, new_keys
from ibasho.rooms.mealtickets.rules.gifts import is_reference
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import money

PAGE, SAMPLE, FILES_SHOWN = 50, 30, 10
SALT, LOOKED_AT_SECONDS = "mealtickets.bank", 3600
STATES = (
    ("open", gettext_lazy("だれのか わからない")),
    ("matched", gettext_lazy("合った")),
    ("ignored", gettext_lazy("寄附ではない")),
)


@doors.desk
@money
@require_http_methods(["GET", "HEAD", "POST"])
@limited("mealtickets.bank", times=60, seconds=3600)
def desk_bank(request: Request) -> HttpResponse:
    """The open lines with what they may be. A file chosen here is only looked at: see `desk_bank_take`."""
    posted = request.method == "POST"
    form = BankFileForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            return render(request, "mealtickets/bank/look.html", _looked_at(request, form))
        except DomainError as error:
            form.add_error("file", error.message)
    state = request.GET.get("state", "open")
    state = state if state in dict(STATES) else "open"
    found = queries.lines(state=state)
    if exports.wanted(request):
        return exports.answer(request, _table(found), f"bank-{state}")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "state": state, "paged": page, "total": page.paginator.count, "table": _table(page.object_list),
        "open_lines": queries.with_suggestions(list(page.object_list)) if state == "open" else (),
        "tabs": _tabs(state), "in_part": list(queries.in_part()), "files": list(queries.files()[:FILES_SHOWN]),
        "crumbs": _crumbs(), "any_fund": Fund.objects.filter(is_active=True).exists(),
    }  # fmt: skip
    return render(request, "mealtickets/bank/list.html", context)


def _tabs(state: str) -> list[tuple[str, str, bool]]:
    return [(str(label), f"?state={code}", code == state) for code, label in STATES]


def _looked_at(request: Request, form: BankFileForm) -> dict[str, Any]:
    """What the preview shows. The lines travel in the page, signed: nothing half-read is kept anywhere."""
    fund, file = form.cleaned_data["fund"], form.cleaned_data["file"]
    data = file.read()
    found = dataset.read(data, file.name or "", today=clock.day(request.at))
    lines = [Incoming(line.day, line.yen, line.payer, line.balance) for line in found.lines]
    keys = new_keys(fund.pk, lines, actions.known_keys(fund, lines))
    fresh = [line for line, key in zip(lines, keys, strict=True) if key]
    told = {
        "fund": fund.pk, "name": (file.name or "")[:160], "sha256": hashlib.sha256(data).hexdigest(),
        "lines": [[one.day.isoformat(), one.yen, one.payer, one.balance] for one in lines],
        "problems": [[one.number, one.words] for one in found.problems],
    }  # fmt: skip
    return {
        "fund": fund, "filename": file.name, "found": found, "new": len(fresh), "known": len(lines) - len(fresh),
        "new_yen": sum(line.yen for line in fresh), "sample": _sample(fresh[:SAMPLE]), "more": max(0, len(fresh) - SAMPLE),
        "told": signing.dumps(told, salt=SALT, compress=True), "crumbs": _crumbs(_("中身を 確かめる")),
        "before": BankFile.objects.filter(fund=fund, sha256=told["sha256"]).first(),
    }  # fmt: skip


def _sample(lines: list[Incoming]) -> Table:
    columns = (
        Column(_("入金の日"), lambda line: line.day),
        Column(_("金額（円）"), lambda line: line.yen, number=True),
        Column(_("名義・内容"), lambda line: line.payer),
    )
    return Table(gettext_lazy("新しい 入金"), columns, lines)


@doors.desk
@money
@require_POST
def desk_bank_take(request: Request) -> HttpResponse:
    """The file just looked at, unchanged; then every line that bears a number goes to its gift."""
    try:
        told = signing.loads(request.POST.get("told", ""), salt=SALT, max_age=LOOKED_AT_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("1時間が すぎました。ファイルを もう一度 えらんでください。"))
        return redirect("mealtickets:desk_bank")
    fund = get_object_or_404(Fund, pk=told["fund"])
    lines = [
        Incoming(date.fromisoformat(day), yen, payer, balance) for day, yen, payer, balance in told["lines"]
    ]
    try:
        taken = actions.take(
            fund=fund, filename=told["name"], sha256=told["sha256"], lines=lines,
            problems=[Problem(*one) for one in told["problems"]], by=request.actor, at=request.at,
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:desk_bank")
    matched = actions.match_open(fund=fund, by=request.actor, at=request.at)
    words = _("読みました: 新しい入金 %(new)s、前に読んだもの %(known)s、寄附と 合ったもの %(matched)s。")
    messages.success(request, words % {"new": taken.new, "known": taken.known, "matched": matched.lines})
    for _pk, problem in matched.problems:
        messages.warning(request, problem)
    return redirect("mealtickets:desk_bank")


def _table(rows: Any) -> Table:
    columns = [
        Column(_("入金の日"), lambda row: row.day, href=lambda row: reverse("mealtickets:desk_bank_line", args=[row.pk])),
        Column(_("金額（円）"), lambda row: row.amount_yen, number=True),
        Column(_("名義・内容"), lambda row: row.payer),
        Column(_("基金"), lambda row: row.file.fund.name),
        Column(_("状態"), lambda row: row.get_state_display()),
        Column(_("寄附"), lambda row: row.gift.reference if row.gift else None),
        Column(_("わけ"), lambda row: row.why),
    ]  # fmt: skip
    return Table(gettext_lazy("銀行の 入金"), columns, rows)


@doors.desk
@money
@require_safe
def desk_bank_line(request: Request, line: int) -> HttpResponse:
    return _line_page(request, _line(line))


def _line_page(request: Request, row: BankLine, **forms: Any) -> HttpResponse:
    (told,) = queries.with_suggestions([row])
    purposes = [one for one in giving.purposes(request.at) if one.fund.pk == row.file.fund_id]
    context: dict[str, Any] = {
        "line": row, "suggestions": told.suggestions, "assign_form": AssignForm(auto_id="assign_%s"),
        "ignore_form": WhyForm(auto_id="ignore_%s"), "undo_form": WhyForm(auto_id="undo_%s"),
        "gift_form": LineGiftForm(auto_id="gift_%s", purposes=purposes) if purposes else None,
        "crumbs": _crumbs(f"{row.day.month}月{row.day.day}日 {row.amount_yen:,}円"),
    }  # fmt: skip
    return render(request, "mealtickets/bank/line.html", {**context, **forms})


def _no_such(reference: str) -> str:
    """Its last digit tells a slip of the finger from a number we never gave."""
    if is_reference(reference):
        return _("この番号の 寄附は ありません。番号を 確かめてください。")
    return _(
        "この番号の 寄附は ありません。7けたの どこかが ちがうようです。紙や 画面と 見くらべてください。"
    )


@doors.desk
@money
@require_POST
def desk_bank_assign(request: Request, line: int) -> HttpResponse:
    row, form = _line(line), AssignForm(request.POST, auto_id="assign_%s")

    def act() -> None:
        gift = gifts_desk.by_reference(form.cleaned_data["reference"].strip())
        if gift is None:
            form.add_error("reference", _no_such(form.cleaned_data["reference"].strip()))
            return
        actions.assign(line=row, gift=gift, why=_("人が 合わせた"), by=request.actor, at=request.at)

    return _done(request, row, "assign_form", form, act, _("寄附に 入れました。"))


@doors.desk
@money
@require_POST
def desk_bank_gift(request: Request, line: int) -> HttpResponse:
    row = _line(line)
    purposes = [one for one in giving.purposes(request.at) if one.fund.pk == row.file.fund_id]
    form = LineGiftForm(request.POST, auto_id="gift_%s", purposes=purposes)

    def act() -> None:
        actions.make_gift(
            line=row, pool=form.chosen.pool, name=form.cleaned_data["name"], anonymous=True, by=request.actor,
            at=request.at,
        )  # fmt: skip

    return _done(request, row, "gift_form", form, act, _("新しい寄附として 受けとりました。"))


@doors.desk
@money
@require_POST
def desk_bank_ignore(request: Request, line: int) -> HttpResponse:
    row, form = _line(line), WhyForm(request.POST, auto_id="ignore_%s")

    def act() -> None:
        actions.ignore(line=row, why=form.cleaned_data["why"], by=request.actor, at=request.at)

    return _done(request, row, "ignore_form", form, act, _("寄附ではない 入金に しました。"))


@doors.desk
@money
@require_POST
def desk_bank_undo(request: Request, line: int) -> HttpResponse:
    row, form = _line(line), WhyForm(request.POST, auto_id="undo_%s")

    def act() -> None:
        actions.undo(line=row, why=form.cleaned_data["why"], by=request.actor, at=request.at)

    return _done(request, row, "undo_form", form, act, _("もとに もどしました。"))


def _done(
    request: Request, row: BankLine, name: str, form: Any, act: Callable[[], None], words: str
) -> HttpResponse:
    """A refusal stands on the line's own page, beside its form."""
    if form.is_valid():
        try:
            act()
        except DomainError as error:
            form.refuse(error)
    if form.errors:
        return _line_page(request, _line(row.pk), **{name: form})
    messages.success(request, words)
    return redirect("mealtickets:desk_bank")


def _line(key: int) -> BankLine:
    return get_object_or_404(BankLine.objects.select_related("file__fund", "gift"), pk=key)


def _crumbs(here: str = "") -> list[tuple[str, str]]:
    there = under((_("銀行の 入金"), reverse("mealtickets:desk_bank")))
    return [*there, (here, "")] if here else there
