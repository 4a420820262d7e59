"""The same page behind the group's door and behind the city's: what differs is the look and the addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ibasho.base.ui import sides

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Side(sides.Side):
    """The pages about turns."""

    def crumbs(self, *pairs: tuple[str, str]) -> Crumbs:
        """Behind the list of the rosters; the last pair is the page itself and has no address."""
        return [(_("見守りの名簿"), self.url("rosters")), *pairs]


OPS, DESK = Side.two("roster")


def pages(side: Side, current: str, *, manages: bool) -> list[tuple[str, str, bool]]:
    """The pages about turns beside each other; who only sees the roster sees the figures alone."""
    named = [
        ("open_shifts", _("空いている枠")),
        ("links", _("リンク")),
        ("answers", _("返事がない人")),
        ("fairness", _("みんなの 回数")),
    ]
    shown = named if manages else named[-1:]
    return [(label, side.url(name), name == current) for name, label in shown]
