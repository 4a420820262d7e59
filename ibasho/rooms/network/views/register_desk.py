"""The register of groups: the list with what waits in it, and one group on one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.network import policies
from ibasho.rooms.network.forms.register import RegisterFilter
from ibasho.rooms.network.queries import papers
from ibasho.rooms.network.queries import register as queries
from ibasho.rooms.network.queries.register import Row, Wanted
from ibasho.rooms.network.rules.papers import Life
from ibasho.rooms.network.views.desk_pages import crumbs, pages
from ibasho.rooms.network.views.register_frame import find_group, frame, group_page
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def groups(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.NETWORK_READ, at=request.at)
    today = clock.day(request.at)
    districts, keepers = queries.district_names(today), queries.keepers(today)
    form = RegisterFilter(request.GET, districts=districts, keepers=keepers)
    found = queries.listed(form.wanted(), today)
    if exports.wanted(request):
        return exports.answer(request, _table(found, today, whole=True), "groups")
    everybody = queries.listed(Wanted(), today)
    context = {
        "form": form, "table": _table(found, today), "total": len(found), "any": bool(everybody), "figures": _figures(everybody),
        "may_register": people.may(request.actor, Permission.ORGANISATIONS_EDIT, day=today),
        "pages": pages("desk_groups", request), "crumbs": crumbs()[:1],
    }  # fmt: skip
    return render(request, "network/register/list.html", context)


def _figures(rows: list[Row]) -> list[tuple[str, int, str]]:
    """(word, how many, address of the list narrowed to them)."""
    here = reverse("network:desk_groups")
    return [
        (_("活動中の 団体"), len(rows), here),
        (_("期限が 近い・きれた"), sum(bool(one.endings) for one in rows), f"{here}?only=ends"),
        (_("6か月 話していない"), sum(one.quiet for one in rows), f"{here}?only=quiet"),
        (_("つぎに することが ある"), sum(bool(one.open_next) for one in rows), f"{here}?only=todo"),
    ]


def _table(rows: list[Row], today: date, *, whole: bool = False) -> Table:
    """`whole`: for a file. No name and no number of a person but the group's own."""
    columns = [
        Column(_("団体"), lambda one: one.organisation.name, href=lambda one: group_page(one.organisation)),
        Column(_("種類"), lambda one: one.organisation.get_kind_display()),
        Column(_("小学校区"), lambda one: one.district),
        Column(_("居場所"), lambda one: one.places, number=True),
        Column(_("担当"), lambda one: one.keepers),
        Column(_("さいごに 話した日"), _heard(whole)),
        Column(_("期限"), lambda one: "、".join(_ending(end, today) for end in one.endings)),
        Column(_("つぎに すること"), lambda one: one.open_next or None, number=True),
    ]
    if whole:
        columns += [
            Column(_("電話"), lambda one: one.organisation.phone),
            Column(_("はじめた日"), lambda one: one.profile.began_on if one.profile else None),
            Column(_("なかまの 人数"), lambda one: one.profile.heads if one.profile else None, number=True),
            Column(_("なにを しているか"), lambda one: one.profile.does if one.profile else ""),
            Column(_("活動"), lambda one: _("活動中") if one.organisation.is_active else _("おわり")),
        ]
    return Table(_("団体の 一覧"), columns, rows)


def _heard(whole: bool) -> Callable[[Row], object]:
    def read(one: Row) -> object:
        if whole:
            return one.heard_on
        told = wareki.short_label(one.heard_on) if one.heard_on else _("まだ")
        return f"{told}（{_('6か月より 前')}）" if one.quiet and one.heard_on else told

    return read


def _ending(end: papers.Ending, today: date) -> str:
    told = f"{end.words} {wareki.short_label(end.ends_on)}"
    return f"{told}（{_('きれた')}）" if end.is_over(today) else told


@doors.desk
@require_safe
def group(request: Request, public_id: str) -> HttpResponse:
    organisation, today = find_group(request, public_id), clock.day(request.at)
    card = queries.card(organisation, today)
    lines = [one for rows in card.papers.values() for one in rows]
    context = {
        "drawn": [one for one in lines if one.drawn.width and one.life is not Life.OVER],
        **frame(request, organisation), "organisation": organisation, "card": card, "today": today,
        "endings": [one for one in lines if one.ends_alone],
        "may_write": policies.may(request.actor, Permission.NETWORK_WRITE, at=request.at),
        "may_manage": policies.may(request.actor, Permission.NETWORK_MANAGE, at=request.at),
        "may_people": people.may(request.actor, Permission.PEOPLE_READ, day=today),
        "more": len(card.talks) == queries.CONTACTS_SHOWN,
    }  # fmt: skip
    if request.GET.get("talks") == "all":
        card.talks[:] = queries.talks(organisation, today, most=None)
        context["more"] = False
    return render(request, "network/register/group.html", context)
