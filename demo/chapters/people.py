"""Organisations and one account or more for each door. Everything here is data; phone and mail cannot be real."""

from __future__ import annotations

from dataclasses import dataclass

from demo.sources import DATA, read_toml

MAIL_DOMAIN = "mihon.example"


@dataclass(frozen=True, slots=True)
class Organisation:
    """`kind`: section 課, council 社協, group 団体, shop 店, farm 農家, company 企業."""

    code: str
    kind: str
    name: str
    kana: str
    about: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Account:
    """`door`: desk, operator, family. `role`: officer, manager, clerk, csw, operator, shop, farm, company,
    parent, provider. Families belong to a 小学校区 and to no organisation."""

    code: str
    door: str
    role: str
    name: str
    kana: str
    does: str
    email: str
    organisation: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class People:
    password: str
    organisations: tuple[Organisation, ...]
    accounts: tuple[Account, ...]


def build() -> People:
    data = read_toml(DATA / "people.toml")
    return People(
        password=data["password"],
        organisations=tuple(
            Organisation(**row, phone=phone(number), email=mail(row["code"]))
            for number, row in enumerate(data["organisation"], start=1)
        ),
        accounts=tuple(Account(**row, email=mail(row["code"])) for row in data["account"]),
    )


def phone(number: int) -> str:
    """A number nobody can call: no exchange in Japan begins with 0, and there is no area 051."""
    return f"051-000-{number:04}"


def mail(name: str) -> str:
    return f"{name}@{MAIL_DOMAIN}"
