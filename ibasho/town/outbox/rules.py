"""When a message may go, how often it is tried, and what an envelope may say. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid

QUIET_FROM = time(21)
QUIET_UNTIL = time(7)
GIVE_UP_HOURS = 24
PAUSE_MINUTES_MAX = 60
URGENT_MINUTES = 5  # so long a closure waits for LINE or a push service; then it goes by mail
TEXT_DAYS = 30  # then subject and body of a sent message are erased
ROW_DAYS = 365  # then the row goes
GONE_DAYS = 30  # an address that was stopped or blocked: until then 「やっぱり うけとる」 is one tap
UNCONFIRMED_DAYS = 2  # a mail address nobody answered from
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_LINE_USER = re.compile(r"[A-Za-z0-9_-]{5,64}")
_BASE64 = re.compile(r"[A-Za-z0-9_-]{1,200}")
MAIL_LETTERS_MAX = 254
PUSH_BYTES_MAX = 2_000
_EVENT_KEY = re.compile(r"[A-Za-z0-9_.:-]{3,120}")

_PATH = re.compile(r"/(?!/)[!-\[\]-~]{0,199}")  # no backslash: some browsers read it as a second /
LINE_LETTERS_MAX = 1_000
PUSH_LETTERS_MAX = 240
CLOSED = "アカウントが とじています"
PLAIN_SUBJECT = "おしらせが あります"
_KEPT: set[str] = set()


def check_event_key(event_key: str) -> str:
    """`places.place.approved:K7MWT`: codes and ids only, so that the key never says who."""
    if not _EVENT_KEY.fullmatch(event_key):
        raise Invalid(
            "outbox.event_key", f"できごとの名前「{event_key[:40]}」は 英数字と . : - _ だけで 書きます。"
        )
    return event_key


def tidy(channel: str, plain: str) -> str:
    """An address as it is sealed. Of a browser: the JSON of its subscription (`endpoint`, `keys.p256dh`, `keys.auth`),
    nothing else in it. Raises Invalid where it cannot be one; whether a push service is allowed, ports.push decides."""
    told = plain.strip()
    if channel == "mail":
        return _tidy_mail(told)
    return _tidy_line(told) if channel == "line" else _tidy_push(told)


def identity(channel: str, tidied: str) -> str:
    """What makes two addresses the same one: of a browser its endpoint, whatever keys it draws."""
    if channel == "push":
        return str(json.loads(tidied)["endpoint"])
    return tidied.casefold() if channel == "mail" else tidied


def _tidy_mail(plain: str) -> str:
    if len(plain) > MAIL_LETTERS_MAX or not _MAIL.fullmatch(plain):
        raise Invalid(
            "outbox.address", "メールアドレスの 書き方が ちがうようです。もういちど 見なおしてください。"
        )
    return plain


def _tidy_line(plain: str) -> str:
    if not _LINE_USER.fullmatch(plain):
        raise Invalid(
            "outbox.address", "LINEの とどけ先が わかりません。もういちど ともだちに なってください。"
        )
    return plain


def _tidy_push(plain: str) -> str:
    kept = _subscription(plain)
    if not kept:
        raise Invalid(
            "outbox.address",
            "この端末の 通知を うけとれません。ブラウザを 新しくして もういちど ためしてください。",
        )
    return kept


def _subscription(plain: str) -> str:
    """ "Nothing for what is none."""
    if len(plain.encode("utf-8", "replace")) > PUSH_BYTES_MAX:
        return ""
    try:
        told = json.loads(plain)
        endpoint, keys = told["endpoint"], told["keys"]
        parts = [endpoint, keys["p256dh"], keys["auth"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    if not all(isinstance(part, str) for part in parts) or not _are_push_keys(*parts[1:]):
        return ""
    if not re.fullmatch(r"https?://[!-~]{4,1000}", endpoint):
        return ""
    kept = {"endpoint": endpoint, "keys": {"auth": parts[2], "p256dh": parts[1]}}
    return json.dumps(kept, separators=(",", ":"))


def _are_push_keys(p256dh: str, auth: str) -> bool:
    """A point of P-256 (65 bytes) and 16 bytes, base64url (RFC 8291)."""
    lengths = []
    for key in (p256dh.rstrip("="), auth.rstrip("=")):
        if not _BASE64.fullmatch(key):
            return False
        lengths.append(len(key) * 3 // 4)
    return lengths == [65, 16]


def send_after(
    at: datetime, *, urgent: bool = False, quiet_from: time = QUIET_FROM, quiet_until: time = QUIET_UNTIL
) -> datetime:
    """The first moment from `at` on outside the quiet hours [from, until); equal times mean none."""
    now = clock.jst(at)
    if urgent or not _is_quiet(now.time(), quiet_from, quiet_until):
        return now
    wakes = clock.at(now.date(), quiet_until)
    return wakes if wakes > now else clock.at(now.date() + timedelta(days=1), quiet_until)


def _is_quiet(now: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def give_up_at(first: datetime) -> datetime:
    return first + timedelta(hours=GIVE_UP_HOURS)


def urgent_until(give_up: datetime) -> datetime:
    """Until when something urgent waits for the way somebody chose. `give_up`: as `give_up_at` gave it."""
    return give_up - timedelta(hours=GIVE_UP_HOURS) + timedelta(minutes=URGENT_MINUTES)


def next_try(tries: int, at: datetime) -> datetime:
    """1, 2, 4, … minutes, at most an hour."""
    return at + timedelta(minutes=min(2 ** max(tries - 1, 0), PAUSE_MINUTES_MAX))


def envelope(subject: str, body: str, *, hidden: bool, url: str) -> tuple[str, str]:
    """What leaves the house. For a protected person it says nothing but where to look: somebody else
    may read their mail or see it on a locked screen."""
    if not hidden:
        return subject, body
    return PLAIN_SUBJECT, f"おしらせが あります。ログインして 読んでください。\n\n{url}\n"


@dataclass(frozen=True, slots=True)
class Words:
    """What leaves by LINE or to a lock screen."""

    subject: str
    body: str
    url: str

    def text(self, letters_max: int) -> str:
        """One text of at most so many letters; the address stays whole, wherever the words are cut."""
        said = f"{self.subject}\n\n{self.body.strip()}".strip()
        if self.url in said and len(said) <= letters_max:
            return said
        tail = f"\n\n{self.url}"
        return cut(said, letters_max - len(tail)) + tail


def cut(text: str, letters_max: int) -> str:
    return text if len(text) <= letters_max else f"{text[: letters_max - 1].rstrip()}…"


def with_link(body: str, url: str) -> str:
    return body if not url or url in body else f"{body.rstrip()}\n\n{url}\n"


def check_link(link: str) -> str:
    """A path of ours, or nothing: what a notification opens leads nowhere else."""
    if link and not _PATH.fullmatch(link):
        raise Invalid(
            "outbox.link", "ひらくページは このサイトの 中の 場所（/ で はじまる 200文字まで）だけです。"
        )
    return link


def reason_not_to_send(
    *,
    urgent: bool,
    secret: bool,
    wants_mail: bool,
    account_open: bool,
    gone: bool = False,
    answered: bool = True,
) -> str:
    """Empty when it goes; otherwise what the row says. Codes and invitations (`secret`) were asked for; what is urgent goes
    regardless of wishes, but nothing follows somebody whose account is closed, or who stopped (`gone`)."""
    if secret:
        return ""
    if not account_open:
        return CLOSED
    if gone:
        return "とどけ先が もう ありません"
    if not answered:
        return "アドレスを まだ たしかめていません"
    return "" if urgent or wants_mail else "おしらせを うけとらない と えらんでいます"


def keep_from_desk(room: str) -> None:
    """Said by a room in its apps.py: the desk's list of unsent messages shows none whose event key begins with its name, for
    it would tell that something came. The room shows its own people what did not arrive (queries.kept_from_desk)."""
    _KEPT.add(f"{room}.")


def kept_from_desk() -> tuple[str, ...]:
    """What such event keys begin with."""
    return tuple(sorted(_KEPT))
