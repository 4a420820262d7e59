"""Decisions about accounts and roles. Pure: no clock, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import nendo
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.people.roles import (
    CENTRE_LEAD,
    CENTRE_WORKER,
    CITY_ADMIN,
    CITY_CLERK,
    CITY_OFFICER,
    CSW,
    HELPER,
    OPERATOR,
    OPERATOR_LEAD,
    ROLES,
    SUPPORT_ADVISER,
)

INVITATION_DAYS = 14
FORGET_AFTER_DAYS = 365  # after an account closed or ended: long enough to ask back, not longer
INVITATION_KEPT_DAYS = PROTECTION_KEPT_DAYS = LETTERS_KEPT_DAYS = APPOINTMENTS_KEPT_DAYS = 365
ASK_KEPT_DAYS = 365  # after the answer
LIST_FRESH = timedelta(hours=24)  # how long the city's list of 支援措置 counts as laid beside ours
FILE_PEOPLE_MAX = 100  # more people in one file: their leak would have to be reported (個情法 68条), so two people take it out
RUN_HOLDS = timedelta(hours=24)  # how long a second person's look at a run of papers holds
MEMBERSHIP_KEPT_DAYS = 5 * 365
ROWS_PER_PAGE = 20  # a search never becomes a list of everybody
TURN_MONTH_LAST = 9  # until September a forgotten renewal is made up for; then the next April comes into view
TYPING_CHANNELS = (Via.PHONE, Via.COUNTER, Via.PAPER, Via.FAX)

_MAY_INVITE = {  # role held → roles one may invite to; a city role anywhere, others in their own organisation
    CITY_ADMIN.code: frozenset(ROLES),
    OPERATOR_LEAD.code: frozenset({OPERATOR.code, HELPER.code}),
}
_CITY_ROLES = frozenset({CITY_ADMIN.code, CITY_OFFICER.code, CITY_CLERK.code})
_KINDS_OF = {
    **dict.fromkeys(_CITY_ROLES, ("city",)),
    CSW.code: ("council",),
    CENTRE_WORKER.code: ("city",),
    CENTRE_LEAD.code: ("city",),
    SUPPORT_ADVISER.code: ("city", "council", "group", "facility"),  # often commissioned
}


def account_end(day: date) -> date:
    """The last day of an account made on `day`: the next 31 March, `day` itself included."""
    return nendo.last_day(nendo.nendo(day))


def latest_end(day: date) -> date:
    """Nobody is given more than the 年度 after the running one."""
    return nendo.last_day(nendo.nendo(day) + 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of 年度: roles that run until `ending` (a 31 March) are renewed until `until`, the one after."""

    ending: date
    until: date


def turn_of(nendo_of: int) -> Turn:
    """The change to the 年度 `nendo_of`."""
    return Turn(nendo.last_day(nendo_of - 1), nendo.last_day(nendo_of))


def next_turn(day: date) -> Turn:
    """From October the coming change; before that the one of this April, for whoever was forgotten."""
    running = nendo.nendo(day)
    return turn_of(running if 4 <= day.month <= TURN_MONTH_LAST else running + 1)


def check_renewal(ends_on: date | None, turn: Turn) -> None:
    if ends_on != turn.ending:
        raise _changed_meanwhile()


def check_all_there(found: int, chosen: int) -> None:
    """Raises Invalid for nothing chosen, Conflict where one of those chosen no longer ends with the 年度."""
    if not chosen:
        raise Invalid(
            "people.renewal_empty", "だれも えらばれていません。のばす人に しるしを つけてください。"
        )
    if found != chosen:
        raise _changed_meanwhile()


def _changed_meanwhile() -> Conflict:
    return Conflict(
        "people.renewal_over",
        "ほかの人が 先に かえた 役割が あります。一覧を 開きなおして、もう一度 えらんでください。",
    )


def invitation_end(at: datetime) -> datetime:
    return at + timedelta(days=INVITATION_DAYS)


def token_hash(token: str) -> str:
    """What is kept of a link. The token has 256 random bits, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def may_invite(held: Iterable[tuple[str, int]], role: str, organisation_id: int) -> bool:
    """`held`: (role code, organisation id) of every role the inviting person holds today."""
    return any(
        role in _MAY_INVITE.get(code, ()) and (ROLES[code].city or own == organisation_id)
        for code, own in held
    )


def roles_to_offer(held: Iterable[tuple[str, int]], organisation_id: int, kind: str) -> tuple[str, ...]:
    """The roles this person may invite somebody to in this organisation, in the house's order."""
    roles = tuple(held)
    return tuple(role for role in ROLES if may_invite(roles, role, organisation_id) and role_fits(role, kind))


