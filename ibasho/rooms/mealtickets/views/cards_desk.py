"""Cards at the desk: batches, one batch, making, printing, and the one card that was lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors, exports
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.mealtickets.actions import cards as actions
from ibasho.rooms.mealtickets.forms.cards import FindForm, SheetForm, StopForm
from ibasho.rooms.mealtickets.models import Card, Sheet
from ibasho.rooms.mealtickets.queries import cards as known
from ibasho.rooms.mealtickets.queries import keys, papers
from ibasho.rooms.mealtickets.queries import sheets as queries
from ibasho.rooms.mealtickets.rules import sheets as rules
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.seeing import counter, managing, may, may_manage, reading
from ibasho.town.people.permissions import Permission

PAGE = 30
FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@reading
@require_safe
def sheets(request: Request) -> HttpResponse:
    """The field for a card before you stands first: that is what the counter comes for."""
    found = queries.all_sheets()
    if exports.wanted(request):
        return exports.answer(request, _table(found), "card-sheets")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": _table(page.object_list), "paged": page, "total": page.paginator.count, "form": FindForm(),
        "may_manage": may_manage(request), "may_counter": may(request, Permission.MEALS_COUNTER),
        "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "mealtickets/cards/sheets.html", context)


def _table(rows: Any) -> Table:
    columns = [
        Column(_("作った日"), lambda row: row.made_on, href=lambda row: reverse("mealtickets:sheet", args=[row.public_id])),
        Column(_("どこへ わたすか"), where),
        Column(_("種類"), lambda row: row.get_kind_display()),
        Column(_("枚数"), lambda row: row.count, number=True),
        Column(_("使える"), lambda row: row.live, number=True),
        Column(_("使える さいごの日"), lambda row: row.valid_until),
    ]  # fmt: skip
    return Table(gettext_lazy("カードの たば"), columns, rows)


def where(sheet: Sheet) -> str:
    """Where a batch went, in one phrase."""
    return " ".join(part for part in (str(sheet.shop or ""), sheet.given_to) if part) or _("書いてありません")


@doors.desk
@counter
@require_POST
def find_card(request: Request) -> HttpResponse:
    """The card before you. Its code is a key to a meal: it comes by POST and is shown nowhere."""
    form = FindForm(request.POST)
    if form.is_valid():
        try:
            card = known.find(form.cleaned_data["code"])
            return redirect("mealtickets:card", public_id=card.sheet.public_id, position=card.position)
        except DomainError as error:
            form.add_error("code", error.message)
    return render(
        request, "mealtickets/cards/find.html", {"form": form, "crumbs": _crumbs(_("カードを さがす"))}
    )


@doors.desk
@managing
@require_http_methods(FORMS)
def sheet_new(request: Request) -> HttpResponse:
    form = SheetForm(request.POST or None, today=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_sheet(**form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(n)s枚 作りました。つぎは 印刷です。") % {"n": made.count})
            return redirect("mealtickets:sheet", public_id=made.public_id)
    context = {"form": form, "crumbs": _crumbs(_("作る")), "days": rules.KEEP_DAYS}
    return render(request, "mealtickets/cards/new.html", context)


@doors.desk
@reading
@require_safe
def sheet(request: Request, public_id: str) -> HttpResponse:
    found = _sheet(public_id)
    stopped_keys = {row for row in keys.all_public() if keys.is_revoked(row)}
    rows = queries.cards_of(found)
    for row in rows:
        row.works = row.state == Card.State.LIVE and row.key_id not in stopped_keys  # type: ignore[attr-defined]
    context = {
        "sheet": found, "where": where(found), "cards": rows, "over": found.valid_until < clock.day(request.at),
        "live": sum(row.works for row in rows),  # type: ignore[attr-defined]
        "may_manage": may_manage(request), "may_counter": may(request, Permission.MEALS_COUNTER),
        "crumbs": _crumbs(where(found)),
    }  # fmt: skip
    return render(request, "mealtickets/cards/sheet.html", context)


@doors.desk
@managing
@require_POST
def sheet_print(request: Request, public_id: str) -> HttpResponse:
    """The cards of a batch that work, ten to a page."""
    found = _sheet(public_id)
    live = [row for row in queries.cards_of(found) if row.state == Card.State.LIVE]
    return _printed(request, found, live)


@doors.desk
@managing
@require_http_methods(FORMS)
def sheet_stop(request: Request, public_id: str) -> HttpResponse:
    found = _sheet(public_id)
    last = found.cards.count()
    form = StopForm(request.POST or None, initial={"positions": f"1-{last}"})
    if request.method == "POST" and form.is_valid():
        try:
            positions = rules.positions(form.cleaned_data["positions"], last)
            n = actions.revoke_many(
                sheet=found,
                positions=positions,
                why=form.cleaned_data["why"],
                by=request.actor,
                at=request.at,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(n)s枚 止めました。") % {"n": n})
            return redirect("mealtickets:sheet", public_id=public_id)
    context = {
        "heading": _("カードを まとめて 止める"), "form": form, "tone": "danger", "submit": _("止める"),
        "text": _("止めたカードは もう 使えません。お店の端末にも すぐ 伝わります。"),
        "facts": [(_("どこへ わたすか"), where(found)), (_("枚数"), found.count)],
        "cancel": reverse("mealtickets:sheet", args=[public_id]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@counter
@require_safe
def card(request: Request, public_id: str, position: int) -> HttpResponse:
    found = _card(public_id, position)
    context = {
        "card": found, "where": where(found.sheet), "used": queries.used(found, clock.day(request.at)),
        "works": found.state == Card.State.LIVE and not keys.is_revoked(found.key_id),
        "over": found.sheet.valid_until < clock.day(request.at),
        "crumbs": _crumbs((where(found.sheet), reverse("mealtickets:sheet", args=[public_id])), _position(found)),
    }  # fmt: skip
    return render(request, "mealtickets/cards/card.html", context)


@doors.desk
@counter
@require_POST
def card_revoke(request: Request, public_id: str, position: int) -> HttpResponse:
    actions.revoke(card=_card(public_id, position), by=request.actor, at=request.at)
    messages.success(request, _("このカードを 止めました。"))
    return redirect("mealtickets:card", public_id=public_id, position=position)


@doors.desk
@counter
@require_POST
def card_replace(request: Request, public_id: str, position: int) -> HttpResponse:
    try:
        new = actions.replace(card=_card(public_id, position), by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:card", public_id=public_id, position=position)
    messages.success(
        request, _("前のカードを 止めて、新しいカードを 作りました。印刷して わたしてください。")
    )
    return redirect("mealtickets:card", public_id=public_id, position=new.position)


@doors.desk
@counter
@require_POST
def card_print(request: Request, public_id: str, position: int) -> HttpResponse:
    found = _card(public_id, position)
    return _printed(request, found.sheet, [found] if found.state == Card.State.LIVE else [])


def _printed(request: Request, of: Sheet, rows: list[Card]) -> HttpResponse:
    """Whoever prints holds the meals in the hand: the journal keeps who it was."""
    if not rows:
        messages.error(request, _("使えるカードが ないので、印刷するものが ありません。"))
        return redirect("mealtickets:sheet", public_id=of.public_id)
    try:
        made = papers.cards(of, rows)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("mealtickets:sheet", public_id=of.public_id)
    actions.note_printed(sheet=of, positions=[row.position for row in rows], by=request.actor, at=request.at)
    return pdf_file(made, f"{of.get_kind_display()}_{where(of)}_{len(rows)}枚")


def _sheet(public_id: str) -> Sheet:
    return get_object_or_404(Sheet.objects.select_related("shop__place", "made_by"), public_id=public_id)


def _card(public_id: str, position: int) -> Card:
    row = Card.objects.select_related("sheet__shop__place", "replaced_by")
    found = row.filter(sheet__public_id=public_id, position=position).first()
    if found is None:
        raise NotFound("card.unknown", _("このカードは ありません。たばの 一覧から えらんでください。"))
    return found


def _position(of: Card) -> str:
    return _("%(n)s枚目") % {"n": of.position}


def _crumbs(*more: str | tuple[str, str]) -> list[tuple[str, str]]:
    steps = [one if isinstance(one, tuple) else (one, "") for one in more]
    return under((_("カード"), reverse("mealtickets:sheets")), *steps)
