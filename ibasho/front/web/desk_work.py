"""Today's work at the desk: every room's lines in three groups (what waits, what went wrong, what is about to), and in each
group under the four verbs of the desk's menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui import menu
from ibasho.base.ui.waiting import Kind, Waiting

GROUPS: dict[Kind, tuple[str | Promise, str, str | Promise]] = {
    Kind.WAITS: (_("わたしを 待っているもの"), "sun", _("待っているものは ありません")),
    Kind.WRONG: (_("うまくいっていないこと"), "warn", _("うまくいっていないことは ありません")),
    Kind.SOON: (_("もうすぐのこと"), "clock", _("気をつける 期限や 不足は ありません")),
}
_NO_VERB = ("", _("そのほか"), "list")


@dataclass(frozen=True, slots=True)
class Verb:
    """`code` of the menu's section, empty for what stands under none; the longest waiting first."""

    code: str
    label: str | Promise
    icon: str
    lines: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class Group:
    """`count` of things, not of lines."""

    kind: Kind
    label: str | Promise
    icon: str
    nothing: str | Promise
    verbs: Sequence[Verb]

    @property
    def count(self) -> int:
        return sum(line.count for verb in self.verbs for line in verb.lines)


def groups(lines: Iterable[Waiting]) -> tuple[Group, ...]:
    """All three, also where one is empty: that nothing went wrong is worth reading."""
    known = tuple(lines)
    return tuple(
        Group(kind, label, icon, nothing, tuple(_verbs([one for one in known if one.kind == kind])))
        for kind, (label, icon, nothing) in GROUPS.items()
    )


def _verbs(lines: Sequence[Waiting]) -> Iterator[Verb]:
    for code, label, icon in (*menu.SECTIONS, _NO_VERB):
        own = [one for one in lines if menu.section_of(urldefrag(one.href).url) == code]
        if own:
            yield Verb(code, label, icon, sorted(own, key=lambda one: one.oldest or date.max))
