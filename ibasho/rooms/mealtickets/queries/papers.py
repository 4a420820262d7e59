"""Cards and the papers of a shop's start kit as PDF. Reads only: what a batch holds is printed from its rows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.rooms.mealtickets.models import Card, Sheet, Shop
from ibasho.rooms.mealtickets.queries import keys
from ibasho.rooms.mealtickets.rules import codes
from ibasho.rooms.mealtickets.rules import paper_words as words

STUBS_A_PAGE = 16
_PICTURES = Path(__file__).parent.parent / "templates" / "mealtickets" / "pdf" / "pictures"
_QUIET = 4  # modules of white around a QR: without them no reader finds it


def cards(sheet: Sheet, of: Iterable[Card]) -> bytes:
    """An A4 sheet for each ten of these cards of a batch. Raises Conflict `keys.secret_changed`."""
    rows = list(of)
    seeds = {key_id: keys.seed_of(key_id) for key_id in {row.key_id for row in rows}}
    data, files = cards_given(sheet, rows, seeds)
    return pdf.render("mealtickets/pdf/cards.typ", data, files=files)


def cards_given(
    sheet: Sheet, rows: Sequence[Card], seeds: dict[int, bytes]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the sheet of cards is made of: data and pictures."""
    wall = sheet.kind == Sheet.Kind.WALL
    steps = words.TICKET_STEPS if wall else words.CARD_STEPS
    name = words.TICKET if wall else words.CARD
    files = {f"qr/{row.position}.svg": qr(_text(sheet, row, seeds)) for row in rows} | _pictures(steps)
    data = {
        "title": name, "day": sheet.made_on.isoformat(), "alt": words.QR_ALT, "name": pieces(name),
        "everyone": pieces(words.EVERYONE), "shop": sheet.shop.place.name if wall and sheet.shop else None,
        "steps": _steps(steps), "until": pieces(words.UNTIL.format(day=_long(sheet.valid_until))),
        "help": pieces(words.HELP.format(help=_short_help())),
        "cards": [{"position": row.position, "typed": codes.shown(row.typed)} for row in rows],
    }  # fmt: skip
    return data, files


def poster(shop: Shop, *, day: date) -> bytes:
    """A4 for the door: the card is taken here. Its QR leads to the shop's public page and nowhere else."""
    data = {
        "title": words.POSTER_TITLE, "day": day.isoformat(), "heading": pieces(words.POSTER_HEADING),
        "usable": pieces(words.POSTER_USABLE), "everyone": pieces(words.POSTER_EVERYONE),
        "steps": _steps(words.CARD_STEPS), "free": pieces(words.POSTER_FREE), "shop": shop.place.name,
        "today": pieces(words.POSTER_TODAY), "alt": words.POSTER_ALT, "who": _who(),
    }  # fmt: skip
    address = settings.PUBLIC_URL + reverse("places:place", args=[shop.place.public_id])
    files = {"page.svg": qr(address)} | _pictures(words.CARD_STEPS)
    return pdf.render("mealtickets/pdf/poster.typ", data, files=files)


def howto(*, day: date) -> bytes:
    """A4 beside the till."""
    named = ("code", "mark", "word", "say", "then")
    data = {
        "title": words.HOWTO_TITLE, "day": day.isoformat(), "minutes": words.HOWTO_MINUTES,
        "first": words.HOWTO_FIRST, "help-word": words.HOWTO_HELP, "help": _help(), "who": _who(),
        "answers": [dict(zip(named, answer, strict=True)) for answer in words.HOWTO_ANSWERS],
        "parts": [{"heading": heading, "lines": lines} for heading, lines in words.HOWTO_PARTS],
    }  # fmt: skip
    return pdf.render("mealtickets/pdf/howto.typ", data)


def stubs(shop: Shop, first: int, last: int, *, day: date) -> bytes:
    """Numbered lines `<shop code>-<number>` for meals while no device works."""
    data = {
        "title": words.STUBS_TITLE, "day": day.isoformat(), "shop": shop.place.name, "a-page": STUBS_A_PAGE,
        "before": words.STUBS_BEFORE, "head": words.STUBS_HEAD, "after": words.STUBS_AFTER, "who": _who(),
        "stubs": [f"{shop.public_id}-{number}" for number in range(first, last + 1)],
    }  # fmt: skip
    return pdf.render("mealtickets/pdf/stubs.typ", data)


def trial(shop: Shop, *, day: date) -> bytes:
    """The card for trying the reader."""
    data = {
        "title": words.TRIAL_TITLE, "day": day.isoformat(), "word": words.TRIAL_WORD, "shop": shop.place.name,
        "steps": words.TRIAL_STEPS, "after": [line.format(help=_help()) for line in words.TRIAL_AFTER],
        "alt": words.TRIAL_ALT,
    }  # fmt: skip
    return pdf.render("mealtickets/pdf/trial.typ", data, files={"trial.svg": qr(words.TRIAL_TEXT)})


def qr(text: str) -> bytes:
    """A QR as SVG, error correction Q: a quarter of it may be gone."""
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()


def _text(sheet: Sheet, card: Card, seeds: dict[int, bytes]) -> str:
    return codes.encode(codes.Code(card.number, card.key_id, sheet.valid_until), seeds[card.key_id])


def _steps(steps: Iterable[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str | None]]]]:
    a_day = settings.MEALS_PER_CARD_A_DAY
    return [(picture, pieces(said.format(n=a_day))) for picture, said in steps]


def _pictures(steps: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    return {f"{name}.svg": (_PICTURES / f"{name}.svg").read_bytes() for name, _ in steps}


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _short_help() -> str:
    """The city's number; its office where no number is known."""
    city = settings.IBASHO_CITY
    return str(city.get("phone") or f"{city['name']} {city['department']}")


def _help() -> str:
    hours = settings.IBASHO_CITY.get("phone_hours")
    return f"{_short_help()}（{hours}）" if hours else _short_help()


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']}　{city.get('phone', '')}".strip()
