"""Events and visits (出張開設), who helped and how many came — in heads, never in names."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models.place import STAGES, Place
from ibasho.town.places.rules.headcount import CLASSES


class Event(models.Model):
    """あそび場INカケショク, a market stall, a visit of a mobile centre. Its days are sessions."""

    class Kind(models.TextChoices):
        EVENT = "event", "もよおし"
        MOBILE = "mobile", "出張開設"

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        PENDING = "pending", "承認待ち"
        PUBLISHED = "published", "公開"
        CANCELLED = "cancelled", "中止"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=8, choices=Kind.choices, default=Kind.EVENT)
    title = models.CharField("名前", max_length=120)
    kana = models.CharField("よみ", max_length=200, blank=True)
    description = models.TextField("どんなこと", blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="主催",
    )
    organiser_name = models.CharField("主催（資料のまま）", max_length=160, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name="居場所"
    )
    venue_name = models.CharField("会場", max_length=120, blank=True)
    venue_address = models.CharField("会場の住所", max_length=200, blank=True)
    lat = models.FloatField("緯度", null=True, blank=True)
    lng = models.FloatField("経度", null=True, blank=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.DRAFT)
    stages = ArrayField(
        models.CharField(max_length=8, choices=STAGES), verbose_name="年代", default=list, blank=True
    )
    alone_from = models.CharField("ひとりで来てよい年代", max_length=8, choices=STAGES, blank=True)
    adult_needed = models.BooleanField("おとなと いっしょ", null=True, blank=True)
    audience_note = models.CharField("だれが来てよいか", max_length=400, blank=True)
    fee_note = models.CharField("参加費", max_length=400, blank=True)
    free_of_charge = models.BooleanField("無料", null=True, blank=True)
    url = models.URLField("ホームページ", max_length=400, blank=True)
    phone = models.CharField("電話", max_length=40, blank=True)

    signup = models.BooleanField("申しこみを うける", default=False)
    signup_note = models.CharField("申しこみのことば", max_length=400, blank=True)
    capacity = models.PositiveIntegerField("定員（1回）", null=True, blank=True)
    waiting_max = models.PositiveIntegerField("キャンセル待ち（1回）", default=20)
    signup_closes_hours = models.PositiveSmallIntegerField("しめきり（何時間前）", default=0)

    source_name = models.CharField("出典", max_length=200, blank=True)
    dataset = models.CharField("データセット", max_length=24, blank=True)
    municipality_code = models.CharField("市区町村コード", max_length=6, blank=True)
    external_id = models.CharField("資料の番号", max_length=80, blank=True)
    original = models.JSONField("資料の行（そのまま）", default=dict, blank=True)
    missing_since = models.DateField("資料から消えた日", null=True, blank=True)
    created_at = models.DateTimeField("書いた時")
    updated_at = models.DateTimeField("直した時")
    published_at = models.DateTimeField("市が見た時", null=True, blank=True)
    city_note = models.CharField("市からのことば", max_length=400, blank=True)

    class Meta:
        verbose_name = "もよおし"
        verbose_name_plural = "もよおし"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "pending", "published", "cancelled"]),
                name="event_state_known",
            ),
            models.CheckConstraint(condition=~Q(place__isnull=True, venue_name=""), name="event_has_venue"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True) | Q(lat__isnull=False, lng__isnull=False),
                name="event_position_pair",
            ),
            models.UniqueConstraint(
                fields=["dataset", "municipality_code", "external_id"],
                condition=~Q(external_id=""),
                name="event_once_per_source_row",
            ),
        ]
        triggers: ClassVar = [
            # The other half of Signup's `capacity_kept`: a capacity never falls below those who have a seat.
            pgtrigger.Trigger(
                name="capacity_not_below_seats_taken",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("capacity"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__capacity__isnull=False),
                func="""
                perform 1 from places_session where event_id = new.id order by id for no key update;
                if exists (
                    select 1 from places_signup join places_session on places_session.id = session_id
                    where event_id = new.id and places_signup.state = 'confirmed'
                    group by session_id having sum(party) > new.capacity
                ) then
                    raise exception 'more people have a seat than the new capacity' using errcode = '23514';
                end if;
                return new;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title


class EventGroup(models.Model):
    """A co-operating group; one whose name is not published is still counted."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups", verbose_name="もよおし")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="団体"
    )
    name = models.CharField("団体の名前", max_length=120)
    task = models.CharField("なにをする", max_length=120, blank=True)

    class Meta:
        verbose_name = "協力団体"
        verbose_name_plural = "協力団体"
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "name"], name="event_group_once")]


class Headcount(models.Model):
    """How many of one class came to one session. A class may be unsplit where only a total is known."""

    session = models.ForeignKey(
        "places.Session", on_delete=models.CASCADE, related_name="headcounts", verbose_name="あく日"
    )
    of_class = models.CharField("区分", max_length=24, choices=CLASSES)
    heads = models.PositiveIntegerField("人数")

    class Meta:
        verbose_name = "人数"
        verbose_name_plural = "人数"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "of_class"], name="headcount_once_per_class"),
            models.CheckConstraint(
                condition=Q(of_class__in=[code for code, _ in CLASSES]), name="headcount_class_known"
            ),
        ]


class SessionReport(models.Model):
    """What is written down when a session is over: groups, volunteers, and for a visit 組数 and 相談件数."""

    session = models.OneToOneField(
        "places.Session", on_delete=models.CASCADE, related_name="report", verbose_name="あく日"
    )
    groups = models.PositiveSmallIntegerField("協力団体", null=True, blank=True)
    volunteers = models.PositiveSmallIntegerField("ボランティア", null=True, blank=True)
    families = models.PositiveSmallIntegerField("親子の組数", null=True, blank=True)
    consultations = models.PositiveSmallIntegerField("相談件数", null=True, blank=True)
    note = models.TextField("ふりかえり", blank=True)
    closed_at = models.DateTimeField("まとめた時")
    closed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="まとめた人"
    )

    class Meta:
        verbose_name = "その日のまとめ"
        verbose_name_plural = "その日のまとめ"
