"""The same people in every test.

葵 (Aoi) is the city's officer, 文 (Fumi) its administrator, 窓 (Mado) the clerk at the counter, 椿 (Tsubaki) the CSW,
恵 (Megumi) the adviser of family support, 澄 (Sumi) works at the こども家庭センター, 巴 (Tomoe) leads it.
花 (Hana) leads みどり食堂, 健 (Ken) leads あおぞら学習室 — a stranger to everything of Hana's.
保 (Tamotsu) is a parent with an account and no role. The child has no account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Membership, Organisation, Person

SINCE = date(2026, 4, 1)
UNTIL = date(2027, 3, 31)


@dataclass(frozen=True)
class Cast:
    city: Organisation
    council: Organisation
    midori: Organisation
    aozora: Organisation
    fumi: Person
    aoi: Person
    mado: Person
    tsubaki: Person
    megumi: Person
    sumi: Person
    tomoe: Person
    hana: Person
    ken: Person
    tamotsu: Person

    @staticmethod
    def by(person: Person) -> Actor:
        return Actor(person_id=person.pk)


ROLE_OF = {
    "fumi": ("city", "city_admin"),
    "aoi": ("city", "city_officer"),
    "mado": ("city", "city_clerk"),
    "tsubaki": ("council", "csw"),
    "megumi": ("council", "support_adviser"),
    "sumi": ("city", "centre_worker"),
    "tomoe": ("city", "centre_lead"),
    "hana": ("midori", "operator_lead"),
    "ken": ("aozora", "operator_lead"),
}
NAMES = {
    "fumi": "文", "aoi": "葵", "mado": "窓", "tsubaki": "椿", "megumi": "恵", "sumi": "澄", "tomoe": "巴",
    "hana": "花", "ken": "健", "tamotsu": "保",
}  # fmt: skip


GROUPS = {
    "city": ("city", "こども希望課"), "council": ("council", "社会福祉協議会"),
    "midori": ("group", "みどり食堂の会"), "aozora": ("group", "あおぞら学習室"),
}  # fmt: skip


def cast() -> Cast:
    """Everyone above, written straight to the tables: the tests of actions start from here. Three statements, for half of
    all tests ask for them."""
    made = Organisation.objects.bulk_create(
        Organisation(kind=kind, name=name) for kind, name in GROUPS.values()
    )
    groups = dict(zip(GROUPS, made, strict=True))
    everybody = [Person(email=f"{key}@example.test", name=name, ends_on=UNTIL) for key, name in NAMES.items()]
    people = dict(zip(NAMES, Person.objects.bulk_create(everybody), strict=True))
    Membership.objects.bulk_create(
        Membership(person=people[key], organisation=groups[group], role=role, starts_on=SINCE, ends_on=UNTIL)
        for key, (group, role) in ROLE_OF.items()
    )
    return Cast(**groups, **people)
