"""The register of groups: who there is, when we last heard of them, what ends, and one group on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.models import Contact, ContactPerson, Invitation, Profile, Sheet, StartUp, Todo
from ibasho.rooms.network.queries import papers
from ibasho.rooms.network.rules.papers import QUIET_MONTHS
from ibasho.town.areas import queries as areas
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Place

NOT_LISTED = (Organisation.Kind.CITY,)  # the city's own sections are no groups
CONTACTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text`: of a group's name and what it does, never of people or of what was said: it stands in the address. `keeper`: a public id, or "none". `only`: "ends", "quiet", "todo" or nothing. `ended`: groups that stopped too."""

    text: str = ""
    kind: str = ""
    district: str = ""
    keeper: str = ""
    only: str = ""
    ended: bool = False


@dataclass(slots=True)
class Row:
    """One group in the list. `heard_on`: the last talk or sheet. `open_next`: what is still to be done after a talk."""

    organisation: Organisation
    profile: Profile | None
    district: str
    heard_on: date | None
    quiet: bool
    places: int = 0
    open_next: int = 0
    endings: list[papers.Ending] = field(default_factory=list)

    @property
    def keepers(self) -> str:
        who = [self.profile.city_keeper, self.profile.csw_keeper] if self.profile else []
        return "・".join(str(one) for one in who if one)


def groups() -> QuerySet[Organisation]:
    return Organisation.objects.exclude(kind__in=NOT_LISTED)


def listed(wanted: Wanted, today: date) -> list[Row]:
    """By reading; who has not been heard of for long, what ends and what is open stand in each row."""
    rows = list(_filtered(wanted, today).order_by("kana", "name", "pk"))
    keys = [one.pk for one in rows]
    profiles = {
        one.organisation_id: one
        for one in Profile.objects.filter(organisation__in=keys).select_related("city_keeper", "csw_keeper")
    }
    heard, names = heard_on(keys), district_names(today)
    places = Counter(
        Place.objects.filter(organisation__in=keys)
        .exclude(state=Place.State.ENDED)
        .values_list("organisation_id", flat=True)
    )
    nexts = Counter(open_next().filter(organisation__in=keys).values_list("organisation_id", flat=True))
    ends: dict[int, list[papers.Ending]] = {}
    for one in papers.endings(today, keys):
        ends.setdefault(one.organisation.pk, []).append(one)
    quiet_since = months_before(today, QUIET_MONTHS)
    found = [
        Row(
            one, profiles.get(one.pk), names.get(_district(profiles.get(one.pk)), ""), heard.get(one.pk),
            one.is_active and (heard.get(one.pk) or date.min) < quiet_since, places[one.pk], nexts[one.pk],
            ends.get(one.pk, []),
        )
        for one in rows
    ]  # fmt: skip
    return [one for one in found if _is_asked(one, wanted.only)]


def _district(profile: Profile | None) -> str:
    return profile.district_code if profile else ""


def _is_asked(row: Row, only: str) -> bool:
    asked = {"ends": bool(row.endings), "quiet": row.quiet, "todo": bool(row.open_next)}
    return asked.get(only, True)


def _filtered(wanted: Wanted, today: date) -> QuerySet[Organisation]:
    rows = groups()
    if not wanted.ended:
        rows = rows.filter(is_active=True)
    for word in wanted.text.split():
        does = Profile.objects.filter(organisation=OuterRef("pk"), does__icontains=word)
        rows = rows.filter(Q(name__icontains=word) | Q(kana__icontains=word) | Exists(does))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.district:
        rows = rows.filter(network_profile__district_code=wanted.district)
    return rows.filter(_kept_by(wanted.keeper, today)) if wanted.keeper else rows


def kept_by_nobody(today: date) -> Q:
    """Nobody is named, or whoever was has left: a keeper is somebody who may write in the register."""
    may = list(people.holders(Permission.NETWORK_WRITE, day=today).values_list("pk", flat=True))
    return ~(Q(network_profile__city_keeper__in=may) | Q(network_profile__csw_keeper__in=may))


def _kept_by(keeper: str, today: date) -> Q:
    if keeper == "none":
        return kept_by_nobody(today)
    return Q(network_profile__city_keeper__public_id=keeper) | Q(
        network_profile__csw_keeper__public_id=keeper
    )


def heard_on(keys: Sequence[int] | None = None) -> dict[int, date]:
    """The last day on which somebody of the city or the CSW spoke with a group."""
    found: dict[int, date] = {}
    rows: Iterable[Any] = (Contact.objects, Sheet.objects)
    for row in rows:
        of = row.all() if keys is None else row.filter(organisation__in=keys)
        for key, last in of.values_list("organisation").annotate(last=Max("on")):
            found[key] = max(last, found.get(key, last))
    return found


