"""Which picture and tint of `base.ui` stand for what: kinds and what is there. The words stand in the rules."""

from __future__ import annotations

from ibasho.town.places.rules.kinds import PlaceKind

TINTS = {
    PlaceKind.KODOMO_SHOKUDO: "orange",
    PlaceKind.STUDY: "yellow",
    PlaceKind.JIDOKAN: "blue",
    PlaceKind.KOSODATE_SHIEN: "pink",
    PlaceKind.TSUDOI: "pink",
    PlaceKind.LIBRARY: "purple",
    PlaceKind.PLAYGROUND: "lime",
    PlaceKind.PARTNER_SHOP: "cyan",
    PlaceKind.MOBILE: "green",
    PlaceKind.TEMPORARY_CARE: "pink",
    PlaceKind.FREE_SCHOOL: "green",
    PlaceKind.OPEN_SPACE: "blue",
}
OTHER_TINT = "sand"

FEATURES = {
    "meal": "bowl",
    "snack": "candy",
    "wifi": "wifi",
    "charging": "plug",
    "games": "game",
    "tv": "tv",
    "table_tennis": "pingpong",
    "active_play": "ball",
    "dagashi": "candy",
    "board_games": "blocks",
    "books": "book",
    "craft": "hands",
    "music": "voice",
    "study_room": "desk",
    "study_help": "pencil",
    "quiet": "moon",
    "lie_down": "rest",
    "outdoor": "slide",
    "talk": "voice",
    "nursing_room": "bottle",
    "diaper": "diaper",
    "parking": "parking",
    "counsellor": "friends",
    "stroller": "baby",
    "pantry": "carrot",
    "take_out": "bowl",
    "shower": "house",
    "laundry": "house",
    "foreign_language": "globe",
    "food_ribbon": "ribbon",
}
ACCESSIBILITY = {
    "wheelchair": "wheelchair",
    "wheelchair_rental": "wheelchair",
    "accessible_toilet": "toilet",
    "ostomate": "toilet",
    "child_toilet": "toilet",
    "priority_parking": "parking",
    "writing": "pencil",
    "braille_reading": "book",
}
