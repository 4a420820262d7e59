"""What care adds to the doors' menus. Each entry shows for who may, and for nobody else."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import notices, referrals
from ibasho.town.people.permissions import Permission as P


def _sees_coverage(request: HttpRequest) -> bool:
    seeing = (P.CARE_FIGURES, P.CARE_HANDLE)
    return any(policies.may(request.actor, one, at=request.at) for one in seeing)  # type: ignore[attr-defined]


def _handles(request: HttpRequest) -> bool:
    return policies.may(request.actor, P.CARE_HANDLE, at=request.at)  # type: ignore[attr-defined]


def _sees_figures(request: HttpRequest) -> bool:
    """The centre comes to them from its own page."""
    return policies.may(request.actor, P.CARE_FIGURES, at=request.at) and not _handles(request)  # type: ignore[attr-defined]


def _untaken(request: HttpRequest) -> int:
    return notices.waiting(request.actor).count()  # type: ignore[attr-defined]


def _writes(request: HttpRequest) -> bool:
    return policies.may_write(request.actor, at=request.at)  # type: ignore[attr-defined]


def _types_in(request: HttpRequest) -> bool:
    return policies.may_type_notes(request.actor, at=request.at)  # type: ignore[attr-defined]


def _welcomes(request: HttpRequest) -> bool:
    """Always, whether anything was ever asked of them or not."""
    return policies.may(request.actor, P.CARE_WELCOME, at=request.at)  # type: ignore[attr-defined]


def _unanswered(request: HttpRequest) -> int:
    return referrals.to_answer(request.actor, request.at).count()  # type: ignore[attr-defined]


MENU: tuple[Entry, ...] = (
    Entry("operator", _("気づきメモ"), "care:note_write", "pencil", order=7, may=_writes),
    Entry("operator", _("つなぎ"), "care:ops_welcome", "link", order=19, may=_welcomes, count=_unanswered),
    Entry("desk", _("気づきメモを 書く"), "care:desk_note_write", "pencil", section="tsunagu", order=20, may=_types_in),
    Entry("desk", _("気づき"), "care:desk_inbox", "eye", section="tsunagu", order=6, may=_handles, count=_untaken),
    Entry("desk", _("相談の数"), "care:desk_consultations", "chart", section="furikaeru", order=44, may=_handles),
    Entry("desk", _("相談の数"), "care:desk_figures", "chart", section="furikaeru", order=44, may=_sees_figures),
    Entry("desk", _("気づきの とどき方"), "care:desk_coverage", "eye", section="furikaeru", order=45, may=_sees_coverage),
)  # fmt: skip
