"""Organisations and one account or more for each door. Everything here is data; phone and mail cannot be real."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from demo.sources import DATA, read_toml

MAIL_DOMAIN = "mihon.example"


@dataclass(frozen=True, slots=True)
class Organisation:
    """`kind`: city 課, council 社協, group 団体, shop 店, farm 農家, company 企業 (town.people's codes)."""

    code: str
    kind: str
    name: str
    kana: str
    about: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Account:
    """`door`: desk, operator, family. `role`: a code of town.people.roles held in `organisation`.
    Families have neither, but a 小学校区."""

    code: str
    door: str
    name: str
    kana: str
    does: str
    email: str
    role: str = ""
    organisation: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class People:
    password: str
    organisations: tuple[Organisation, ...]
    accounts: tuple[Account, ...]


def build() -> People:
    return read(DATA / "organisations.toml", DATA / "accounts.toml")


def read(organisations_file: Path, accounts_file: Path) -> People:
    """Organisations and accounts written by hand; phones are numbered, mail addresses made from the codes."""
    organisations, accounts = read_toml(organisations_file), read_toml(accounts_file)
    return People(
        password=accounts["password"],
        organisations=tuple(
            Organisation(**row, phone=phone(number), email=mail(row["code"]))
            for number, row in enumerate(organisations["organisation"], start=1)
        ),
        accounts=tuple(Account(**row, email=mail(row["code"])) for row in accounts["account"]),
    )


def phone(number: int) -> str:
    """A number nobody can call: no exchange in Japan begins with 0, and there is no area 051."""
    return f"051-000-{number:04}"


def mail(name: str) -> str:
    return f"{name}@{MAIL_DOMAIN}"
