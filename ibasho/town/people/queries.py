"""Reading people and organisations. Nothing here shows a protected person; `protections` alone does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.town.people import policies, rules
from ibasho.town.people.models import (
    Appointment,
    DataAsk,
    Invitation,
    LetterRun,
    Membership,
    Organisation,
    Person,
    Protection,
    ProtectionCheck,
)
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import CITY_ADMIN

MARK_LETTERS = 32  # hexadecimal, of a run's mark


def _running(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def admins_left(
    day: date, *, without_person: int | None = None, without_organisation: int | None = None
) -> int:
    """How many would still administer the city on `day`. Locks their roles: two can't step down at once."""
    rows = Membership.objects.filter(
        _running(day),
        Q(person__ends_on__isnull=True) | Q(person__ends_on__gte=day),
        role=CITY_ADMIN.code,
        person__is_active=True,
        organisation__is_active=True,
    ).order_by("pk")
    return len(
        {
            row.person_id
            for row in rows.select_for_update(of=("self",))
            if row.person_id != without_person and row.organisation_id != without_organisation
        }
    )


def seconds(day: date, *, without: Collection[int]) -> QuerySet[Person]:
    """Who else could say yes to a role of the city on `day`."""
    return policies.holders(Permission.PEOPLE_CONFIRM, day=day).exclude(pk__in=without)


def appointments_open(at: datetime) -> QuerySet[Appointment]:
    """Roles that wait for a second person; of who is protected nothing is shown."""
    since = at - timedelta(days=rules.INVITATION_DAYS)
    rows = Appointment.objects.filter(confirmed_at=None, dropped_at=None, asked_at__gt=since)
    rows = rows.select_related("person", "organisation", "asked_by").order_by("asked_at", "pk")
    return policies.without_protected(rows, "person", day=clock.day(at))


def administrators(day: date) -> QuerySet[Person]:
    """Who administers the city on `day`: told when something is wrong with the software itself."""
    held = Membership.objects.filter(_running(day), role=CITY_ADMIN.code, organisation__is_active=True)
    open_accounts = Person.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), is_active=True)
    return open_accounts.filter(pk__in=held.values("person")).order_by("pk")


def is_admin(person_id: int, day: date) -> bool:
    return any(m.role == CITY_ADMIN.code for m in policies.current_memberships(person_id, day))


def people_matching(conditions: dict[str, str], *, day: date) -> QuerySet[Person]:
    """Every condition must fit; protected people fit nothing."""
    paths = {
        "name": ("name__icontains", "nickname__icontains"),
        "email": ("email__icontains",),
        "phone": ("phone__contains",),
        "organisation": ("memberships__organisation__name__icontains",),
    }
    rows = policies.without_protected(Person.objects.filter(closed_at=None), "", day=day)
    for name, text in conditions.items():
        either = Q()
        for path in paths[name]:
            either |= Q(**{path: text})
        rows = rows.filter(either)
    return rows.distinct().order_by("name", "pk")


def organisations_matching(*, name: str = "", kind: str = "") -> QuerySet[Organisation]:
    rows = Organisation.objects.order_by("kana", "name", "pk")
    if name:
        rows = rows.filter(Q(name__icontains=name) | Q(kana__icontains=name))
    return rows.filter(kind=kind) if kind else rows


def members(organisation_id: int, *, day: date) -> QuerySet[Membership]:
    """Who holds a role now or later."""
    rows = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), organisation_id=organisation_id, person__is_active=True
    ).select_related("person")
    return policies.without_protected(rows, "person", day=day).order_by("role", "person__name", "pk")


def renewable(turn: rules.Turn, *, day: date) -> QuerySet[Membership]:
    """Roles that end with the 年度, of open accounts and active groups, group by group. Who is protected is looked after on
    their own page."""
    rows = Membership.objects.filter(
        ends_on=turn.ending, person__is_active=True, person__closed_at=None, organisation__is_active=True
    ).select_related("person", "organisation")
    return policies.without_protected(rows, "person", day=day).order_by(
        "organisation__kana", "organisation__name", "organisation", "role", "person__name", "pk"
    )


def without_role(*, day: date) -> QuerySet[Person]:
    """Accounts that still open though every role their person ever held is over. A family's account never held one."""
    running = Membership.objects.filter(_running(day), person=OuterRef("pk"))
    held = Membership.objects.filter(person=OuterRef("pk"))
    rows = Person.objects.filter(Exists(held), ~Exists(running), is_active=True).exclude(ends_on__lt=day)
    return policies.without_protected(rows, "", day=day)


