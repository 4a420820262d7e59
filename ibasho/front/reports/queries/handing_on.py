"""What would go from a space to a new place, before anybody presses the button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.rules.kinds import Piece
from ibasho.rooms.openhouse.models import Face, Space
from ibasho.rooms.openhouse.queries import copying
from ibasho.rooms.roster.models import Pattern
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Preview:
    """One piece: what it holds in words, and what is said where it holds nothing."""

    piece: Piece
    lines: tuple[str, ...]
    empty: str
    undo: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper of the new place and where it is printed."""

    label: str
    href: str


def sources() -> list[Space]:
    return list(copying.worth_copying())


def targets() -> QuerySet[Place]:
    """Places that may take something over: not ended, drafts too."""
    rows = Place.objects.exclude(state__in=(Place.State.ENDED, Place.State.REFUSED))
    return rows.select_related("organisation").order_by("name", "pk")


def startup_of(place: Place) -> StartUp | None:
    return StartUp.objects.filter(place=place).first()


def previews(space: Space, pieces: list[Piece], today: date) -> list[Preview]:
    made = {
        Piece.RULES: _rules(space, today),
        Piece.ROSTER: [_weekly(one) for one in Pattern.objects.filter(roster__place=space.place_id)],
        Piece.KIT: [f"{one.name}（{one.count}）" for one in copying.kit_of(space)],
        Piece.POSTERS: ["もしものときの シート", "部屋の 1週間の ページ"],
    }
    empty, undo = "もとの 居場所に まだ ありません。わたされません。", {
        Piece.RULES: "下書きに なります。「部屋と きまり」で すてられます。",
        Piece.ROSTER: "名簿は 切れたままです。「見守りの名簿」の 枠で 消せます。",
        Piece.KIT: "「貸す物」で 数を 0に すると 消えます。",
        Piece.POSTERS: "新しい 居場所の 名前で 印刷できます。うつすものは ありません。",
    }  # fmt: skip
    return [Preview(one, tuple(made[one]), empty, undo[one]) for one in pieces]


def papers(place: Place) -> list[Printed]:
    """What hangs on the wall of the new place, under its own name."""
    found = [
        Printed(
            "もしものときの シート（PDF）", reverse("openhouse:desk_sheet_paper", args=[place.public_id])
        ),
        Printed("こえの ポスター（PDF）", reverse("voices:desk_door_poster", args=[place.public_id])),
    ]
    rooms = Space.objects.filter(place=place, is_active=True).order_by("order", "pk")
    return found + [
        Printed(f"{one.name} 1週間の ページ", reverse("openhouse:space", args=[one.public_id]))
        for one in rooms
    ]


def _rules(space: Space, today: date) -> list[str]:
    week = copying.week_of(space, today)
    return [_face(one) for one in week.faces.all()] if week else []


def _face(one: Face) -> str:
    return f"{'月火水木金土日'[one.weekday]} {one.starts:%H:%M}〜{one.ends:%H:%M} {one.name}（おとな {one.adults_min}人）"


def _weekly(one: Pattern) -> str:
    return f"{'月火水木金土日'[one.weekday]} {one.starts:%H:%M}〜{one.ends:%H:%M} {one.wanted}人"
