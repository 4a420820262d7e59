"""One door, as the city and a group see it: what can be printed, its link, open and shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.links import grouped
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import doors as actions
from ibasho.rooms.voices.actions import tickets as ticket_actions
from ibasho.rooms.voices.forms.doors import SheetsForm, TicketsForm
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import door_papers as papers
from ibasho.rooms.voices.queries import door_pictures as pictures
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.queries import tallies
from ibasho.rooms.voices.rules import doors as rules
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.doors import Standing, Tool
from ibasho.rooms.voices.rules.kinds import Access, Channel, Wording
from ibasho.rooms.voices.views import stall
from ibasho.rooms.voices.views.door_seeing import Look, both
from ibasho.rooms.voices.views.doors_desk import PICTURES
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]
STANDING = {
    Standing.OPEN: (gettext_lazy("いま 答えられます"), "ok", "maru"),
    Standing.EARLY: (gettext_lazy("まだ ひらいて いません"), "quiet", "clock"),
    Standing.OVER: (gettext_lazy("この回は おわりました"), "quiet", "lock"),
    Standing.SHUT: (gettext_lazy("しめてあります"), "quiet", "lock"),
    Standing.OTHER_DAY: (gettext_lazy("その日だけ あきます"), "quiet", "calendar"),
    Standing.FULL: (gettext_lazy("クラスの 分は ぜんぶ とどきました"), "ok", "maru"),
}


@never_cache
@require_safe
def door(request: Request, look: Look, row: Door) -> HttpResponse:
    return _door_page(request, look, row)


def _door_page(request: Request, look: Look, row: Door, *, sheets: SheetsForm | None = None,
               tickets: TicketsForm | None = None) -> HttpResponse:  # fmt: skip
    here = rules.tools(row.channel)
    standing = queries.standing(row, clock.day(request.at))
    told = tallies.told(tallies.board(row))
    may_turn = policies.may_turn(request.actor, row, at=request.at)
    may_count = row.hearing.state in (rules.OPEN, rules.CLOSED)
    context = {
        "layout": look.layout, "look": look.code, "own_door": row, "hearing": row.hearing, "standing": STANDING[standing],
        "picture": PICTURES[Channel(row.channel)], "tools": {tool.value: True for tool in here},
        "counted": sum(counts.get("heads", 0) for counts in told.values()), "linked": bool(row.token_hash),
        "sheets": sheets or SheetsForm(wordings=papers.wordings_of(row)),
        "tickets": (tickets or TicketsForm()) if _may_ticket(request, row) else None,
        "may_turn": may_turn and row.hearing.state in (rules.DRAFT, rules.OPEN), "may_change": look.is_desk and row.hearing.state in (rules.DRAFT, rules.OPEN),
        "unused": may_turn and queries.is_unused(row), "may_count": may_count, "crumbs": look.crumbs(row, row.name),
        "may_stall": may_count and (may_turn or bool(row.token_hash)), "may_link": may_turn or bool(row.token_hash),
        "urls": {name: look.url(f"door_{name}", row.public_id) for name in URLS},
    }  # fmt: skip
    return render(request, "voices/doors/door.html", context)


URLS = ("turn", "discard", "link", "here", "poster", "sheets", "count", "notes", "class")


def _may_ticket(request: Request, row: Door) -> bool:
    takes = row.hearing.access == Access.TICKET and row.hearing.state in (rules.DRAFT, rules.OPEN)
    return takes and policies.may(request.actor, Permission.VOICES_MANAGE, at=request.at)


@require_POST
def turn(request: Request, look: Look, row: Door) -> HttpResponse:
    """Shut, or opened again: each is the way back from the other."""
    if row.shut:
        done(
            request,
            lambda: actions.open_again(door=row, by=request.actor, at=request.at),
            thanks=_("また あけました。"),
        )
    else:
        done(
            request,
            lambda: actions.shut(door=row, by=request.actor, at=request.at),
            thanks=_("しめました。まちがえたときは「また あける」で もどせます。"),
        )
    return redirect(look.back(row))


@require_POST
def discard(request: Request, look: Look, row: Door) -> HttpResponse:
    """Gone for good, so only where nothing came in."""
    back = (
        reverse("voices:desk_doors", args=[row.hearing.public_id]) if look.is_desk else reverse("voices:ops")
    )
    done(
        request,
        lambda: actions.discard(door=row, by=request.actor, at=request.at),
        thanks=_("「%(name)s」を 消しました。") % {"name": row.name},
    )
    return redirect(back)


@never_cache
@require_http_methods(FORMS)
def link(request: Request, look: Look, row: Door) -> HttpResponse:
    """Asks first: a new link ends the old one. Whoever has given it may look at it again."""
    if row.channel not in rules.LINKED:
        raise Http404
    if request.method == "POST":
        return _link_given(request, look, row)
    page = _link_page(look, row) | {"may_turn": policies.may_turn(request.actor, row, at=request.at)}
    if not page["may_turn"] and not row.token_hash:
        raise Http404
    return render(request, "voices/doors/link.html", page)


def _link_given(request: Request, look: Look, row: Door) -> HttpResponse:
    if request.POST.get("way") == "stop":
        done(
            request,
            lambda: actions.stop_link(door=row, by=request.actor, at=request.at),
            thanks=_("リンクを 止めました。いままでの リンクでは もう ひらきません。"),
        )
        return redirect(look.back(row))
    done(
        request,
        lambda: actions.give_link(door=row, by=request.actor, at=request.at),
        thanks=_("リンクが できました。"),
    )
    return redirect(look.url("door_link", row.public_id))


def _link_page(look: Look, row: Door) -> dict[str, Any]:
    page: dict[str, Any] = {
        "layout": look.layout, "own_door": row, "back": look.back(row), "crumbs": look.crumbs(row, _("リンク")),
        "class_paper": look.url("door_class", row.public_id), "stall": row.channel == Channel.STALL,
    }  # fmt: skip
    if row.token_hash:
        address = queries.link_address(row)
        page |= {
            "address": address.split("?")[0].split("://")[-1], "letters": grouped(queries.token(row)),
            "qr": pictures.qr_inline(address),
        }  # fmt: skip
    return page


@require_POST
@limited("voices.stall_here", times=60, seconds=600)
def here(request: Request, look: Look, row: Door) -> HttpResponse:
    """This phone becomes the counter: the same page as with the link, so that it also works without a network."""
    if row.channel != Channel.STALL:
        raise Http404
    if not row.token_hash:
        given = done(request, lambda: actions.give_link(door=row, by=request.actor, at=request.at))
        if given is None:
            return redirect(look.back(row))
        row.refresh_from_db()
    return stall.entered(request, queries.token(row))


@require_safe
def poster(request: Request, look: Look, row: Door) -> HttpResponse:
    made = _printed(request, lambda: papers.poster(row, day=clock.day(request.at)))
    return pdf_file(made, f"ポスター_{row.name}") if made else redirect(look.back(row))


@require_POST
@limited("voices.sheets", times=30, seconds=600)
def sheets(request: Request, look: Look, row: Door) -> HttpResponse:
    """Every sheet has a code of its own; nothing of it is kept here."""
    form = SheetsForm(request.POST, wordings=papers.wordings_of(row))
    if Tool.SHEETS not in rules.tools(row.channel) or not form.is_valid():
        return _door_page(request, look, row, sheets=form)
    codes = [slips.new() for _n in range(form.cleaned_data["count"])]
    wording = Wording(form.cleaned_data["wording"])
    made = _printed(request, lambda: papers.sheets(row, wording, codes, day=clock.day(request.at)))
    return pdf_file(made, f"質問用紙_{row.name}_{wording.label}") if made else redirect(look.back(row))


@require_POST
@limited("voices.tickets", times=60, seconds=600)
def tickets(request: Request, look: Look, row: Door) -> HttpResponse:
    """Made and printed in one: the letters are known only now."""
    form = TicketsForm(request.POST)
    if not _may_ticket(request, row):
        raise Http404
    if not form.is_valid():
        return _door_page(request, look, row, tickets=form)
    codes = done(
        request,
        lambda: ticket_actions.make(
            door=row, count=form.cleaned_data["count"], by=request.actor, at=request.at
        ),
        form=form,
    )
    if codes is None:
        return _door_page(request, look, row, tickets=form)
    made = _printed(request, lambda: papers.tickets(row, codes, day=clock.day(request.at)))
    return pdf_file(made, f"ふだ_{row.name}") if made else redirect(look.back(row))


@never_cache
@require_safe
def class_paper(request: Request, look: Look, row: Door) -> HttpResponse:
    if row.channel != Channel.TABLET or not row.token_hash:
        raise Http404
    made = _printed(request, lambda: papers.class_sheet(row, day=clock.day(request.at)))
    return pdf_file(made, f"先生へ_{row.name}") if made else redirect(look.back(row))


def _printed(request: Request, make: Callable[[], bytes]) -> bytes | None:
    """What can't be printed is said on the page (a letter no font has)."""
    return done(request, make)


ops_door, desk_door = both(door)
ops_door_turn, desk_door_turn = both(turn)
ops_door_discard, desk_door_discard = both(discard)
ops_door_link, desk_door_link = both(link)
ops_door_here, desk_door_here = both(here)
ops_door_poster, desk_door_poster = both(poster)
ops_door_sheets, desk_door_sheets = both(sheets)
ops_door_class, desk_door_class = both(class_paper)
_ops_door_tickets, desk_door_tickets = both(tickets)
