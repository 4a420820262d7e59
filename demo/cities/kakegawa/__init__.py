"""掛川市 from published sources only: `read_profile()`. No loader, no Django: the command that opens it loads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from demo.chapters.events import TrialDay, trial_day
from demo.sources import read_csv, read_toml
from ibasho.town.places.rules.kinds import PlaceKind

HERE = Path(__file__).parent
KINDS = {kind.label: kind.value for kind in PlaceKind} | {"居場所": PlaceKind.OTHER.value}


@dataclass(frozen=True, slots=True)
class Source:
    """`url` is "" for a document without a public address."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """One row of places.csv. `audience`, `area` (a hint, no district) and `note` are the source's words, or "".

    `paused`: the source says 休止中; since when is in the note, without a year. `restricted` places are never
    advertised as open to all.
    """

    name: str
    kind: str
    kind_words: str
    audience: str
    area: str
    note: str
    source_name: str
    source_url: str
    paused: bool
    restricted: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or sentence of the plan as it stands; `mark` is "" or （検討段階）."""

    label: str
    value: str
    source: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """A file the city loads itself: who publishes it, which one, and where below $IBASHO_SAMPLES it goes.
    `fills`: a kind of まちの資料 (`areas.rules.kinds`), `places` or `candidates`."""

    what: str
    publisher: str
    file: str
    url: str
    put: str
    licence: str
    fills: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    section: str
    unit: str
    partner: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Profile:
    """`bounding_box` is west, south, east, north in degrees."""

    name: str
    kana: str
    code: str
    prefecture: str
    web: str
    bounding_box: tuple[float, float, float, float]
    contact: Contact
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    files: tuple[OfficialFile, ...]
    places: tuple[PublishedPlace, ...]
    trial: TrialDay


def read_profile() -> Profile:
    data = read_toml(HERE / "city.toml")
    return Profile(
        name=data["name"],
        kana=data["kana"],
        code=data["code"],
        prefecture=data["prefecture"],
        web=data["web"],
        bounding_box=tuple(data["bbox"]),
        contact=Contact(**data["contact"]),
        sources=tuple(Source(**row) for row in data["sources"]),
        figures=tuple(Figure(**row) for row in data["figures"]),
        files=tuple(OfficialFile(**row) for row in data["files"]),
        places=read_places(data["web"]),
        trial=trial_day(),
    )


def read_places(web: str) -> tuple[PublishedPlace, ...]:
    """Rows with a public source only; the others are not shown."""
    return tuple(_place(row, web) for row in read_csv(HERE / "places.csv") if row["出典ページ"].strip())


def _place(row: dict[str, str], web: str) -> PublishedPlace:
    name, url = _source(row["出典ページ"].strip(), web)
    kind = KINDS[row["種別"]]
    return PublishedPlace(
        name=row["名称"],
        kind=kind,
        kind_words=row["種別"],
        audience=row["対象"],
        area=row["地区の手がかり"],
        note=row["備考"],
        source_name=name,
        source_url=url,
        paused="休止中" in row["備考"],
        restricted=kind == PlaceKind.RESTRICTED,
    )


def _source(cell: str, web: str) -> tuple[str, str]:
    """ "/path" is a page of the city; otherwise a name, an address, or both."""
    if cell.startswith("/"):
        return "掛川市のページ", web + cell
    address = re.search(r"https?://\S+", cell)
    if address is None:
        return cell, ""
    url = address[0]
    return cell.replace(url, "").strip() or url.split("/")[2], url
