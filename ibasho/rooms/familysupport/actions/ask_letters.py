"""What providers are written about asks. Before it is decided they read day, hours, content, age, district and needs:
no name, no address. A mail with a link is erased once it is on its way.

Every function is part of an action and says whether a mail could be written: who has no address is rung up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.models import Ask, Member, Visit
from ibasho.rooms.familysupport.queries import asks as queries
from ibasho.town.outbox import actions as outbox

URGENT = timedelta(hours=12)  # what begins so soon does not wait for the morning
reachable = queries.reachable  # whether mail reaches this member at all
_PRIVATE = "このリンクは あなた専用です。ほかの人に わたさないでください。"


def link(member: Member, address: str, by: Actor, at: datetime) -> bool:
    words = [
        "ファミリー・サポートの あなたの ページは こちらです。パスワードは いりません。", address, _PRIVATE,
    ]  # fmt: skip
    key = f"support.link:{member.public_id}:{int(at.timestamp())}"
    return _send(member, key, "ファミリー・サポートの ページ", words, by, at, secret=True)


def asked(
    member: Member, asks: Sequence[Ask], address: str, by: Actor, at: datetime, *, again: bool = False
) -> bool:
    """One mail for everything that is asked at once. `again`: nothing was answered yet."""
    first = "おねがいの 返事を まだ いただいていません。" if again else "おねがいが あります。"
    button = "ページを ひらいて「できます」か「今回は むずかしい」を おしてください。"
    words = [
        f"{first}できるかどうか 教えてください。", *(_told(one, at) for one in asks),
        f"{button}\nむずかしくても だいじょうぶです。断ったことは 依頼した方には 伝わりません。\n{address}#asks", _PRIVATE,
    ]  # fmt: skip
    name = "support.ask_again" if again else "support.ask"
    key = f"{name}:{asks[0].batch}:{member.public_id}"
    urgent = min(one.visit.starts_at for one in asks) - at < URGENT
    subject = "おねがいの 返事を まっています" if again else "ファミリー・サポートの おねがいです"
    return _send(member, key, subject, words, by, at, secret=True, urgent=urgent)


def settled(ask: Ask, visit: Visit, decided: bool, by: Actor, at: datetime) -> bool:
    """Once for each time of asking. Nobody reads who it was."""
    if not queries.wants(ask.member):
        return False
    ends = "ほかの方に 決まりました" if decided else "おわりに なりました"
    words = [
        f"お願いしていた つぎの回は {ends}。ありがとうございました。", when(visit),
        "また お願いすることが あれば、ご連絡します。",
    ]  # fmt: skip
    key = f"support.ask_settled:{ask.pk}:{int(ask.sent_at.timestamp())}"
    subject = "ほかの方に 決まりました" if decided else "おねがいが おわりました"
    return _send(ask.member, key, subject, words, by, at)


def when(visit: Visit) -> str:
    """`12月2日（水） 15:00～17:00`."""
    starts, ends = clock.jst(visit.starts_at), clock.jst(visit.ends_at)
    return f"{wareki.day_label(visit.day)} {clock.time_label(starts.time())}～{clock.time_label(ends.time())}"


def _told(ask: Ask, at: datetime) -> str:
    told = queries.told(ask.visit, clock.day(at))
    why = queries.why(ask, told)
    lines = [
        f"■ {when(ask.visit)}", f"{told.content}（{told.where}）", f"お子さん：{told.children}",
        f"{told.district}" if told.district else "", f"ひつような こと：{'、'.join(told.needs)}" if told.needs else "",
        f"お願いした わけ：{'、'.join(why)}" if why else "",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _send(
    member: Member, key: str, subject: str, words: Sequence[str], by: Actor, at: datetime, *, secret: bool = False,
    urgent: bool = False,
) -> bool:  # fmt: skip
    if not queries.reachable(member):
        return False
    centre = member.centre
    body = "\n\n".join([f"{member.name}さん", *words, f"{centre.name}\n電話 {centre.phone}"])
    outbox.send(
        to=member.person or member.email, event_key=key, subject=subject, body=body, by=by, at=at, urgent=urgent,
        secret=secret,
    )  # fmt: skip
    return True