def open_invitations(organisation_id: int, *, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=at
    ).order_by("invited_at")


def memberships_of(person_id: int) -> QuerySet[Membership]:
    """All of one's own roles, past ones too."""
    return (
        Membership.objects.filter(person_id=person_id).select_related("organisation").order_by("-starts_on")
    )


def person_seen(public_id: str, by: Actor, *, day: date) -> Person:
    """The person for the desk's page; raises DoesNotExist where `by` may not learn of them."""
    rows = Person.objects.all()
    if not policies.may(by, Permission.PEOPLE_PROTECT, day=day):
        rows = policies.without_protected(rows, "", day=day)
    return rows.get(public_id=public_id)


def protections(*, day: date) -> QuerySet[Protection]:
    """For holders of PEOPLE_PROTECT only: the running flags."""
    return (
        Protection.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .select_related("person")
        .order_by("-set_at")
    )


def running_flags(*, day: date) -> bool:
    """Whether the city's list has to be looked at on `day`; of whom is not asked."""
    return Protection.objects.filter(_running(day)).exists()


def runs_waiting(at: datetime) -> bool:
    """Whether papers for many were asked for and nobody has confirmed them yet."""
    return LetterRun.objects.filter(confirmed_at=None, asked_at__gte=at - rules.RUN_HOLDS).exists()


def newest_check() -> ProtectionCheck | None:
    """When our flags were last laid beside the city's list, and by whom."""
    return ProtectionCheck.objects.select_related("checked_by").order_by("-checked_at").first()


def letter_key(key: str, ids: Collection[int]) -> str:
    """`key` of the papers with a keyed mark of whom they are for, from which nobody reads back who that is."""
    told = ",".join(str(one) for one in sorted(set(ids)))
    mark = salted_hmac("ibasho.people.letters", f"{key}:{told}", algorithm="sha256").hexdigest()
    return f"{key}:{mark[:MARK_LETTERS]}"


def letter_run(key: str, ids: Collection[int], at: datetime) -> LetterRun | None:
    """The run of these papers, for exactly these people, that still holds: asked for within a day, or confirmed within one."""
    since = at - rules.RUN_HOLDS
    rows = LetterRun.objects.filter(key=letter_key(key, ids)).select_related("asked_by", "confirmed_by")
    rows = rows.filter(Q(confirmed_at__gte=since) | Q(confirmed_at__isnull=True, asked_at__gte=since))
    return rows.order_by("-asked_at").first()


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Roles to say yes to, the city's list to compare."""
    return [*_roles_waiting(by, at), *_asks_waiting(by, at), *_list_waiting(by, at)]


def _roles_waiting(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may(by, Permission.PEOPLE_CONFIRM, day=clock.day(at)):
        return []
    rows = list(appointments_open(at).exclude(asked_by=by.person_id).exclude(person=by.person_id))
    if not rows:
        return []
    oldest = clock.day(rows[0].asked_at)
    return [
        Waiting(
            _("2人目として 役割を 確かめる"), len(rows), "people:desk_appointments", "check", oldest=oldest
        )
    ]


def _asks_waiting(by: Actor, at: datetime) -> list[Waiting]:
    if not policies.may_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at)):
        return []
    asked = list(DataAsk.objects.filter(answered_at=None).values_list("asked_at", flat=True))
    if not asked:
        return []
    oldest = clock.day(min(asked))
    return [
        Waiting(
            _("見せて・直して・消して に こたえる"), len(asked), "people:desk_asks", "question", oldest=oldest
        )
    ]


def _list_waiting(by: Actor, at: datetime) -> list[Waiting]:
    """For who keeps the flags. Where the list is a day old, and somebody is protected or papers for many wait for it. Says of nobody that they are."""
    day = clock.day(at)
    if not policies.may(by, Permission.PEOPLE_PROTECT, day=day):
        return []
    newest = newest_check()
    if rules.list_is_fresh(newest.checked_at if newest else None, at):
        return []
    if not running_flags(day=day) and not runs_waiting(at):
        return []
    oldest = clock.day(newest.checked_at) if newest else None
    return [
        Waiting(
            _("きょうの 名簿と くらべる"),
            1,
            "people:desk_protections",
            "check",
            anchor="check",
            oldest=oldest,
        )
    ]
