"""Who is a member of the 要対協 on which day: asked each time a word may flow back or be read, never kept."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from ibasho.rooms.care.models import CouncilMember, NoteWord

ENDS_SOON_DAYS = 30


def is_member(organisation_id: int, day: date) -> bool:
    """Both ends inclusive. A group that is no longer active is none, whatever its dates say."""
    return _on(day).filter(organisation_id=organisation_id).exists()


def members(day: date) -> QuerySet[CouncilMember]:
    return _on(day).select_related("organisation").order_by("organisation__kana", "organisation__name", "pk")


def every() -> QuerySet[CouncilMember]:
    """Past, present and coming ones, the newest first within a group."""
    rows = CouncilMember.objects.select_related("organisation", "set_by")
    return rows.order_by("organisation__kana", "organisation__name", "-starts_on")


def ending_soon(today: date) -> QuerySet[CouncilMember]:
    """Members whose last day comes within a month and who have no further time after it."""
    further = CouncilMember.objects.filter(
        organisation=OuterRef("organisation"), starts_on__gt=OuterRef("ends_on")
    )
    last = today + timedelta(days=ENDS_SOON_DAYS)
    return members(today).filter(~Exists(further), ends_on__lte=last)


def words_sent(member: CouncilMember) -> bool:
    """Whether a word of the centre went to this group while this membership ran; or on a day that no membership of theirs
    holds any more, as where it was ended later for a day before the word."""
    theirs = NoteWord.objects.filter(organisation_id=member.organisation_id)
    if theirs.filter(_sent_within(member.starts_on, member.ends_on)).exists():
        return True
    others = CouncilMember.objects.filter(organisation_id=member.organisation_id).exclude(pk=member.pk)
    for starts_on, ends_on in others.values_list("starts_on", "ends_on"):
        theirs = theirs.exclude(_sent_within(starts_on, ends_on))
    return theirs.exists()


def words_left_out(member: CouncilMember, starts_on: date, ends_on: date | None) -> bool:
    """Whether a word went to this group while this membership ran that would not lie in these days."""
    theirs = NoteWord.objects.filter(
        _sent_within(member.starts_on, member.ends_on), organisation_id=member.organisation_id
    )
    return theirs.exclude(_sent_within(starts_on, ends_on)).exists()


def _sent_within(starts_on: date, ends_on: date | None) -> Q:
    until = Q() if ends_on is None else Q(sent_at__date__lte=ends_on)
    return until & Q(sent_at__date__gte=starts_on)


def _on(day: date) -> QuerySet[CouncilMember]:
    return CouncilMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, organisation__is_active=True
    )
