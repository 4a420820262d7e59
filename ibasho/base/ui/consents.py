"""The words of a consent beside the field that asks for its day, and the version beside the day that was kept."""

from __future__ import annotations

from datetime import date

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock, consents


def _read_out(kind: str, before: object) -> str:
    one = consents.in_force(kind, clock.day(clock.now()))
    told = _("読みあげる ことば（第%(number)s版）：「%(words)s」") % {
        "number": one.number,
        "words": one.words,
    }
    age = _("本人だけで 決められるのは %(age)s歳から。") % {"age": one.alone_from_age}
    return f"{before}{told}{age}"


read_out = lazy(_read_out, str)  # help of a form field: a version may begin while the process runs


def version(kind: str, day: date | None) -> str:
    """`（ことば 第1版）` after the day of a consent; "" where there is none."""
    if day is None:
        return ""
    return _("（ことば 第%(number)s版）") % {"number": consents.in_force(kind, day).number}