def months_before(day: date, months: int) -> date:
    """The first of that month: a list of calls needs no more."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def open_next() -> QuerySet[Contact]:
    """What is still to be done after a talk: neither settled nor corrected."""
    return Contact.objects.filter(settled_at__isnull=True, corrected_by__isnull=True).exclude(next_words="")


def district_names(today: date) -> dict[str, str]:
    return {one.code: one.name for one in areas.named_districts(today)}


def keepers(today: date) -> list[Person]:
    """Who may have a group: whoever writes in the register."""
    return list(people.holders(Permission.NETWORK_WRITE, day=today).order_by("name", "pk"))


def find(public_id: str) -> Organisation | None:
    return groups().filter(public_id=public_id).first()


def own(by: Actor, today: date) -> list[Organisation]:
    """Groups for which somebody comes through the groups' door: their own, or the one for which staff type in."""
    if by.acting_for is not None:
        rows = Organisation.objects.filter(pk=by.acting_for)
        return list(rows) if people.may_type_in(by, by.acting_for, day=today) else []
    held = people.current_memberships(by.person_id, today)
    found = {one.organisation for one in held if Permission.NETWORK_OWN in ROLES[one.role].permissions}
    return sorted(found, key=lambda one: (one.kana, one.name, one.pk))


@dataclass(frozen=True, slots=True)
class Talk:
    """A note and the ones it replaced, the newest first."""

    contact: Contact
    before: list[Contact]
    open: bool


def talks(organisation: Organisation, today: date, most: int | None = CONTACTS_SHOWN) -> list[Talk]:
    """What stands, the newest first."""
    rows = list(
        Contact.objects.filter(organisation=organisation)
        .select_related("written_by", "settled_by")
        .order_by("-on", "-written_at", "-pk")
    )
    by_key = {one.pk: one for one in rows}
    replaced = {one.corrects_id for one in rows if one.corrects_id}
    standing = [one for one in rows if one.pk not in replaced]
    return [
        Talk(one, _before(one, by_key), bool(one.next_words) and one.settled_at is None)
        for one in standing[:most]
    ]


def _before(contact: Contact, rows: dict[int, Contact]) -> list[Contact]:
    found: list[Contact] = []
    now: Contact | None = contact
    while now is not None and now.corrects_id is not None:
        now = rows.get(now.corrects_id)
        if now is not None:
            found.append(now)
    return found


@dataclass(frozen=True, slots=True)
class Card:
    """One group on one page. `profile`: an empty one until somebody wrote it."""

    organisation: Organisation
    profile: Profile
    district: str
    people: list[ContactPerson]
    left: list[ContactPerson]
    places: list[Place]
    talks: list[Talk]
    papers: dict[str, list[papers.Line]]
    home_uncovered: bool
    sheets: list[Sheet]
    invitations: list[Invitation]
    todos: list[Todo]
    startups: list[StartUp]


def card(organisation: Organisation, today: date) -> Card:
    profile = (
        Profile.objects.filter(organisation=organisation)
        .select_related("city_keeper", "csw_keeper", "changed_by")
        .first()
    ) or Profile(organisation=organisation)
    known = ContactPerson.objects.filter(organisation=organisation).order_by("-call_first", "name", "pk")
    places = Place.objects.filter(organisation=organisation).exclude(state=Place.State.ENDED)
    todos = Todo.objects.filter(organisation=organisation, done_at__isnull=True, dropped_at__isnull=True)
    return Card(
        organisation=organisation,
        profile=profile,
        district=district_names(today).get(_district(profile), ""),
        people=list(known.filter(left_on__isnull=True)),
        left=list(known.filter(left_on__isnull=False)),
        places=list(places.order_by("kana", "name", "pk")),
        talks=talks(organisation, today),
        papers=papers.lines(organisation, today),
        home_uncovered=organisation.is_active and papers.home_uncovered(organisation.pk, today),
        sheets=list(Sheet.objects.filter(organisation=organisation).order_by("-on", "-pk")),
        invitations=list(
            Invitation.objects.filter(organisation=organisation)
            .select_related("meeting")
            .order_by("-meeting__day", "-meeting__pk")
        ),
        todos=list(todos.order_by("due_on", "pk")),
        startups=list(StartUp.objects.filter(organisation=organisation).order_by("-asked_at")),
    )