def role_fits(role: str, kind: str) -> bool:
    """City roles live in a section of the city, the CSW in the council, the adviser of family support with whoever runs
    the centre; operators anywhere."""
    return kind in _KINDS_OF.get(role, (kind,))


def check_role(role: str, kind: str) -> None:
    if role not in ROLES:
        raise Invalid("people.role_unknown", "この役割は ありません。一覧から えらんでください。")
    if not role_fits(role, kind):
        raise Invalid(
            "people.role_misfit",
            f"「{ROLES[role].name}」は この種類の団体では 使えません。団体か 役割を えらび直してください。",
            fields={"role": "この団体では 使えない役割です。"},
        )


def check_not_oneself(role: str, person_id: int, giver_id: int | None) -> None:
    """Who hands out roles does not take the one that reads what children in danger wrote: it takes a second person."""
    if role in (CENTRE_WORKER.code, CENTRE_LEAD.code) and person_id == giver_id:
        raise NotAllowed(
            "people.not_oneself",
            f"「{ROLES[role].name}」は 自分には わたせません。ほかの 管理者に たのんでください。",
        )


def takes_two(role: str) -> bool:
    """Whether a role begins only with a second person's word: what holds for the whole city does."""
    return ROLES[role].city


def appointment_open(asked_at: datetime, at: datetime) -> bool:
    """Whether what was asked for may still be confirmed: as long as an invitation holds."""
    return at < invitation_end(asked_at)


def check_appointment(*, is_open: bool, asker_may: bool) -> None:
    """`asker_may`: whether who asked may (still) give roles."""
    if not is_open:
        raise Conflict(
            "people.appointment_closed", "この申し出は もう終わっています。一覧を 開きなおしてください。"
        )
    if not asker_may:
        raise Conflict(
            "people.appointment_asker_gone",
            "たのんだ人は もう 管理者では ありません。とりやめて、いまの 管理者に あらためて たのんでください。",
        )


def check_third(asked_by: int, person_id: int, second: int) -> None:
    """Neither who asked nor who would get the role says yes to it."""
    check_second(asked_by, second)
    if second == person_id:
        raise NotAllowed(
            "people.not_oneself",
            "自分の 役割は 自分では 確かめられません。ほかの 担当者に たのんでください。",
        )


def check_end(ends_on: date, day: date) -> date:
    """An end date somebody chose: not before today, not after the coming 年度."""
    if not day <= ends_on <= latest_end(day):
        raise Invalid(
            "people.end_out_of_range",
            f"終わりの日は きょうから {_day_label(latest_end(day))} までの日に してください。",
            fields={"ends_on": "この日は えらべません。"},
        )
    return ends_on


def _day_label(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def check_channel(via: Via) -> Via:
    if via not in TYPING_CHANNELS:
        raise Invalid("people.channel_unknown", "電話・窓口・紙・FAX の どれで 聞いたかを えらんでください。")
    return via


def check_admin_remains(others: int) -> None:
    """`others`: administrators left after the change. A city that locks itself out can't mend it."""
    if others < 1:
        raise Conflict(
            "people.last_admin",
            "最後の管理者なので、やめられません。先に ほかの人を 管理者に してから、もう一度 ためしてください。",
        )


def search_conditions(**given: str) -> dict[str, str]:
    """The conditions that say something; none at all is refused: nobody leafs through everybody."""
    found = {name: text.strip() for name, text in given.items() if _says_something(text.strip())}
    if not found:
        raise Invalid(
            "people.search_empty",
            "名前・メール・電話・団体の どれかを 2文字以上（漢字は 1文字から）入れて さがしてください。",
        )
    return found


def _says_something(text: str) -> bool:
    """Two letters, or one kanji: 林 and 森 are whole names."""
    return len(text) > 1 or "\u4e00" <= text <= "\u9fff"


def list_is_fresh(checked_at: datetime | None, at: datetime) -> bool:
    """`checked_at`: when somebody last laid our flags beside the city's list of 支援措置."""
    return checked_at is not None and at - checked_at <= LIST_FRESH


def check_list(checked_at: datetime | None, at: datetime) -> None:
    if not list_is_fresh(checked_at, at):
        raise Conflict(
            "people.list_old",
            "支援措置の 名簿との つき合わせが 24時間より 古いので、まだ 作れません。管理者に「保護」のページで"
            " つき合わせを してもらってから、もう一度 ひらいてください。",
        )


def run_holds(confirmed_at: datetime | None, at: datetime) -> bool:
    """Whether a second person's look still holds."""
    return confirmed_at is not None and at - confirmed_at <= RUN_HOLDS


def check_second(asked_by: int, person_id: int) -> None:
    if asked_by == person_id:
        raise NotAllowed(
            "people.second_person",
            "たのんだ人は 自分で 確かめられません。もう1人の 担当者に このページを ひらいてもらってください。",
        )
