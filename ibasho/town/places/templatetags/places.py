"""`{% load places %}`: the words and pictures of kinds, of what is there, of ages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.languages import amounts
from ibasho.town.places.rules import pictures
from ibasho.town.places.rules.features import ACCESSIBILITY_LABELS, FEATURE_LABELS
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.status import Planned

register = template.Library()
SHOWN_ON_CARDS = 4

ALONE_FROM = {
    Stage.LOWER: _("ひとりで いって いいよ"),
    Stage.UPPER: _("小学4年生から ひとりで いいよ"),
    Stage.JUNIOR: _("中学生から ひとりで いいよ"),
    Stage.HIGH: _("高校生から ひとりで いいよ"),
}


@register.filter
def kind(code: str) -> PlaceKind:
    """`place.kind|kind` has `label`, `child_label` and `icon`."""
    return PlaceKind(code)


@register.filter
def kind_tint(code: str) -> str:
    return pictures.TINTS.get(PlaceKind(code), pictures.OTHER_TINT)


@register.filter
def with_pictures(codes: Iterable[str]) -> list[tuple[str, str]]:
    """(picture, words) of what is there."""
    return [(pictures.FEATURES.get(code, "check"), FEATURE_LABELS.get(code, code)) for code in codes]


@register.filter
def first_pictures(codes: Iterable[str]) -> list[tuple[str, str]]:
    return with_pictures(list(codes)[:SHOWN_ON_CARDS])


@register.filter
def access_pictures(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (pictures.ACCESSIBILITY.get(code, "check"), ACCESSIBILITY_LABELS.get(code, code)) for code in codes
    ]


@register.filter
def alone_words(stage: Stage) -> str | Promise:
    """From which age on a child may come alone."""
    return ALONE_FROM[stage]


@register.filter
def yen_words(amount: int) -> str:
    """`300円` for `furigana`, in the reader's language."""
    return amounts.yen(amount)


@register.filter
def stage_label(code: str) -> str:
    return Stage(code).label


@register.filter
def until(session: Planned) -> str:
    """`17:30`, or nothing where the end is not known."""
    return clock.time_label(session.ends) if session.ends else ""


@register.filter
def from_hour(session: Planned) -> str:
    return clock.time_label(session.starts) if session.starts else ""


@register.filter
def clock_time(at: datetime) -> str:
    """The wall time of a moment, as a child reads it."""
    return clock.time_label(clock.jst(at).time())
