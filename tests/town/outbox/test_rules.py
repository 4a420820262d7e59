"""When a message may go, by tables."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Invalid
from ibasho.town.outbox import rules


def jst(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JST)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (jst(24, 15), jst(24, 15)),
        (jst(24, 20, 59), jst(24, 20, 59)),
        (jst(24, 21), jst(25, 7)),
        (jst(24, 23, 59), jst(25, 7)),
        (jst(25, 0), jst(25, 7)),
        (jst(25, 6, 59), jst(25, 7)),
        (jst(25, 7), jst(25, 7)),
    ],
)
def test_the_night_is_quiet(at: datetime, due: datetime) -> None:
    assert rules.send_after(at) == due


def test_what_is_urgent_goes_at_night() -> None:
    assert rules.send_after(jst(24, 23), urgent=True) == jst(24, 23)


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "at", "due"),
    [
        (time(12), time(13), jst(24, 12, 30), jst(24, 13)),
        (time(12), time(13), jst(24, 13), jst(24, 13)),
        (time(12), time(13), jst(24, 23), jst(24, 23)),
        (time(22), time(22), jst(24, 22), jst(24, 22)),  # equal: no quiet hours
    ],
)
def test_own_quiet_hours(quiet_from: time, quiet_until: time, at: datetime, due: datetime) -> None:
    assert rules.send_after(at, quiet_from=quiet_from, quiet_until=quiet_until) == due


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    quiet_from=st.times(),
    quiet_until=st.times(),
)
def test_a_message_is_never_late_by_more_than_a_day_and_never_in_the_quiet(
    at: datetime, quiet_from: time, quiet_until: time
) -> None:
    moment = at.replace(tzinfo=JST)
    due = rules.send_after(moment, quiet_from=quiet_from, quiet_until=quiet_until)
    assert timedelta() <= due - moment < timedelta(days=1)
    assert rules.send_after(due, quiet_from=quiet_from, quiet_until=quiet_until) == due


def test_pauses_grow_to_an_hour_and_end_after_a_day() -> None:
    at = jst(24, 15)
    pauses = [(rules.next_try(tries, at) - at).seconds // 60 for tries in range(1, 10)]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert rules.give_up_at(at) == jst(25, 15)


@pytest.mark.parametrize("key", ["places.place.approved:K7MWT", "people.invitation:ABC", "mail:X-1_2"])
def test_event_keys_are_codes(key: str) -> None:
    assert rules.check_event_key(key) == key


@pytest.mark.parametrize("key", ["", "花さん", "to:hana@example.test", "a b", "x" * 121])
def test_event_keys_never_say_who(key: str) -> None:
    with pytest.raises(Invalid):
        rules.check_event_key(key)


def test_a_protected_persons_envelope_says_nothing() -> None:
    subject, body = rules.envelope("みどり食堂の件", "あしたの場所", hidden=True, url="http://x/my/messages/")
    assert subject == "おしらせが あります"
    assert "みどり" not in body and "あした" not in body and "http://x/my/messages/" in body
    assert rules.envelope("a", "b", hidden=False, url="") == ("a", "b")


@pytest.mark.parametrize(
    ("urgent", "secret", "wants_mail", "account_open", "goes"),
    [
        (False, False, True, True, True),
        (False, False, False, True, False),
        (True, False, False, True, True),
        (True, False, True, False, False),
        (False, True, False, False, True),
    ],
)
def test_wishes_are_kept(
    *, urgent: bool, secret: bool, wants_mail: bool, account_open: bool, goes: bool
) -> None:
    problem = rules.reason_not_to_send(
        urgent=urgent, secret=secret, wants_mail=wants_mail, account_open=account_open
    )
    assert (problem == "") is goes


@pytest.mark.parametrize("link", ["", "/", "/news/ABC/", "/subscribe/own/?t=AB#x"])
def test_paths_of_ours(link: str) -> None:
    assert rules.check_link(link) == link


@pytest.mark.parametrize("link", ["//evil.example", "x", "https://x/", "/a\nb", "/\\x", "/あ"])
def test_paths_that_lead_elsewhere(link: str) -> None:
    with pytest.raises(Invalid):
        rules.check_link(link)


@given(subject=st.text(max_size=120), body=st.text(max_size=3_000), limit=st.integers(300, 1_000))
def test_a_short_text_keeps_its_address_and_its_length(subject: str, body: str, limit: int) -> None:
    url = "https://ibasho.example/news/ABC/"
    told = rules.Words(subject, body, url).text(limit)
    assert len(told) <= limit and told.endswith(url)


def test_a_text_that_says_its_address_says_it_once() -> None:
    url = "https://ibasho.example/x/"
    assert rules.Words("a", f"b {url}", url).text(1_000) == f"a\n\nb {url}"
    assert rules.with_link(f"b {url}", url) == f"b {url}"
    assert rules.with_link("b", url) == f"b\n\n{url}\n" and rules.with_link("b", "") == "b"
    assert url in rules.Words("a", "い" * 2_000 + url, url).text(500)


@given(plain=st.text(max_size=300), channel=st.sampled_from(["mail", "line", "push"]))
def test_any_text_is_an_address_or_refused(plain: str, channel: str) -> None:
    try:
        found = rules.tidy(channel, plain)
    except Invalid as refusal:
        assert refusal.code == "outbox.address"
    else:
        assert rules.tidy(channel, found) == found and rules.identity(channel, found)


@pytest.mark.parametrize(
    ("gone", "answered", "goes"), [(False, True, True), (True, True, False), (False, False, False)]
)
def test_nothing_goes_to_who_stopped_or_never_answered(*, gone: bool, answered: bool, goes: bool) -> None:
    problem = rules.reason_not_to_send(
        urgent=True, secret=False, wants_mail=True, account_open=True, gone=gone, answered=answered
    )
    assert (problem == "") is goes
