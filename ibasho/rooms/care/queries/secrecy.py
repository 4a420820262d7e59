"""What was opened without being theirs, who looks at it, and who read what: never a word of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.models import Matter, Opening
from ibasho.rooms.care.queries import centre, having
from ibasho.rooms.care.rules import secrecy as rules
from ibasho.rooms.care.rules.kinds import SUPERVISORS_MIN, Reviewed
from ibasho.town.outbox import queries as outbox
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import carrying

NOUN = "care.Matter"
_OF_CENTRE = carrying(Permission.CARE_HANDLE)
LEADS_MIN = 2
VERBS = {
    "read": "読んだ", "read_own": "自分の メモを 読んだ", "read_for_place": "居場所が つなぎの 3つを 読んだ",
    "look": "見た", "search": "よび名で さがした", "write": "気づきを 書いた", "tell": "センターに 知らせた",
    "assign": "担当に した", "release": "担当から はずした", "relate": "この家を 知っている人に 入れた",
    "unrelate": "この家を 知っている人から はずした", "refuse": "この家を 知っている人が 開こうとした（見せていません）",
    "break": "緊急の閲覧", "review": "緊急の閲覧を 確かめた", "read_reason": "緊急の閲覧の わけを 読んだ",
    "raise": "確かめていない 緊急の閲覧を 知らせた", "take": "受理した", "put_back": "受理を もどした",
    "check": "会って・聞いて 確かめた", "uncheck": "確認を とりけした", "answer": "返事を した", "close": "おわりに した",
    "reopen": "もう一度 対応した", "link": "おなじ ことに つなげた", "unlink": "つながりを はずした", "say": "ことばを 返した",
    "unsay": "返した ことばを とりけした", "forget": "ことばを 消した", "drop": "古い 行を 消した", "rewrap": "かぎを かえた",
    "remind": "おくれを 知らせた", "ask": "居場所に たのんだ", "ask_again": "もう一度 たのんだ",
    "accept": "居場所が うけた", "decline": "居場所が うけられないと 答えた", "arrive": "居場所に 来た",
    "end": "つなぎを おえた", "revoke": "つなぎを とりやめた", "withdraw": "たのみを とりさげた", "change_first_day": "さいしょの日を かえた",
    "take_back": "とりけした",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the read log. `number`: the matter's public_id, "" where it is of none; `who`: as the centre names them.
    `times`: how often on end, the first of them `since`."""

    at: datetime
    who: str
    deed: str
    number: str
    times: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """One break-glass in the list: `late`: nobody has looked at it in time; `mine`: whoever reads the list opened it."""

    opening: Opening
    who: str
    reviewer: str
    late: bool
    mine: bool
    running: bool


def to_tell(matter: Matter, opener: int, day: date) -> list[int]:
    """Ids of who hears of a break-glass. Raises Conflict where there are not two (rules.secrecy.told)."""
    barred = set(having.related(matter).values_list("person_id", flat=True))
    leads = [one for one in centre.leads(day).values_list("pk", flat=True) if one not in barred]
    of_centre = [one for one in centre.handlers(day).values_list("pk", flat=True) if one not in barred]
    given = set(having.assignees(matter).values_list("person_id", flat=True))
    return rules.told(leads, [one for one in of_centre if one in given], of_centre, opener)


def openings(by: Actor) -> QuerySet[Opening]:
    """All that somebody of the centre may see of them, the newest first."""
    rows = Opening.objects.select_related("matter", "person", "reviewed_by").defer("sealed_reason")
    return rows.filter(having.not_related(by)).order_by("-opened_at", "-pk")


def to_review(by: Actor) -> QuerySet[Opening]:
    """What nobody has looked at and this lead may, the oldest first."""
    return (
        openings(by)
        .filter(reviewed_at__isnull=True)
        .exclude(person_id=by.person_id or 0)
        .order_by("opened_at")
    )


