"""One row of an event file → EventRow."""

from __future__ import annotations

from typing import Any

from ibasho.town.places.datasets.cells import Cells, Inside, is_nothing, joined
from ibasho.town.places.datasets.places import read_address
from ibasho.town.places.datasets.rows import EventRow, Severity

_WHEN_LABELS = {
    "starts_on": "開始日",
    "ends_on": "終了日",
    "starts_at": "開始時間",
    "ends_at": "終了時間",
}
_SIGNUP_LABELS = {"signup_until": "申込終了日", "signup_until_at": "申込終了時間"}


def read_event(cells: Cells, inside: Inside | None) -> EventRow | None:
    """None when the row has no event name."""
    title = cells.text("title", 120)
    if not title:
        remedy = "「イベント名」に名前を入れて、もう一度取りこんでください"
        cells.say("title", "no_name", "イベント名がないので、この行は入れません", remedy, Severity.REJECTED)
        return None
    position, outside = cells.position(inside)
    fee_yen, fee_words = cells.fee("fee_yen", "料金")
    capacity, capacity_note = cells.number_and_words("capacity")
    when = _moments(cells, _WHEN_LABELS)
    closes = _moments(cells, _SIGNUP_LABELS)
    event = EventRow(
        title=title,
        external_id=cells.text("external_id", 80),
        municipality_code=cells.municipality_code(),
        prefecture=cells.text("prefecture", 20) or cells.text("address_prefecture", 20),
        municipality=cells.text("municipality", 40),
        kana=cells.text("kana", 200),
        description=cells.text("description", 2000, lines=True),
        pattern_text=cells.text("pattern_text", 100),
        category=cells.text("category", 100),
        audience_note=cells.text("audience_note"),
        **when,
        when_note=joined(cells.text("when_note"), *_unread(cells, _WHEN_LABELS, when))[:400],
        fee_yen=fee_yen,
        fee_note=joined(cells.text("fee_note"), fee_words)[:400],
        venue_name=cells.text("venue_name", 120),
        venue_address=read_address(cells),
        building=cells.text("building", 120),
        position=position,
        access_note=cells.text("access_note"),
        parking_note=cells.text("parking_note", 200),
        organiser_name=cells.text("organiser_name", 160),
        contact_name=cells.text("contact_name", 120),
        phone=cells.text("phone", 40),
        capacity=capacity,
        capacity_note=capacity_note,
        **closes,
        signup_note=joined(cells.text("signup_note"), *_unread(cells, _SIGNUP_LABELS, closes))[:400],
        url=cells.url(),
        childcare_note=cells.text("childcare_note"),
        note=cells.text("note", 1000, lines=True),
        outside_city=outside,
        number=cells.number,
        original=cells.original,
    )
    _check_days(cells, event)
    return event


def _moments(cells: Cells, labels: dict[str, str]) -> dict[str, Any]:
    return {field: cells.moment(field) if field.endswith("_at") else cells.day(field) for field in labels}


def _unread(cells: Cells, labels: dict[str, str], read: dict[str, Any]) -> list[str]:
    """Date and time cells that hold words: the words go to the note. Their problems are already said."""
    texts = {field: cells.raw(field).strip() for field in labels if read[field] is None}
    return [f"{labels[field]}: {text[:60]}" for field, text in texts.items() if text and not is_nothing(text)]


def _check_days(cells: Cells, event: EventRow) -> None:
    if event.starts_on is None and not cells.raw("starts_on").strip():
        cells.say(
            "starts_on",
            "no_day",
            "開始日がありません",
            "「2026-04-01」のように書いてください",
            Severity.WARNING,
        )
    if event.starts_on and event.ends_on and event.ends_on < event.starts_on:
        cells.say(
            "ends_on",
            "days_reversed",
            "終了日が開始日より前です",
            "2つの日付を確かめてください",
            Severity.WARNING,
        )
    one_day = event.ends_on is None or event.ends_on == event.starts_on
    if one_day and event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
        message = "終わりの時刻が、始まりの時刻より前か同じです"
        cells.say("ends_at", "hours_reversed", message, "2つの時刻を確かめてください", Severity.WARNING)
