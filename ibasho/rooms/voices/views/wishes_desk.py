"""ほしいもの: wishes beside the places that have them; which district lacks what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries import wishes as queries
from ibasho.rooms.voices.queries.wishes import Near, Wish
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def desk_wishes(request: Request) -> HttpResponse:
    """The grid as a file: one line for each wish and district."""
    policies.require(request.actor, Permission.VOICES_READ, at=request.at)
    found = queries.wished(clock.day(request.at))
    if exports.wanted(request):
        return exports.answer(request, _lines(found), "hoshii-mono")
    context = {
        "pages": pages("desk_wishes", request), "crumbs": crumbs((_("ほしいもの"), "")), "wishes": found,
        "table": _table(found), "grid": _grid(found), "districts": [one.district for one in found[0].near] if found else [],
    }  # fmt: skip
    return render(request, "voices/heard/desk_wishes.html", context)


def _table(found: list[Wish]) -> Table:
    return Table(
        _("ほしいもの"),
        [
            Column(_("ほしいもの"), lambda one: one.label, href=lambda one: reverse("voices:wish", args=[one.code])),
            Column(_("公開した数・公表された数"), lambda one: one.count, number=True),
            Column(_("ある居場所"), lambda one: one.places, number=True),
            Column(_("ない小学校区"), lambda one: len(one.lacking), number=True),
            Column(_("その こどもの数（約）"), _children_without, number=True),
        ],
        found,
    )  # fmt: skip


def _children_without(one: Wish) -> int | None:
    told = [near.children for near in one.lacking if near.children is not None]
    return round(sum(told)) if told else None


def _grid(found: list[Wish]) -> list[tuple[str, list[tuple[Wish, Near]]]]:
    """(district, its wishes in the order of the table)."""
    if not found:
        return []
    return [
        (near.district.name, [(one, one.near[at]) for one in found]) for at, near in enumerate(found[0].near)
    ]


def _lines(found: list[Wish]) -> Table:
    rows = [(one, near) for one in found for near in one.near]
    return Table(
        _("ほしいものと 小学校区"),
        [
            Column(_("ほしいもの"), lambda row: row[0].label),
            Column(_("小学校区"), lambda row: row[1].district.name),
            Column(_("ある居場所"), lambda row: len(row[1].places), number=True),
            Column(_("居場所の名前"), lambda row: "、".join(place.name for place in row[1].places)),
            Column(_("こども（約）"), lambda row: None if row[1].children is None else round(row[1].children), number=True),
        ],
        rows,
    )  # fmt: skip
