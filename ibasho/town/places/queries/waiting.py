"""「わたしを待っているもの」 of this room: counts for the home pages of the desk and of groups."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting, sized
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import ImportRun
from ibasho.town.places.queries import desk, events, imports


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """What this person of the city can settle; empty for everybody else. Nothing waits: no line."""
    day = clock.day(at)
    found: list[Waiting] = []
    if people.may(by, Permission.PLACES_APPROVE, day=day):
        found += _to_approve(day)
    if people.may(by, Permission.PLACES_MODERATE, day=day):
        found += _to_moderate()
    if people.may(by, Permission.PLACES_VERIFY, day=day):
        count = desk.to_call(day).count()
        found.append(Waiting(_("電話で確かめる場所"), count, "places:desk_calls", "phone"))
    if people.may(by, Permission.PLACES_IMPORT, day=day):
        failed = imports.runs_for(by).filter(state=ImportRun.State.FAILED).count()
        found.append(
            Waiting(_("取りこめなかった ファイル"), failed, "places:desk_imports", "file", kind=Kind.WRONG)
        )
    return [one for one in found if one.count]


def _to_approve(today: date) -> list[Waiting]:
    return [
        _counted(_("新しい場所"), desk.new_places(), "updated_at", "places", "house"),
        _counted(_("変更の願い"), desk.changes(today), "asked_at", "changes", "edit"),
        _counted(_("運営の登録の願い"), desk.claims(today), "asked_at", "claims", "hands"),
        _counted(_("写真"), desk.photos(), "added_at", "photos", "photo"),
        _counted(_("もよおし"), events.to_approve(), "updated_at", "", "calendar", url="places:desk_events"),
    ]  # fmt: skip


def _to_moderate() -> list[Waiting]:
    return [
        _counted(_("こどもの ひとこと"), desk.notes(), "told_on", "notes", "voice"),
        _counted(_("まちがいの知らせ"), desk.mistakes(), "told_on", "mistakes", "warn"),
    ]


def _counted(
    label: str, rows: QuerySet[Any], since: str, part: str, icon: str, *, url: str = "places:desk_queue"
) -> Waiting:
    return Waiting(label, url=url, icon=icon, anchor=part, **sized(rows, since))
