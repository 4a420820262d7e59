"""Ready text for a school's own mail app, in three languages, with the address of that school's own QR."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.rules import telling
from ibasho.rooms.bulletin.rules.handouts import path_for

# Short, and true of every paper: the title and the words themselves are in Japanese only.
ENGLISH = (
    "Places where children can go",
    "Meals, study, play and quiet rooms near your school. Most are free. The page can be read in English.",
)
PORTUGUESE = (
    "Lugares aonde as crianças podem ir",
    "Refeições, estudo, brincadeiras e salas tranquilas perto da escola. Quase tudo é grátis. A página pode ser lida em português.",
)


@dataclass(frozen=True, slots=True)
class Text:
    """`lang`: for the page's own attribute."""

    code: str
    name: str
    lang: str
    words: str


def texts(one: Delivery) -> list[Text]:
    return [
        Text("ja", "日本語", "ja", japanese(one)),
        Text("en", "English", "en", telling.line_text(*ENGLISH, address(one, "en"))),
        Text("pt-br", "Português", "pt-BR", telling.line_text(*PORTUGUESE, address(one, "pt-br"))),
    ]


def japanese(one: Delivery) -> str:
    return telling.line_text(one.handout.title, one.handout.words, address(one))


def address(one: Delivery, language: str = "") -> str:
    """By the school's own code, so that its openings can be counted; without one, the page itself. `language`: the page
    is met in it."""
    page = (
        reverse("bulletin:qr", args=[one.code.code])
        if one.code is not None
        else path_for(one.handout.path, one.school.district)
    )
    if not language:
        return settings.PUBLIC_URL + page
    return f"{settings.PUBLIC_URL}{reverse('ui:language', args=[language])}?{urlencode({'next': page})}"
