"""A hand-over on A4 and as a table, exactly what its reader sees on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.clock import JST
from ibasho.base.ports import pdf
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.queries.handovers import Whole
from ibasho.front.reports.rules.handing import Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the paper or the file."""

    part: str
    words: str
    count: int | None = None
    day: date | None = None
    contact: str = ""


def entries(whole: Whole) -> Iterator[Entry]:
    """In the order of the page."""
    for item in whole.items:
        yield Entry("引き継ぐこと", item.words, day=item.due_on, contact=item.contact)
    for waits in whole.waits:
        if whole.is_own:
            yield from (
                Entry(f"まっている しごと：{waits.room}", str(one.label), one.count, one.oldest)
                for one in waits.lines
            )
        else:
            yield Entry("まっている しごと", waits.room, waits.count)
    for one in whole.in_name:
        yield Entry("名前の のこる 手つづき", one.label, one.count)
    for todo in whole.todos:
        yield Entry("課の しごと", f"{todo.line.code} {todo.words}", day=todo.due_on)
    for line in whole.lines:
        yield Entry("課の 事業", f"{line.code} {line.title}（{line.get_state_display()}）", day=line.ends_on)
    for deputy in whole.deputies:
        words = f"{deputy.person.name} → {deputy.deputy.name}　{deputy.words}".strip()
        yield Entry("代決", f"{words}（{deputy.starts_on.isoformat()}から）", day=deputy.ends_on)
    for step in whole.decided:
        day = step.at.astimezone(JST).date()
        yield Entry("代決で 決めたこと", f"{step.application.space.name} {step.application.title}", day=day)
    for membership, role in whole.roles:
        yield Entry("役割", f"{membership.organisation.name} {role.name}", day=membership.ends_on)


def table(whole: Whole) -> Table:
    return Table(
        _("引き継ぎ"),
        [
            Column(_("まとまり"), lambda one: one.part),
            Column(_("こと"), lambda one: one.words),
            Column(_("数"), lambda one: one.count, number=True),
            Column(_("日"), lambda one: one.day),
            Column(_("だれに きけば よいか"), lambda one: one.contact),
        ],
        list(entries(whole)),
    )


def paper(whole: Whole, day: date) -> bytes:
    """Raises Invalid for a letter no font has."""
    row = whole.row
    data: dict[str, Any] = {
        "title": f"引き継ぎ {row.duty}", "day": day.isoformat(), "duty": row.duty, "nendo": years.label(row.nendo),
        "section": row.organisation.name, "giver": row.giver.name, "taker": row.taker.name if row.taker else "",
        "words": row.words, "standing": whole.standing.value, "parts": _parts(whole),
        "signed": whole.standing is Standing.TAKEN,
        "note": "" if whole.is_own else "まっている しごとは、部屋ごとの 数だけです。中身は わたす人から ききます。",
    }  # fmt: skip
    return pdf.render("reports/pdf/handover.typ", data)


def _parts(whole: Whole) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in entries(whole):
        told = {
            "words": one.words, "count": "" if one.count is None else f"{one.count:,}",
            "day": one.day.isoformat() if one.day else None, "contact": one.contact,
        }  # fmt: skip
        found.setdefault(one.part, []).append(told)
    return [{"title": title, "rows": rows} for title, rows in found.items()]
