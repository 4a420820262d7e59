"""What a published row says, in neutral form. Field names follow the tables of this room.

A text that is not there is "", a fact that is not known is None. `original` keeps every cell of the
source row as it stood, so that nothing of a file is lost between coming in and going out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from ibasho.base.kernel.geo import Position
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening_text import OpeningText


class Dataset(StrEnum):
    """The published shapes we read and write. `stem` names our files as BODIK names theirs."""

    CHILDCARE = "childcare"
    FACILITY = "facility"
    EVENT = "event"
    KODOMO_SHOKUDO = "kodomo_shokudo"

    @property
    def label(self) -> str:
        return _DATASETS[self][0]

    @property
    def stem(self) -> str:
        return _DATASETS[self][1]


_DATASETS = {
    Dataset.CHILDCARE: ("子育て施設一覧", "preschool"),
    Dataset.FACILITY: ("公共施設一覧", "public_facility"),
    Dataset.EVENT: ("イベント一覧", "event"),
    Dataset.KODOMO_SHOKUDO: ("こども食堂", "kodomo_shokudo"),
}


class Generation(StrEnum):
    OLD = "old"  # 推奨データセット
    NEW = "new"  # 自治体標準オープンデータセット

    @property
    def label(self) -> str:
        return {"old": "推奨データセット", "new": "自治体標準オープンデータセット"}[self.value]


class Severity(StrEnum):
    REJECTED = "rejected"  # the row cannot be a place at all
    WARNING = "warning"  # kept, but somebody should look
    MENDED = "mended"  # kept and put right by us
    INFO = "info"  # good to know

    @property
    def label(self) -> str:
        return {"rejected": "入れない", "warning": "確かめて", "mended": "直した", "info": "知らせ"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` is the line in the file as a spreadsheet counts; None speaks of the whole file."""

    row: int | None
    column: str
    value: str
    message: str
    remedy: str
    severity: Severity
    code: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
            "severity": self.severity.value,
            "code": self.code,
        }

    def line(self) -> str:
        """「12行目「緯度」＝「138.01」: 緯度と経度が…。もとのファイルの…」"""
        where = f"{self.row}行目" if self.row else "ファイル全体"
        column = f"「{self.column}」" if self.column else ""
        value = f"＝「{self.value[:60]}」" if self.value else ""
        remedy = f"{self.remedy}。" if self.remedy else ""
        return f"[{self.severity.label}] {where}{column}{value}: {self.message}。{remedy}"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a file. `key` is stable from import to import within dataset and municipality (≤ 80
    characters): the published id where it is there and unique, else a mark made of name and address."""

    dataset: Dataset
    name: str
    kind: PlaceKind
    key: str = ""
    external_id: str = ""
    municipality_code: str = ""
    prefecture: str = ""
    municipality: str = ""
    kana: str = ""
    kind_text: str = ""
    poi_code: str = ""
    description: str = ""
    support_text: str = ""
    postal_code: str = ""
    address: str = ""
    building: str = ""
    machiaza_id: str = ""
    position: Position | None = None
    access_note: str = ""
    parking_note: str = ""
    phone: str = ""
    contact_email: str = ""
    url: str = ""
    organisation_name: str = ""
    corporate_number: str = ""
    audience_note: str = ""
    age_text: str = ""
    fee_infant_yen: int | None = None
    fee_elementary_yen: int | None = None
    fee_junior_yen: int | None = None
    fee_high_yen: int | None = None
    fee_adult_yen: int | None = None
    fee_note: str = ""
    booking: str = ""  # "", "none", "recommended", "needed"
    booking_method: str = ""
    booking_note: str = ""
    capacity: int | None = None
    capacity_note: str = ""
    features: tuple[str, ...] = ()
    temporary_care: bool | None = None
    barrier_free_note: str = ""
    district_text: str = ""
    network_text: str = ""
    note: str = ""
    opening: OpeningText = field(default_factory=OpeningText)
    outside_city: bool | None = field(default=None, compare=False)
    position_doubtful: bool = field(default=False, compare=False)
    number: int = field(default=0, compare=False)
    original: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def lat(self) -> float | None:
        return self.position.lat if self.position else None

    @property
    def lng(self) -> float | None:
        return self.position.lng if self.position else None

    @property
    def address_hidden(self) -> bool:
        """The publisher says that the address is not to be published."""
        return any("非公開" in text or "未公開" in text for text in (self.address, self.building, self.note))

    @property
    def says_suspended(self) -> bool:
        """The remarks say the place is 休止中; somebody must look before a child is sent there."""
        words = (self.note, self.opening.note, self.opening.days, self.description, self.name)
        return any("休止" in text or "閉所" in text for text in words)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of a file; `key` as in PlaceRow."""

    title: str
    key: str = ""
    external_id: str = ""
    municipality_code: str = ""
    prefecture: str = ""
    municipality: str = ""
    kana: str = ""
    description: str = ""
    pattern_text: str = ""
    category: str = ""
    audience_note: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    when_note: str = ""
    fee_yen: int | None = None
    fee_note: str = ""
    venue_name: str = ""
    venue_address: str = ""
    building: str = ""
    position: Position | None = None
    access_note: str = ""
    parking_note: str = ""
    organiser_name: str = ""
    contact_name: str = ""
    phone: str = ""
    capacity: int | None = None
    capacity_note: str = ""
    signup_until: date | None = None
    signup_until_at: time | None = None
    signup_note: str = ""
    url: str = ""
    childcare_note: str = ""
    note: str = ""
    dataset: Dataset = Dataset.EVENT
    outside_city: bool | None = field(default=None, compare=False)
    number: int = field(default=0, compare=False)
    original: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def lat(self) -> float | None:
        return self.position.lat if self.position else None

    @property
    def lng(self) -> float | None:
        return self.position.lng if self.position else None
