"""Links that open something by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from ibasho.base.kernel import links
from ibasho.base.kernel.clock import JST


def test_a_new_link_is_another_and_the_same_moment_gives_the_same() -> None:
    at = datetime(2026, 11, 24, 15, 0, tzinfo=JST)
    first = links.token("secret", "roster.link", "K7MWT", at)
    assert first == links.token("secret", "roster.link", "K7MWT", at)
    others = {
        links.token("secret", "roster.link", "K7MWT", at + timedelta(microseconds=1)), links.token("other", "roster.link", "K7MWT", at),
        links.token("secret", "roster.link", "K7MWX", at), links.token("secret", "support.link", "K7MWT", at),
    }  # fmt: skip
    assert len({first, *others}) == 5
    assert len(first) == links.LENGTH
    assert links.grouped(first).replace(" ", "") == first
