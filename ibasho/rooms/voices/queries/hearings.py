"""Hearings as pages show them: those a child may answer now, and those at the desk."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from ibasho.rooms.voices.models import Hearing, Question, Release

State = Hearing.State
PUBLIC = (State.OPEN, State.CLOSED, State.FINISHED)


def open_now(today: date) -> list[Hearing]:
    """What may be answered today, the first to close first; the box that never closes comes last."""
    found = Hearing.objects.filter(state=State.OPEN, opens_on__lte=today, source_name="")
    found = found.filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today))
    return list(found.order_by(F("closes_on").asc(nulls_last=True), "opens_on", "pk"))


def find_public(public_id: str) -> Hearing | None:
    """Open, closed or finished; a draft is nobody's business yet."""
    return Hearing.objects.filter(public_id=public_id, state__in=PUBLIC).first()


def with_numbers() -> QuerySet[Hearing]:
    """Those of which numbers are public: released, or published elsewhere; the newest first, those without a day last."""
    released = Release.objects.filter(state=Release.State.RELEASED).values("hearing")
    found = Hearing.objects.filter(~Q(source_name="") | Q(pk__in=released), state__in=PUBLIC)
    return found.order_by(F("opens_on").desc(nulls_last=True), "-pk")


def find(public_id: str) -> Hearing | None:
    """For the desk: in any state."""
    return Hearing.objects.filter(public_id=public_id).first()


def find_question(public_id: str) -> Question | None:
    """For the desk."""
    return Question.objects.select_related("hearing").filter(public_id=public_id).first()


def of_desk() -> QuerySet[Hearing]:
    """Every hearing, the newest first."""
    return Hearing.objects.order_by(F("opens_on").desc(nulls_first=True), "-pk")
