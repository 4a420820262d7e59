"""Roles as code: a name on screen, what it is for, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.town.people.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Role:
    """`second_factor`: no session without TOTP or a passkey. `city`: holds for the whole city,
    otherwise only for things of the organisation in which the role is held."""

    code: str
    name: str
    purpose: str
    permissions: frozenset[P]
    city: bool = False
    second_factor: bool = False


_DESK = frozenset(
    {
        P.DESK_ENTER,
        P.PEOPLE_READ,
        P.PEOPLE_ACT_FOR,
        P.PLACES_EDIT,
        P.PLACES_VERIFY,
        P.SESSIONS_RUN,
        P.REACH_READ,
        P.REACH_VISIT,
        P.MEALS_READ,
        P.MEALS_COUNTER,
        P.OPENHOUSE_READ,
        P.OPENHOUSE_DOOR,
        P.ROSTER_SEE,
        P.VOICES_READ,
        P.VOICES_COLLECT,
        P.VOICES_MODERATE,
        P.CARE_NOTE,
        P.NETWORK_READ,
        P.NETWORK_WRITE,
        P.SURPLUS_READ,
        P.SURPLUS_WRITE,
        P.BULLETIN_READ,
        P.BULLETIN_WRITE,
        P.REPORTS_READ,
    }  # fmt: skip
)

_OPEN = (
    P.OPENHOUSE_READ, P.OPENHOUSE_MANAGE, P.OPENHOUSE_APPROVE, P.OPENHOUSE_DOOR, P.OPENHOUSE_SAFETY, P.OPENHOUSE_ALARM,
)  # fmt: skip
_ROSTER = (P.ROSTER_SEE, P.ROSTER_MANAGE, P.ROSTER_HOURS, P.ROSTER_PAY)
_SUPPORT = (P.SUPPORT_FIGURES, P.SUPPORT_SETTINGS, P.SUPPORT_MONEY)
_VOICES = (P.VOICES_READ, P.VOICES_COLLECT, P.VOICES_MANAGE, P.VOICES_MODERATE)
_MONEY = (P.MEALS_MANAGE, P.MEALS_MONEY, P.PAYOUTS_READ, P.PAYOUTS_PREPARE, P.PAYOUTS_APPROVE)

CITY_ADMIN = Role(
    "city_admin",
    "市 管理者",
    "人と役割、区域、設定を あずかる",
    _DESK
    | {
        P.PEOPLE_MANAGE, P.PEOPLE_CONFIRM, P.PEOPLE_PROTECT, P.ORGANISATIONS_EDIT, P.JOURNAL_READ, P.OUTBOX_MANAGE,
        P.PLACES_APPROVE, P.PLACES_IMPORT, P.PLACES_MODERATE, P.AREAS_MANAGE, P.REACH_PLAN,
        *_MONEY, *_OPEN, *_ROSTER, P.ROSTER_SAFEGUARD, *_SUPPORT, *_VOICES, P.CARE_FIGURES,
        P.NETWORK_MANAGE, P.SURPLUS_MANAGE, P.BULLETIN_MANAGE, P.REPORTS_WRITE, P.REPORTS_PUBLISH,
    },
    city=True,
    second_factor=True,
)  # fmt: skip
CITY_OFFICER = Role(
    "city_officer",
    "市 担当者",
    "居場所を承認し、公開し、名簿を保つ",
    _DESK
    | {
        P.PEOPLE_CONFIRM, P.ORGANISATIONS_EDIT, P.OUTBOX_MANAGE, P.JOURNAL_READ,
        P.PLACES_APPROVE, P.PLACES_IMPORT, P.PLACES_MODERATE, P.REACH_PLAN,
        *_MONEY, *_OPEN, *_ROSTER, *_SUPPORT, *_VOICES, P.CARE_FIGURES,
        P.NETWORK_MANAGE, P.SURPLUS_MANAGE, P.BULLETIN_MANAGE, P.REPORTS_WRITE, P.REPORTS_PUBLISH,
    },
    city=True,
    second_factor=True,
)  # fmt: skip
CITY_CLERK = Role(
    "city_clerk",
    "市 窓口",
    "電話や紙で聞いたことを入力する。公開は担当者がする",
    _DESK,
    city=True,
    second_factor=True,
)
CSW = Role(
    "csw",
    "社協 CSW",
    "団体の立ち上げと つながりを支える",
    frozenset(
        {
            P.DESK_ENTER,
            P.PEOPLE_READ,
            P.PLACES_VERIFY,
            P.REACH_READ,
            P.OPENHOUSE_READ,
            P.ROSTER_SEE,
            P.VOICES_READ,
            P.VOICES_COLLECT,
            P.CARE_NOTE,
            P.NETWORK_READ,
            P.NETWORK_WRITE,
            P.NETWORK_MANAGE,
            P.SURPLUS_READ,
            P.SURPLUS_WRITE,
            P.SURPLUS_MANAGE,
            P.BULLETIN_READ,
            P.REPORTS_READ,
        }
    ),  # fmt: skip
    city=True,
    second_factor=True,
)
SUPPORT_ADVISER = Role(
    "support_adviser",
    "ファミサポ アドバイザー",
    "会員を あずかり、依頼と提供会員を つなぐ。家庭のことは この役割だけが 見る",
    frozenset({P.DESK_ENTER, P.SUPPORT_ADVISE, P.SUPPORT_FIGURES, P.CARE_NOTE}),
    city=True,
    second_factor=True,
)
CENTRE_WORKER = Role(
    "centre_worker",
    "こども家庭センター 職員",
    "こどもや 居場所から とどいた 心配の 知らせを うけとる。この役割だけが 読む",
    frozenset({P.DESK_ENTER, P.CONCERNS_HANDLE, P.CARE_HANDLE}),
    city=True,
    second_factor=True,
)
CENTRE_LEAD = Role(
    "centre_lead",
    "こども家庭センター 統括支援員",
    "センターの 担当を 決め、緊急の閲覧を 確かめ、外へ出る数を きめる",
    frozenset({P.DESK_ENTER, P.CONCERNS_HANDLE, P.CARE_HANDLE, P.CARE_LEAD}),
    city=True,
    second_factor=True,
)
OPERATOR_LEAD = Role(
    "operator_lead",
    "団体・店の代表",
    "自分たちの場所のことを書き、なかまを まねく",
    frozenset(
        {
            P.OPS_ENTER,
            P.PLACES_EDIT,
            P.SESSIONS_RUN,
            P.PEOPLE_MANAGE,
            P.ORGANISATIONS_EDIT,
            P.MEALS_SHOP,
            P.MEALS_TILL,
            P.OPENHOUSE_MANAGE,
            P.OPENHOUSE_APPLY,
            P.OPENHOUSE_APPROVE,
            P.OPENHOUSE_DOOR,
            P.OPENHOUSE_SAFETY,
            *_ROSTER,
            P.ROSTER_SAFEGUARD,
            P.VOICES_COLLECT,
            P.CARE_NOTE,
            P.CARE_WELCOME,
            P.NETWORK_OWN,
            P.SURPLUS_OWN,
            P.SURPLUS_HAND,
            P.BULLETIN_OWN,
            P.REPORTS_OWN,
        }
    ),
)
OPERATOR = Role(
    "operator",
    "団体・店のスタッフ",
    "自分たちの場所のことを書き、受付をする",
    frozenset(
        {
            P.OPS_ENTER,
            P.PLACES_EDIT,
            P.SESSIONS_RUN,
            P.MEALS_TILL,
            P.OPENHOUSE_APPLY,
            P.OPENHOUSE_DOOR,
            P.OPENHOUSE_SAFETY,
            P.ROSTER_SEE,
            P.ROSTER_HOURS,
            P.VOICES_COLLECT,
            P.CARE_NOTE,
            P.CARE_WELCOME,
            P.NETWORK_OWN,
            P.SURPLUS_OWN,
            P.SURPLUS_HAND,
            P.BULLETIN_OWN,
            P.REPORTS_OWN,
        }
    ),  # fmt: skip
)
HELPER = Role(
    "helper",
    "受付の手伝い",
    "その日の受付と人数を入れる",
    frozenset(
        {
            P.OPS_ENTER,
            P.SESSIONS_RUN,
            P.MEALS_TILL,
            P.OPENHOUSE_DOOR,
            P.ROSTER_SEE,
            P.CARE_NOTE,
            P.SURPLUS_HAND,
        }
    ),
)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        CITY_ADMIN,
        CITY_OFFICER,
        CITY_CLERK,
        CSW,
        SUPPORT_ADVISER,
        CENTRE_WORKER,
        CENTRE_LEAD,
        OPERATOR_LEAD,
        OPERATOR,
        HELPER,
    )
}


def carrying(permission: P) -> list[str]:
    """Codes of the roles that carry it."""
    return [role.code for role in ROLES.values() if permission in role.permissions]


CHOICES = [(role.code, role.name) for role in ROLES.values()]
