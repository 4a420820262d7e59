"""`{% load openhouse %}`: pictures and words of faces."""

from __future__ import annotations

from django import template

from ibasho.rooms.openhouse.rules.kinds import FaceKind, Noise, TrialStage
from ibasho.rooms.openhouse.rules.picture import ICONS, TINTS
from ibasho.town.areas.stages import Stage

register = template.Library()


@register.filter
def face_icon(kind: str) -> str:
    return ICONS[FaceKind(kind)]


@register.filter
def face_tint(kind: str) -> str:
    return TINTS[FaceKind(kind)]


@register.filter
def noise_word(noise: str) -> str:
    return Noise(noise).label


@register.filter
def trial_word(stage: str) -> str:
    return TrialStage(stage).label


@register.filter
def stage_word(code: str) -> str:
    return Stage(code).label