def looks(rows: Sequence[Opening], by: Actor, at: datetime) -> list[Look]:
    today = clock.day(at)
    people = {one.person_id for one in rows} | {one.reviewed_by_id for one in rows if one.reviewed_by_id}
    names = centre.names(people, today)
    return [
        Look(
            one,
            who=names[one.person_id],
            reviewer=names[one.reviewed_by_id] if one.reviewed_by_id else "",
            late=one.reviewed_at is None and rules.is_overdue(clock.day(one.opened_at), today),
            mine=one.person_id == by.person_id,
            running=one.until > at and one.verdict != Reviewed.WRONG.value,
        )
        for one in rows
    ]


def unreviewed(today: date) -> list[Opening]:
    """Whose time to be looked at is over."""
    rows = Opening.objects.filter(reviewed_at__isnull=True).order_by("pk")
    return [one for one in rows if rules.is_overdue(clock.day(one.opened_at), today)]


def reads(
    by: Actor, *, number: str = "", person: Person | None = None, day: date | None = None, jobs: bool = True
) -> QuerySet[Entry]:
    """Entries about matters, the newest first, for a lead (the view has asked). Made-up numbers give none. Without `jobs`: what
    people did alone, which the clock's jobs would drown."""
    hidden = [str(one) for one in having.known_to(by).values_list("matter_id", flat=True)]
    rows = Entry.objects.filter(noun=NOUN).exclude(object_id__in=hidden)
    if not jobs:
        rows = rows.filter(person_id__isnull=False)
    if number:
        known = Matter.objects.filter(public_id=number).values_list("pk", flat=True).first()
        rows = rows.filter(object_id=str(known or 0))
    if person is not None:
        rows = rows.filter(person_id=person.pk)
    if day is not None:
        start, end = clock.day_bounds(day)
        rows = rows.filter(at__gte=start, at__lt=end)
    return rows.order_by("-pk")


def lines(entries: Sequence[Entry], day: date) -> list[Line]:
    """The same deed done on end in one day is one line. Somebody of a place who read their own note is not named: who wrote
    stands with the words."""
    numbers = {
        str(one.pk): one.public_id
        for one in Matter.objects.filter(pk__in=[int(e.object_id) for e in entries if e.object_id.isdigit()])
    }
    people = {one.person_id for one in entries if one.person_id is not None}
    known = centre.names(_ever_of_centre(people), day)
    found = []
    for _same, runs in groupby(entries, key=lambda e: (e.person_id, e.verb, e.object_id, clock.day(e.at))):
        run = list(runs)
        one, number = run[0], numbers.get(run[0].object_id, "")
        found.append(Line(one.at, _who(one, known), _deed(one.verb), number, len(run), run[-1].at))
    return found


def _ever_of_centre(people: set[int]) -> set[int]:
    found = Person.objects.filter(pk__in=people, memberships__role__in=_OF_CENTRE)
    return set(found.values_list("pk", flat=True))


def _who(entry: Entry, known: dict[int, str]) -> str:
    if entry.person_id is None:
        return "（きまった時刻の しごと）"
    return known.get(entry.person_id, "書いた人・居場所の人")


def _deed(verb: str) -> str:
    return VERBS.get(verb.rpartition(".")[2], "そのほか")


def warnings(day: date) -> list[str]:
    """What keeps the emergency door from working today, in words for a lead."""
    leads, people = centre.leads(day).count(), centre.handlers(day).count()
    found = []
    if people <= SUPERVISORS_MIN:
        found.append(
            "センターの 人が 3人 いないので、緊急の閲覧は できません（ほかの 2人に 知らせて 開くためです）。"
            "市の 管理者に、センターの 役割を もう1人に わたして もらってください。"
        )
    if leads < LEADS_MIN:
        found.append(
            "統括支援員が 1人だけなので、その人の 緊急の閲覧を 確かめる人が いません。もう1人 決めてください。"
        )
    return found


def unsent(day: date, at: datetime) -> list[str]:
    """Names of whom of the centre a mail of this room did not reach in the last week: the desk's list of unsent mails does
    not show them, for it would tell others that something came."""
    since = at - timedelta(days=7)
    lost = outbox.kept_from_desk(at).filter(created_at__gte=since, person__in=centre.handlers(day))
    people = lost.values_list("person_id", flat=True).distinct()
    return sorted(centre.names([one for one in people if one], day).values())
