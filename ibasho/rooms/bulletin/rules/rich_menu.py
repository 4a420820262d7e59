"""The six areas at the foot of the talk. Pure: names of pages, words our own channel understands."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 2500, 1686  # pixels of LINE's large menu; each area a third wide and half high


@dataclass(frozen=True, slots=True)
class Area:
    """`page`: where the city's own tool leads to, by name of its address. `says`: what is typed for our own channel."""

    label: str
    about: str
    icon: str
    page: str
    says: str
    args: tuple[str, ...] = ()


AREAS = (
    Area("いま あいてる", "きょう 行けるところ", "clock", "places:today", "いま"),
    Area("ちかく", "地図で さがす", "pin", "places:map", "ちかく"),
    Area("カレンダー", "今週・今月の よてい", "calendar", "places:calendar", "校区"),
    Area("おしらせ", "ほしいものだけ うけとる", "bell", "bulletin:subscribe", "おしらせ"),
    Area("そうだん", "電話で 話せるところ", "heart", "ui:help", "そうだん"),
    Area(
        "ことば",
        "やさしい日本語・English・Português",
        "globe",
        "ui:language",
        "やさしい日本語",
        ("ja-simple",),
    ),
)
