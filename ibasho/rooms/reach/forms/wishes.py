"""Pins and bans of a plan, and the pin that comes from the what-if page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import JAPAN, Position
from ibasho.base.ui.forms import Form
from ibasho.rooms.reach.actions.plans import Site
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening
from ibasho.rooms.reach.queries import candidates, plans
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import Block

Wish = PlanOpening.Wish
PINS_MAX = 14


class WishForm(Form):
    """`site` is a candidate's public number, or `#` and the number of an opening of the plan."""

    site = forms.ChoiceField(label=_("場所"))
    block = forms.ChoiceField(label=_("いつ"), required=False)
    wish = forms.ChoiceField(
        label=_("きぼう"), choices=[(Wish.PINNED, _("かならず")), (Wish.FORBIDDEN, _("えらばない"))]
    )

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data)
        asked = asking.from_json(plan.asked)
        self._openings = {f"#{row.pk}": row for row in plan.openings.select_related("candidate")}
        self._sites = {row.public_id: row for row in candidates.usable()}
        sites = [(code, row.name) for code, row in self._sites.items()]
        lines = [] if data is None else [(code, code) for code in self._openings]
        self.fields["site"].choices = [*sites, *lines]  # type: ignore[attr-defined]
        times = [(one.code, one.label) for one in asked.blocks]
        self.fields["block"].choices = [("", _("いつでも")), *times]  # type: ignore[attr-defined]

    def site_of(self, code: str) -> Site:
        row = self._openings.get(code) or self._sites[code]
        return Site(row.name, row.lat, row.lng, row.candidate if isinstance(row, PlanOpening) else row)

    def chosen_site(self) -> Site:
        return self.site_of(self.cleaned_data["site"])

    def chosen_block(self) -> Block | None:
        code = self.cleaned_data["block"]
        return asking.block(code) if code else None


class PinForm(Form):
    plan = forms.ChoiceField(label=_("どの計画に"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        rows = plans.open_to_change()[:50]
        self.fields["plan"].choices = [  # type: ignore[attr-defined]
            ("", _("新しい計画を はじめる")), *((row.public_id, row.title) for row in rows)
        ]  # fmt: skip

    def chosen(self) -> Plan | None:
        code = self.cleaned_data["plan"]
        return Plan.objects.filter(public_id=code).first() if code else None


def pins_in(data: QueryDict) -> list[tuple[Site, Block]]:
    """`site` or `lat` and `lng`, with `blocks`: what the what-if page hands over. Empty where something is missing
    or cannot be."""
    try:
        blocks = [asking.block(code) for code in data.getlist("pin")[:PINS_MAX]]
    except Invalid:
        return []
    site = _site(data)
    return [(site, one) for one in blocks] if site else []


def _site(data: QueryDict) -> Site | None:
    row = Candidate.objects.filter(public_id=data.get("site", "")).first()
    if row is not None:
        return Site(row.name, row.lat, row.lng, row)
    try:
        at = Position(float(data.get("lat", "")), float(data.get("lng", "")))
    except ValueError:
        return None
    if not JAPAN.holds(at):
        return None
    name = _now("地図の案（%(lat).4f, %(lng).4f）") % {"lat": at.lat, "lng": at.lng}
    return Site(name, round(at.lat, 6), round(at.lng, 6))
