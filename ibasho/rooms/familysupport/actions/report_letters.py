"""What members are written about meetings, reports and money. Each mail says the day and what to do and no name, place or
amount of the other side: those stand on the page behind the link, which is why the text is erased once it is on its way.

Every function is part of an action and says whether a mail could be written: who has no address is rung up.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions import links
from ibasho.rooms.familysupport.models import Meeting, Member, Report, TopUp, Visit
from ibasho.rooms.familysupport.queries.holders import OPENS
from ibasho.town.outbox import actions as outbox

_PRIVATE = "このリンクは あなた専用です。ほかの人に わたさないでください。"


def to_confirm(report: Report, by: Actor, at: datetime) -> bool:
    """To the family, for each time the report was written or changed."""
    words = [
        f"{_day(report)}の 活動の 報告が できました。",
        "時間と 金額を 見て、「まちがいありません」か「ちがいます」を おしてください。",
    ]
    key = f"support.report:{report.public_id}:{int(at.timestamp())}"
    return _send(
        report.visit.request.member,
        key,
        f"{_day(report)} 活動の報告を 見てください",
        words,
        "#reports",
        by,
        at,
    )


def write_key(visit: Visit) -> str:
    return f"support.report_please:{visit.public_id}"


def write_please(visit: Visit, by: Actor, at: datetime) -> bool:
    """To the provider: the report of a visit is still to come."""
    day = wareki.day_label(visit.day)
    words = [
        f"{day}の 活動を ありがとうございました。",
        "報告が まだ 届いていません。ページの「報告を 書く」から、1分で 書けます。紙で 出すときは センターへ おくってください。",
    ]  # fmt: skip
    helper = visit.provider
    return helper is not None and _send(
        helper, write_key(visit), f"{day} 活動の報告を 書いてください", words, "#write", by, at
    )


def look_key(report: Report) -> str:
    return f"support.report_look:{report.public_id}"


def look_please(report: Report, by: Actor, at: datetime) -> bool:
    """To the family: somebody waits for their look at the report."""
    words = [
        f"{_day(report)}の 活動の 報告を まだ 見ていただいていません。",
        "時間と 金額を 見て、「まちがいありません」か「ちがいます」を おしてください。",
    ]
    subject = f"{_day(report)} 活動の報告を 見てください"
    return _send(report.visit.request.member, look_key(report), subject, words, "#reports", by, at)


def disputed(report: Report, by: Actor, at: datetime) -> bool:
    """To the provider: the centre will ring up, nobody has to argue."""
    words = [
        f"{_day(report)}の 活動の 報告について、依頼会員から 相談が ありました。",
        "センターが 両方の お話を 聞きます。しばらく お待ちください。ご自分で 直せるときは ページで 直せます。",
    ]
    key = f"support.disputed:{report.public_id}:{int(at.timestamp())}"
    return _send(_helper(report), key, f"{_day(report)} 活動の報告の 相談", words, "#reports", by, at)


def settled(report: Report, by: Actor, at: datetime) -> bool:
    """To both."""
    words = [
        f"{_day(report)}の 活動の 時間と 金額を、センターで 決めました。",
        "ページで 見られます。わからないことは センターに 電話してください。",
    ]
    told = [
        _send(
            one, f"support.settled:{report.public_id}:{one.public_id}:{int(at.timestamp())}",
            f"{_day(report)} 活動の 金額が 決まりました", words, "#reports", by, at,
        )
        for one in (report.visit.request.member, _helper(report))
    ]  # fmt: skip
    return any(told)


def meeting(one: Meeting, by: Actor, at: datetime) -> bool:
    """To both: when. Where and with whom stands on the page."""
    if one.planned_at is None:
        return False
    when = (
        f"{wareki.full_label(clock.day(one.planned_at))} {clock.time_label(clock.jst(one.planned_at).time())}"
    )
    words = [
        "事前打合せの 日時が 決まりました。", when,
        "場所と 打合せ票は ページで 見られます。都合が わるいときは センターに 電話してください。",
    ]  # fmt: skip
    return _both(one, "meeting", "事前打合せの 日時", words, by, at)


def agree(one: Meeting, by: Actor, at: datetime) -> bool:
    """To both: the meeting was held, each says yes to what was agreed."""
    words = [
        "事前打合せを ありがとうございました。",
        "打合せ票を 見て、よければ「これで お願いします」を おしてください。",
    ]
    return _both(one, "agree", "打合せ票を 見てください", words, by, at)


def meeting_off(one: Meeting, by: Actor, at: datetime) -> bool:
    words = [
        "予定していた 事前打合せは とりやめに なりました。",
        "つぎの 日時は センターから お知らせします。",
    ]
    return _both(one, "meeting_off", "事前打合せの とりやめ", words, by, at)


def paid(top_up: TopUp, by: Actor, at: datetime) -> bool:
    month = top_up.month.first
    words = [
        f"{month.year}年{month.month}月の 活動の 市の上乗せを 振りこみました。",
        "金額と 明細は ページで 見られます。いつも ありがとうございます。",
    ]
    key = f"support.paid:{top_up.public_id}:{top_up.paid_on}"
    return _send(top_up.provider, key, "市の上乗せを 振りこみました", words, "#money", by, at)


def _both(one: Meeting, kind: str, subject: str, words: list[str], by: Actor, at: datetime) -> bool:
    told = [
        _send(
            member, f"support.{kind}:{one.public_id}:{member.public_id}:{int(at.timestamp())}", subject, words,
            "#meetings", by, at,
        )
        for member in (one.child.member, one.provider)
    ]  # fmt: skip
    return any(told)


def _helper(report: Report) -> Member:
    helper = report.visit.provider
    if helper is None:
        raise ValueError("a report without a provider")
    return helper


def _day(report: Report) -> str:
    return wareki.day_label(report.visit.day)


def _send(
    member: Member, key: str, subject: str, words: list[str], part: str, by: Actor, at: datetime
) -> bool:
    if not (member.email or member.person_id) or member.state not in OPENS:
        return False
    body = "\n\n".join(
        [f"{member.name} さん", *words, f"{links.ensure(member, at)}{part}", _PRIVATE, member.centre.name, settings.IBASHO_CITY["name"]]
    )  # fmt: skip
    outbox.send(
        to=member.person or member.email, event_key=key, subject=subject, body=body, by=by, at=at, secret=True
    )  # fmt: skip
    return True
