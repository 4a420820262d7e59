"""A member's children: written by the family or by the adviser, with only what care needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Child, Member
from ibasho.rooms.familysupport.rules.kinds import MemberState, Sex, Skill

NOUN = "familysupport.Child"
VALUES = frozenset({"call_name", "born_on", "sex", "school", "allergy", "care_words", "needs"})
CHILDREN_MAX = 12
GONE = (MemberState.DECLINED, MemberState.LEFT)


@transaction.atomic
def write(
    *, member: Member, child: Child | None = None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Child:
    """A new child, or this one changed. `values` are Child's fields of `VALUES`. Raises Invalid, Conflict."""
    policies.require_adviser_or_member(by, at=at)
    locked = _lock(member)
    row = Child(member=locked) if child is None else _own(locked, child)
    _check_room(locked, new=child is None)
    _fill(row, values)
    _check(row, at)
    row.save()
    verb = "add" if child is None else "change"
    journal.record(
        f"familysupport.child.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data={"member": locked.pk}
    )
    return row


@transaction.atomic
def remove(*, child: Child, by: Actor, at: datetime) -> None:
    """A child entered by mistake goes; one for whom help was asked stays with its visits."""
    policies.require_adviser_or_member(by, at=at)
    locked = _lock(child.member)
    row = _own(locked, child)
    if row.requests.exists() or row.meetings.exists():
        raise Conflict(
            "support.child_in_use",
            f"{row.call_name}さんには 依頼か 打合せの 記録が あるので 消せません。名前や 年が ちがうときは「なおす」を つかってください。",
        )
    key = row.pk
    row.delete()
    journal.record(
        "familysupport.child.remove", noun=NOUN, object_id=key, by=by, at=at, data={"member": locked.pk}
    )


def _lock(member: Member) -> Member:
    locked = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if locked.state in GONE:
        raise Conflict(
            "support.member_gone",
            "退会した会員の こどもは 変えられません。つづけるときは 入会から はじめてください。",
        )
    return locked


def _own(member: Member, child: Child) -> Child:
    found = Child.objects.filter(pk=child.pk, member=member).first()
    if found is None:
        raise NotFound(
            "support.child_unknown", "この会員の こどもでは ありません。一覧から えらびなおしてください。"
        )
    return found


def _check_room(member: Member, *, new: bool) -> None:
    if new and member.children.count() >= CHILDREN_MAX:
        raise Conflict("support.children_many", f"こどもは {CHILDREN_MAX}人まで 登録できます。")


def _fill(row: Child, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in VALUES:
            raise ValueError(f"{name}: not a value of a child")
        setattr(row, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)


def _check(row: Child, at: datetime) -> None:
    if not row.call_name:
        raise _refused("call_name", "よび名を 入れてください。")
    if row.born_on is None:
        raise _refused("born_on", "生年月日を 入れてください。預かれる年れいを たしかめるために つかいます。")
    today = clock.day(at)
    if row.born_on > today:
        raise _refused("born_on", "生年月日が きょうより 先です。生まれてから 登録してください。")
    if row.born_on.year < today.year - 20:
        raise _refused("born_on", "生年月日を たしかめてください。20年より 前に なっています。")
    if row.sex not in set(Sex) or not set(row.needs) <= {one.value for one in Skill}:
        raise _refused("needs", "ならんでいる中から えらんでください。")


def _refused(field: str, sentence: str) -> Invalid:
    return Invalid(f"support.child_{field}", sentence, fields={field: sentence})
