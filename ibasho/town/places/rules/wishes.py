"""What a child wants today, in a child's words; each finds what carries one of its features or is of one of its kinds."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.town.places.rules.kinds import PlaceKind


@dataclass(frozen=True, slots=True)
class Wish:
    """`picture` and `tint` as in `base.ui`."""

    code: str
    label: str
    picture: str
    tint: str
    features: frozenset[str]
    kinds: frozenset[PlaceKind] = frozenset()


WISHES = (
    Wish(
        "food",
        "ごはん",
        "bowl",
        "orange",
        frozenset({"meal"}),
        frozenset({PlaceKind.KODOMO_SHOKUDO, PlaceKind.PARTNER_SHOP}),
    ),
    Wish(
        "study",
        "べんきょう",
        "pencil",
        "yellow",
        frozenset({"study_room", "study_help"}),
        frozenset({PlaceKind.STUDY, PlaceKind.LIBRARY}),
    ),
    Wish(
        "play",
        "あそぶ",
        "ball",
        "blue",
        frozenset({"games", "table_tennis", "active_play", "board_games", "outdoor"}),
        frozenset({PlaceKind.JIDOKAN, PlaceKind.PLAYGROUND}),
    ),
    Wish(
        "quiet", "しずか", "moon", "purple", frozenset({"quiet", "lie_down"}), frozenset({PlaceKind.LIBRARY})
    ),
    Wish("wifi", "Wi-Fi", "wifi", "cyan", frozenset({"wifi"})),
    Wish(
        "small",
        "あかちゃんと",
        "baby",
        "pink",
        frozenset({"nursing_room", "diaper"}),
        frozenset({PlaceKind.KOSODATE_SHIEN, PlaceKind.TSUDOI}),
    ),
)
BY_CODE = {wish.code: wish for wish in WISHES}
