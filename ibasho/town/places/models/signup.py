"""Signing up for one day of an event: heads by class and one way to answer, nothing about a child."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.town.people.models import Person
from ibasho.town.places.models.session import Session


class Signup(models.Model):
    """A party comes to one session. `heads` maps a class to a number, `party` is their sum.

    `code` is the short number said at the reception and means nothing elsewhere; the link that shows and
    cancels the sign-up holds a random token of which only the hash is kept.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "申しこみ ずみ"
        WAITING = "waiting", "キャンセル待ち"
        CANCELLED = "cancelled", "とりけし"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    token_hash = models.CharField("しるし", max_length=64, unique=True)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="signups", verbose_name="あく日"
    )
    state = models.CharField("状態", max_length=10, choices=State.choices)
    code = models.CharField("受付番号", max_length=4)
    nickname = models.CharField("よび名", max_length=40)
    heads = models.JSONField("人数")
    party = models.PositiveSmallIntegerField("合計")
    email = models.EmailField("メール", blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    note = models.CharField("つたえたいこと", max_length=200, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="signups", verbose_name="ひと"
    )
    call_needed = models.BooleanField("電話で しらせる", default=False)  # no mail, and there is news
    made_at = models.DateTimeField("申しこんだ時")
    cancelled_at = models.DateTimeField("とりけした時", null=True)
    arrived_at = models.DateTimeField("来た時", null=True)
    arrived_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="受付した人"
    )

    class Meta:
        verbose_name = "申しこみ"
        verbose_name_plural = "申しこみ"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "waiting", "cancelled"]), name="signup_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                name="signup_cancelled_pair",
            ),
            models.CheckConstraint(condition=Q(party__gt=0), name="signup_party_positive"),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(state="confirmed"), name="signup_arrived_confirmed"
            ),
            models.UniqueConstraint(fields=["session", "code"], name="signup_code_once"),
        ]
        triggers: ClassVar = [
            # Overbooking is impossible whoever writes. The lock on the session makes writers queue, and each
            # statement of a trigger sees what was committed before it began: the sum is never a stale one.
            pgtrigger.Trigger(
                name="capacity_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "party", "session_id"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__state="confirmed"),
                declare=[("seats", "integer"), ("taken", "integer")],
                func="""
                perform 1 from places_session where id = new.session_id for no key update;
                select capacity into seats from places_session join places_event on places_event.id = event_id
                    where places_session.id = new.session_id;
                select coalesce(sum(party), 0) into taken from places_signup
                    where session_id = new.session_id and state = 'confirmed' and id <> new.id;
                if taken + new.party > seats then
                    raise exception 'no seats left in session %', new.session_id using errcode = '23514';
                end if;
                return new;
                """,
            )
        ]
        indexes: ClassVar = [models.Index(fields=["session", "state", "id"], name="signup_queue")]


class SpotNotice(models.Model):
    """「空いたら おしえて」: one mail when a spot is free again; deleted once sent."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="spot_notices", verbose_name="あく日"
    )
    email = models.EmailField("メール")
    asked_at = models.DateTimeField("たのんだ時")

    class Meta:
        verbose_name = "空きのおしらせ"
        verbose_name_plural = "空きのおしらせ"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "email"], name="spot_notice_once")
        ]
