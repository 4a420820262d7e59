"""F. Between grown-ups and children: no private way, and no way to reach anybody in a child's words."""

from __future__ import annotations

from ibasho.town.places.rules.moderation import may_be_shown
from tests.trust import corpus


def test_66_ways_to_reach_somebody_are_held() -> None:
    words = corpus.with_a_way()
    missed = [text for text in words if may_be_shown(text)]
    assert len(set(words)) >= 500
    assert len(missed) <= len(words) * 0.05, missed[:20]


def test_66_what_children_say_is_not_held() -> None:
    words = corpus.without_a_way()
    held = [text for text in words if not may_be_shown(text)]
    assert len(set(words)) >= 500
    assert len(held) <= len(words) * 0.05, held[:20]
