"""What both sides are written when a visit is decided, or the decision is taken back. Names stand in no subject; the
child's name, address and telephones stand on the page alone. Parts of actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.actions.ask_letters import reachable, when
from ibasho.rooms.familysupport.models import Member, Visit
from ibasho.rooms.familysupport.queries.centre import policy_on
from ibasho.rooms.familysupport.rules.kinds import Content
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people

URGENT = timedelta(hours=12)  # what begins so soon does not wait for the morning
_PRIVATE = "このリンクは あなた専用です。ほかの人に わたさないでください。"
_INSURED = "センターが 決めた 活動です。保険の 対象です。"
_MEETING = "はじめての方なので、先に 事前打合せを します。日にちは センターから ご連絡します。"


def decided(visit: Visit, *, meeting_due: bool, by: Actor, at: datetime) -> None:
    """To the family and to the provider, once for each decision. That it is insured is said where a policy holds."""
    family, provider = visit.request.member, visit.provider
    if provider is None:
        raise ValueError("a decided visit has its provider")
    key = f"{visit.pk}:{int(at.timestamp())}"
    told = [when(visit), Content(visit.request.content).label]
    more = [
        *([_MEETING] if meeting_due else []),
        *([_INSURED] if policy_on(family.centre, visit.day) else []),
    ]
    words = [
        "提供会員が 決まりました。",
        "\n".join([*told, *_named(provider, "来る人", at)]),
        *more,
    ]
    _send(family, f"support.decided:{key}", "提供会員が 決まりました", words, visit, by, at)
    words = [
        "お願いした回が、あなたに 決まりました。",
        "\n".join([*told, *_named(family, "依頼した人", at)]),
        *more,
    ]
    _send(provider, f"support.decided_helper:{key}", "お願いする回が 決まりました", words, visit, by, at)


def undone(visit: Visit, provider: Member, decided_at: datetime, *, by: Actor, at: datetime) -> None:
    """To both: what they were told does not hold any more."""
    key = f"{visit.pk}:{int(decided_at.timestamp())}"
    words = [
        "先ほど お知らせした 決定を、センターが とりけしました。",
        when(visit),
        "いま 提供会員を さがしています。",
    ]
    _send(visit.request.member, f"support.undone:{key}", "決定を とりけしました", words, visit, by, at)
    words = [
        "先ほど お願いした回を、センターが とりけしました。この日は いらっしゃらなくて だいじょうぶです。", when(visit),
    ]  # fmt: skip
    _send(provider, f"support.undone_helper:{key}", "決定を とりけしました", words, visit, by, at)


def _named(member: Member, label: str, at: datetime) -> list[str]:
    """Nobody reads in a mail the name of who is protected: the centre tells it by telephone."""
    if member.person_id is not None and people.is_protected(member.person_id, day=clock.day(at)):
        return [f"{label}：センターから 電話で お伝えします"]
    return [f"{label}：{member.name}さん"]


def _send(
    member: Member, key: str, subject: str, words: Sequence[str], visit: Visit, by: Actor, at: datetime
) -> None:
    """Who has no mail is rung up: the board says so."""
    if not reachable(member):
        return
    page = f"場所や 電話は、あなたのページに あります。\n{links.ensure(member, at)}\n{_PRIVATE}"
    body = "\n\n".join(
        [f"{member.name}さん", *words, page, f"{member.centre.name}\n電話 {member.centre.phone}"]
    )
    outbox.send(
        to=member.person or member.email, event_key=key, subject=subject, body=body, by=by, at=at, secret=True,
        urgent=visit.starts_at - at < URGENT,
    )  # fmt: skip
