"""What a row keeps of a link that opens without a password. Helpers of the roster lend their rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import links as rules
from ibasho.base.ui.links import Link
from ibasho.rooms.familysupport.queries import holders
from ibasho.rooms.network.queries import meetings, starting
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import my_shifts
from ibasho.rooms.roster.queries.my_shifts import LINK
from ibasho.rooms.surplus.queries import carrying, offers
from ibasho.rooms.voices.queries import doors
from tests import make
from tests.people import cast
from tests.rooms.roster import ground

MINUTE = timedelta(minutes=1)


@pytest.fixture
def minoru(db: None) -> Helper:
    return ground.helper(cast().midori)


def again(row: Helper) -> Helper:
    return Helper.objects.get(pk=row.pk)


def never(row: Helper) -> Helper:
    raise AssertionError("no link was to be written")


def test_the_links_people_hold_go_on_opening() -> None:
    kinds = {
        my_shifts.LINK: ("roster.link", "token_hash", "token_at"),
        holders.LINK: ("familysupport.link", "token_hash", "token_at"),
        doors.LINK: ("voices.door", "token_hash", "link_given_at"),
        offers.LINK: ("surplus.offer", "link_hash", "link_given_at"),
        carrying.LINK: ("surplus.run", "link_hash", "link_given_at"),
        starting.LINK: ("network.start", "link_hash", "link_given_at"),
        meetings.LINK: ("network.meeting", "link_hash", "link_given_at"),
    }
    assert {link: (link.purpose, link.kept, link.moment) for link in kinds} == kinds


def test_a_first_link_is_written_once_and_told_again(minoru: Helper) -> None:
    stale = again(minoru)
    with pytest.raises(ValueError, match="no link"):
        LINK.address(minoru)
    assert not LINK.holds(minoru)
    first = LINK.ensure(minoru, again, make.AT)
    token = rules.token(settings.SECRET_KEY, "roster.link", minoru.public_id, make.AT)
    assert first == f"{settings.PUBLIC_URL}{reverse('roster:shift_open')}?t={token}"
    assert (minoru.token_hash, again(minoru).token_hash) == (rules.token_hash(token),) * 2
    assert LINK.ensure(stale, never, make.AT + MINUTE) == first  # read before the link was there


def test_one_given_in_the_same_moment_is_not_overwritten(minoru: Helper) -> None:
    def somebody_was_first(row: Helper) -> Helper:
        LINK.renew(again(row), make.AT)
        return again(row)

    assert LINK.ensure(minoru, somebody_was_first, make.AT + MINUTE) == LINK.address(again(minoru))
    assert again(minoru).token_at == make.AT


def test_a_mail_never_tells_the_link_that_was_replaced(minoru: Helper) -> None:
    LINK.renew(minoru, make.AT)
    stale, old = again(minoru), LINK.address(minoru)
    LINK.renew(minoru, make.AT + MINUTE)
    assert old != LINK.ensure(stale, never, make.AT + 2 * MINUTE) == LINK.address(minoru)


def test_who_must_not_have_one_is_refused_and_nothing_is_written(minoru: Helper) -> None:
    with pytest.raises(AssertionError):
        LINK.ensure(minoru, never, make.AT)
    assert again(minoru).token_hash is None


def test_it_is_found_as_it_was_clicked_or_read_out_and_dies_with_the_next(minoru: Helper) -> None:
    LINK.renew(minoru, make.AT)
    given = LINK.given(minoru, mailed=False)
    rows = Helper.objects.all()
    for told in (given.token, given.grouped, given.token.lower(), f" {given.grouped.replace(' ', '-')} "):
        assert LINK.find(rows, told) == minoru
    for told in ("", given.token[:-1], given.token + "C", "O" * rules.LENGTH, minoru.token_hash or ""):
        assert LINK.find(rows, told) is None
    assert LINK.find(rows.none(), given.token) is None  # whom the room no longer lets in
    LINK.renew(minoru, make.AT + MINUTE)
    assert LINK.find(rows, given.token) is None


def test_another_city_s_secret_opens_nothing_and_is_given_anew(minoru: Helper, settings: object) -> None:
    LINK.renew(minoru, make.AT)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert not LINK.holds(minoru)
    fresh = LINK.ensure(minoru, again, make.AT + MINUTE)
    assert LINK.holds(again(minoru))
    assert fresh == LINK.address(again(minoru))


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (Link("x", "surplus:run_link"), "/surplus/"),
        (replace(LINK, page="roster:shifts"), "/shifts/?t="),
    ],
)
def test_the_letters_stand_in_the_path_or_behind_the_question_mark(link: Link, told: str) -> None:
    class Row:
        public_id = "K7MWT"
        link_given_at: datetime = make.AT
        token_at: datetime = make.AT

    row: object = Row()
    assert told in link.address(row)  # type: ignore[arg-type]
