"""What groups are written about a 交流会 and about lending. A mail that holds a link is erased once it is on its way.

Each function is part of an action. A group is written to at the addresses of who speaks for it with an account, else at
that of the person to call first, else at its own; a group without any is rung up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.actions import invitation_links
from ibasho.rooms.network.models import ContactPerson, Invitation, Loan, Meeting
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.permissions import Permission

_PRIVATE = "このリンクで だれでも 団体の返事を 書けます。団体の中だけで 使ってください。"
REMINDERS = "network.meeting.remind-"  # so begins the key of every reminder
Letter = Callable[[Invitation, Actor, datetime], bool]


def to_all(letter: Letter, invitations: Iterable[Invitation], by: Actor, at: datetime) -> int:
    """How many groups could be written to."""
    return sum(letter(one, by, at) for one in invitations)


def poll(one: Invitation, by: Actor, at: datetime) -> bool:
    until = one.meeting.poll_until
    words = ["交流会の 日を 決めます。来られる日を おしえてください。", one.meeting.title]
    if until:
        words.append(f"しめきり：{wareki.day_label(until)}")
    return _send(
        one,
        f"poll-{_asked(one.meeting)}",
        f"日程の 返事を おねがいします（{one.meeting.title}）",
        words,
        by,
        at,
    )


def invite(one: Invitation, by: Actor, at: datetime) -> bool:
    words = [
        "交流会の ご案内です。",
        told(one.meeting),
        "来られるかどうかを、つぎの ページで おしえてください。",
    ]
    if one.meeting.answer_until:
        words.append(f"しめきり：{wareki.day_label(one.meeting.answer_until)}")
    return _send(one, "invite", f"交流会の ご案内（{one.meeting.title}）", words, by, at)


def changed(one: Invitation, by: Actor, at: datetime) -> bool:
    words = [
        "交流会の 日時や 会場が かわりました。",
        told(one.meeting),
        "来られなくなったときは、返事を 直してください。",
    ]
    key = f"changed-{int(at.timestamp())}"
    return _send(one, key, f"日時・会場が かわりました（{one.meeting.title}）", words, by, at)


def cancelled(one: Invitation, by: Actor, at: datetime) -> bool:
    """Again, where it was taken back in between."""
    words = ["つぎの 交流会は、とりやめに なりました。", told(one.meeting), "また ご案内します。"]
    key = f"cancel-{int(at.timestamp())}"
    return _send(one, key, f"とりやめの おしらせ（{one.meeting.title}）", words, by, at, link=False)


def restored(one: Invitation, by: Actor, at: datetime) -> bool:
    words = ["とりやめの おしらせは まちがいでした。つぎの 交流会は ひらきます。", told(one.meeting)]
    key = f"restored-{int(at.timestamp())}"
    return _send(one, key, f"とりやめは まちがいでした（{one.meeting.title}）", words, by, at)


def remind(one: Invitation, by: Actor, at: datetime) -> bool:
    words = ["もうすぐ 返事の しめきりです。行けない ときも、ひとこと おしえてください。", told(one.meeting)]
    polling = one.meeting.state == MeetingState.POLLING
    key = f"remind-poll-{_asked(one.meeting)}" if polling else "remind-invited"
    return _send(one, key, f"返事を まっています（{one.meeting.title}）", words, by, at)


def minutes(one: Invitation, by: Actor, at: datetime) -> bool:
    """Again, once they were corrected."""
    words = ["交流会の まとめが できました。決まったことと やることも 見られます。", told(one.meeting)]
    key = f"minutes-{int(at.timestamp())}"
    return _send(one, key, f"交流会の まとめ（{one.meeting.title}）", words, by, at)


def link(one: Invitation, by: Actor, at: datetime) -> bool:
    words = ["交流会の ページの アドレスです。前の リンクは 使えなくなりました。", told(one.meeting)]
    return _send(one, f"link-{int(at.timestamp())}", "交流会の ページの アドレス", words, by, at)


def told(meeting: Meeting) -> str:
    """Name, day, hours and room in a few lines."""
    lines = [meeting.title]
    if meeting.day is None:
        lines.append(meeting.month_words)
    elif meeting.starts is None:
        lines.append(wareki.full_label(meeting.day))
    else:
        ends = clock.time_label(meeting.ends) if meeting.ends else ""
        lines.append(f"{wareki.full_label(meeting.day)} {clock.time_label(meeting.starts)}～{ends}")
    lines.append(meeting.venue or (meeting.place.name if meeting.place else ""))
    return "\n".join(line for line in lines if line)


def lending(
    loan: Loan, to: Organisation, key: str, subject: str, sentence: str, by: Actor, at: datetime
) -> bool:
    """To the lender or the borrower; what and when, and the page that answers."""
    days = f"{wareki.day_label(loan.starts_on)}～{wareki.day_label(loan.ends_on)}"
    page = f"{settings.PUBLIC_URL}{reverse('network:ops_lending')}"
    words = [to.name, sentence, f"{loan.item.name}　{loan.count}\n{days}", page, _city()]
    whom = addresses(to, at)
    for one in whom:
        outbox.send(
            to=one, event_key=f"network.loan.{key}:{loan.public_id}", subject=subject, body="\n\n".join(words), by=by, at=at,
        )  # fmt: skip
    return bool(whom)


def addresses(group: Organisation, at: datetime) -> list[Person | str]:
    speak = people.holders(Permission.NETWORK_OWN, day=clock.day(at), organisation_id=group.pk)
    found: list[Person | str] = [one for one in speak if one.email]
    if found:
        return found
    first = (
        ContactPerson.objects.filter(organisation=group, call_first=True, left_on=None)
        .exclude(email="")
        .first()
    )
    mail = first.email if first else group.email
    return [mail] if mail else []


def _send(
    one: Invitation, key: str, subject: str, words: list[str], by: Actor, at: datetime, *, link: bool = True
) -> bool:
    whom = addresses(one.organisation, at)
    if not whom:
        return False
    page = [invitation_links.ensure(one, at), _PRIVATE] if link else []
    body = "\n\n".join([f"{one.organisation.name} 様", *words, *page, _city()])
    for to in whom:
        outbox.send(
            to=to,
            event_key=f"network.meeting.{key}:{one.public_id}",
            subject=subject,
            body=body,
            by=by,
            at=at,
            secret=link,
        )
    return True


def _asked(meeting: Meeting) -> str:
    """Which days were asked about and until when: with another day, or more time, it is another question."""
    days = sorted(meeting.days.values_list("pk", flat=True))
    return hashlib.sha256(f"{days}{meeting.poll_until}".encode()).hexdigest()[:16]


def _city() -> str:
    return str(settings.IBASHO_CITY["name"])
