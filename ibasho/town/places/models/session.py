"""A session: one day on which a place is open or an event takes place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ibasho.town.places.models.event import Event
from ibasho.town.places.models.opening import OpeningRule
from ibasho.town.places.models.place import Place


class Session(models.Model):
    """Made from an opening rule 120 days ahead, or of an event. Days and times are JST.

    `starts`/`ends` NULL: the day is known, the hour is not. `staffing` is set by the roster through
    `actions.sessions.mark_staffed` and read by everyone.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "あく予定"
        CANCELLED = "cancelled", "お休み"

    class Staffing(models.TextChoices):
        NOT_NEEDED = "not_needed", "名簿を使わない"
        SHORT = "short", "たりない"
        OK = "ok", "そろった"

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name="居場所"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name="もよおし"
    )
    rule = models.ForeignKey(
        OpeningRule, on_delete=models.SET_NULL, null=True, related_name="sessions", verbose_name="きまり"
    )
    by_hand = models.BooleanField("手で足した日", default=False)  # no job moves or drops it
    day = models.DateField("日")
    starts = models.TimeField("はじまり", null=True)
    ends = models.TimeField("おわり", null=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField("お休みの わけ", max_length=200, blank=True)
    staffing = models.CharField(
        "見守り", max_length=10, choices=Staffing.choices, default=Staffing.NOT_NEEDED
    )
    adults_min = models.PositiveSmallIntegerField("おとな 最低", null=True)
    adults_here = models.PositiveSmallIntegerField("おとな いま", null=True)

    class Meta:
        verbose_name = "あく日"
        verbose_name_plural = "あく日"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(event__isnull=False), name="session_of_something"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                name="session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]), name="session_state_known"
            ),
            models.CheckConstraint(
                condition=Q(staffing__in=["not_needed", "short", "ok"]), name="session_staffing_known"
            ),
            models.UniqueConstraint(
                fields=["place", "day", "starts"],
                condition=Q(event__isnull=True),
                nulls_distinct=False,
                name="session_never_doubled",
            ),
            models.UniqueConstraint(
                fields=["event", "day", "starts"],
                condition=Q(event__isnull=False),
                nulls_distinct=False,
                name="event_session_never_doubled",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["day", "starts"], name="session_day"),
            models.Index(fields=["place", "day"], name="session_place_day"),
        ]
