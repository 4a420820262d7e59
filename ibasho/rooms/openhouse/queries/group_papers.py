"""利用許可書, and the A4 form for who applies on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports import pdf
from ibasho.rooms.openhouse.models import Application, Space
from ibasho.rooms.openhouse.queries import applications
from ibasho.rooms.openhouse.rules.handback import Check
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, Purpose, StepKind

PERMIT, FORM = "利用許可書", "利用申請書"


def permit(row: Application) -> bytes:
    """A4. The number of the lock stands on no paper. Raises Conflict before the decision and after the end."""
    if row.state != ApplicationState.APPROVED:
        raise Conflict("permit.not_approved", "許可書は、許可されている申請だけに 出せます。")
    return pdf.render("openhouse/pdf/permit.typ", permit_data(row))


def permit_data(row: Application) -> dict[str, Any]:
    decided = next(step for step in row.steps.all() if step.kind == StepKind.DECIDE)
    return {
        "title": PERMIT, "number": row.public_id, "day": clock.day(decided.at).isoformat(),
        "to": row.organisation.name, "place": row.space.place.name, "address": row.space.place.address,
        "space": row.space.name, "event": row.title, "purpose": row.get_purpose_display(),
        "heads": f"おとな {row.adults}人・こども {row.children}人", "waiver": _waiver(row),
        "key": row.space.get_key_kind_display(), "days": _days(row),
        "things": [f"{one.equipment.name} {one.count}" for one in applications.lent(row)],
        "terms": row.terms.text.split("\n") if row.terms else [], "checks": [one.label for one in Check],
        "who": _who(), "phone": settings.IBASHO_CITY.get("phone", ""),
    }  # fmt: skip


def form(space: Space, *, day: date) -> bytes:
    """The same questions as the page, to be filled in by hand."""
    terms = applications.terms_of(space.place)
    data = {
        "title": FORM, "day": day.isoformat(), "place": space.place.name, "space": space.name,
        "heads-max": space.heads_max, "purposes": [one.label for one in Purpose],
        "things": [f"{one.name}（{one.count}まで）" for one in applications.things(space)],
        "terms": terms.text.split("\n") if terms else [], "who": _who(),
    }  # fmt: skip
    return pdf.render("openhouse/pdf/apply.typ", data)


def _days(row: Application) -> list[list[str]]:
    held = [one for one in row.bookings.all() if one.state == BookingState.HELD]
    return [
        [
            one.day.isoformat(),
            f"{clock.time_label(one.starts)}〜{clock.time_label(one.ends)}",
            f"準備 {one.prepare_minutes}分・かたづけ {one.clear_minutes}分",
        ]
        for one in held
    ]


def _waiver(row: Application) -> str:
    if row.waiver_given is None:
        return "なし"
    return "減免する" if row.waiver_given else "減免しない"


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']}"
