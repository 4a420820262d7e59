"""Who answered can't be found, not even with the whole database, transaction ids and the order of rows in hand.

Somebody watches all tables while forty children answer with tickets, one after the other; then the answers are poured."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.voices.actions import answering, mixing, pouring, tallies, tickets
from ibasho.rooms.voices.models import Answer, Choice, Door, Envelope, Opinion, Pick, Tally, Ticket
from ibasho.rooms.voices.queries import answering as queries
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from ibasho.rooms.voices.rules.tallies import HEADS, Line, Who
from ibasho.town.concerns.actions import arrivals
from tests import make
from tests.people import cast
from tests.rooms.voices import ground, whole_database
from tests.rooms.voices.ground import DAY, Ground
from tests.rooms.voices.whole_database import Row

AT = make.AT
CHILD, JOB = Actor.public(), Actor.of_job("voices.pour")
CHILDREN, BATCHES = 40, 3
LIKE_MAX = 0.5  # of three batches of forty: by chance once in ten million
NEIGHBOURS_MAX = 26  # six are usual
STAGES = ("lower", "upper", "junior")
ANSWERED = ("voices_answer", "voices_pick", "voices_opinion")
POURED = ("voices_answer", "voices_pick", "voices_opinion", "voices_ticket")


@dataclass
class Watched:
    """What the attacker saw: `wrote[i]` the rows that came or changed when child i answered, `after` everything after the
    pour. And the truth: `slip[i]`, `ticket[i]`, `code[i]`."""

    before: set[Row]
    wrote: list[set[Row]] = field(default_factory=list)
    after: set[Row] = field(default_factory=set)
    slip: list[str] = field(default_factory=list)
    ticket: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    @property
    def poured(self) -> set[Row]:
        """The rows the pour wrote."""
        seen = self.before.union(*self.wrote)
        return {row for row in self.after - seen if row.table in POURED}

    def came(self, row: Row) -> int:
        """The truth: whose row this is."""
        told = row.columns
        if row.table == "voices_ticket":
            return self.ticket.index(told["hash"])
        if row.table == "voices_answer":
            return self.slip.index(told["slip_hash"])
        return self._owner[told["answer_id"]]

    @property
    def _owner(self) -> dict[str, int]:
        answers = whole_database.of(self.poured, "voices_answer")
        return {row.columns["id"]: self.slip.index(row.columns["slip_hash"]) for row in answers}


def watch(world: Ground, *, looking: bool = True) -> Watched:
    """Forty children with tickets answer in a known order; then the job pours. The attacker looks after each."""
    codes = tickets.make(door=world.web, count=CHILDREN, by=JOB, at=AT)
    choices = list(world.wishes.choices.all())
    last = whole_database.everything()
    found = Watched(before=last)
    for number, code in enumerate(codes):
        slip = answering.answer(
            door=world.web, ticket=code, given=given(world, choices, number), by=CHILD, at=AT
        )
        found.slip.append(slips.hash_of(slip))
        found.ticket.append(queries.ticket_hash(code))
        found.code.append(slip)
        if looking:
            now = whole_database.everything()
            found.wrote.append(now - last)
            last = now
    assert pouring.pour(by=JOB, at=AT) == CHILDREN
    found.after = whole_database.everything()
    return found


def given(world: Ground, choices: list[Choice], number: int) -> Given:
    picks = (
        Picked(world.wishes.pk, choices[number % 5].pk), Picked(world.wishes.pk, choices[(number + 2) % 5].pk),
        Picked(world.feeling.pk, face=1 + number % 5),
    )  # fmt: skip
    said = (Said(world.words.pk, f"たっきゅうだいが {number + 1}だい ほしい"),)
    return Given("child", STAGES[number % 3], "", "small", picks, said)


@pytest.fixture
def world(db: None, transactional_db: None) -> Ground:
    return ground.ground(cast(), access="ticket")


# --- 51: nothing that could be a name, and no time ------------------------------------------------
ANSWER_SIDE: tuple[type[models.Model], ...] = (Answer, Pick, Envelope, Ticket, Opinion, Tally)


@pytest.mark.parametrize("table", ANSWER_SIDE, ids=lambda table: table.__name__)
def test_51_no_time_finer_than_the_day(table: type[models.Model]) -> None:
    times = (models.DateTimeField, models.TimeField, models.DurationField)
    assert [one.name for one in table._meta.get_fields() if isinstance(one, times)] == []


@pytest.mark.parametrize("table", ANSWER_SIDE[:5], ids=lambda table: table.__name__)
def test_51_no_way_to_a_person_an_account_or_a_session(table: type[models.Model]) -> None:
    """Nor any column that could take one, in a table where one answer is one row."""
    known = {"voices", "areas", "places"}
    columns = [one for one in table._meta.get_fields() if isinstance(one, models.Field)]
    led = [one.related_model for one in columns if one.related_model]
    assert all(isinstance(one, type) and one._meta.app_label in known for one in led)
    assert [
        one.name for one in columns if isinstance(one, models.GenericIPAddressField | models.JSONField)
    ] == []
    wrong = re.compile(r"user|person|by$|session|token|agent|address|ip|device|cookie|email|phone|seen|_at$")
    assert [one.name for one in columns if wrong.search(one.name)] == [
        "slip_hash" for one in columns if one.name == "slip_hash"
    ]


def test_51_no_table_of_a_person_leads_to_an_answer() -> None:
    """Who read a voice and who grouped it are officers; nothing else in the software points at an answer."""
    answers = {Answer, Pick, Envelope, Ticket}
    leading = {
        f"{model._meta.label}.{one.name}"
        for model in apps.get_models()
        for one in model._meta.get_fields()
        if isinstance(one, models.ForeignKey | models.OneToOneField) and one.related_model in answers
    }
    assert leading == {"voices.Pick.answer", "voices.Opinion.answer"}


# --- 52: the watched pour -------------------------------------------------------------------------
def test_52_whoever_answers_leaves_a_spent_ticket_and_an_envelope_and_nothing_else(world: Ground) -> None:
    """No entry in the journal, no job, no counter of limits, no session carries that transaction."""
    seen = watch(world)
    for wrote in seen.wrote:
        assert sorted(row.table for row in wrote) == ["voices_envelope", "voices_ticket"]
    envelopes = [row.columns for wrote in seen.wrote for row in wrote if row.table == "voices_envelope"]
    assert len({len(one["sealed"]) for one in envelopes}) == 1
    assert {tuple(sorted(one)) for one in envelopes} == {("broken", "id", "sealed")}
    sealed = b"".join(bytes.fromhex(one["sealed"].removeprefix("\\x")) for one in envelopes)
    for told in ("たっきゅうだい", "ほしい", "child", "upper", world.hearing.public_id, world.web.public_id):
        assert told.encode() not in sealed


def test_52_no_value_joins_what_was_written_then_to_an_answer(world: Ground) -> None:
    seen = watch(world)
    always = set.intersection(*({value for row in wrote for value in row.values()} for wrote in seen.wrote))
    then = {value for wrote in seen.wrote for row in wrote for value in row.values()} - always
    texts = " ".join(row.text for wrote in seen.wrote for row in wrote)
    answers = [row for row in seen.poured if row.table != "voices_ticket"]
    assert len(answers) == CHILDREN * 5
    assert {value for row in answers for value in row.values()} & then == set()
    for row in whole_database.of(answers, "voices_answer"):
        told = row.columns
        assert not any(one in texts for one in (told["id"], told["id"].replace("-", ""), told["slip_hash"]))
    stays = {row.text for row in seen.after}
    assert not any(
        row.text in stays for wrote in seen.wrote for row in wrote if row.table == "voices_envelope"
    )


def test_52_one_transaction_wrote_all_answers_and_all_tickets_anew(world: Ground) -> None:
    seen = watch(world)
    (pour,) = {row.transaction for row in seen.poured}
    for table in POURED:
        rows = whole_database.of(seen.after, table)
        assert rows and {row.transaction for row in rows} == {pour}
    assert not {row.transaction for wrote in seen.wrote for row in wrote} & {
        row.transaction for row in seen.after
    }


def test_51_52_the_order_of_rows_says_nothing(world: Ground) -> None:
    """Neither where they lie nor any column, for answers, picks, opinions and tickets; three times over."""
    like: dict[str, list[float]] = {}
    beside: dict[str, list[int]] = {}
    for _batch in range(BATCHES):
        seen = watch(ground.ground(world.people, access="ticket"), looking=False)
        mine = {row for row in seen.poured if _is_of(seen, row)}
        lying: dict[str, list[int]] = {}
        for name, order in orders(seen, mine).items():
            like.setdefault(name, []).append(whole_database.likeness(order))
            beside.setdefault(name, []).append(whole_database.neighbours(order))
            lying[name] = order
        answers, drawn = (lying[f"{table} as they lie"] for table in ("voices_answer", "voices_ticket"))
        like.setdefault("answers beside tickets", []).append(
            whole_database.likeness([drawn.index(one) for one in answers])
        )
    assert {
        "voices_answer as they lie",
        "voices_answer by id",
        "voices_pick by id",
        "voices_ticket by hash",
    } <= set(like)
    assert {name: each for name, each in like.items() if abs(sum(each) / BATCHES) > LIKE_MAX} == {}
    assert {name: each for name, each in beside.items() if sum(each) > NEIGHBOURS_MAX} == {}


def _is_of(seen: Watched, row: Row) -> bool:
    if row.table == "voices_ticket":
        return row.columns["hash"] in seen.ticket
    return row.columns.get("slip_hash") in seen.slip or row.columns.get("answer_id") in seen._owner


def orders(seen: Watched, mine: set[Row]) -> dict[str, list[int]]:
    """When their owners came, in every order the rows can be put into: as they lie, and by each column that differs from
    row to row. Of picks and opinions the first of each child."""
    found: dict[str, list[int]] = {}
    for table in POURED:
        rows = whole_database.of(mine, table)
        by: dict[str, Callable[[Row], object]] = {"as they lie": lambda row: row.place}
        for column in rows[0].columns:
            if len({str(row.columns[column]) for row in rows}) == len(rows) and column not in (
                "words",
                "shown_words",
            ):
                by[f"by {column}"] = lambda row, column=column: str(row.columns[column])  # type: ignore[misc]
        for name, key in by.items():
            owners = [seen.came(row) for row in sorted(rows, key=key)]  # type: ignore[arg-type]
            found[f"{table} {name}"] = list(dict.fromkeys(owners))
    return found


def test_the_measures_see_an_order_where_there_is_one() -> None:
    there, back = list(range(CHILDREN)), list(range(CHILDREN))[::-1]
    assert whole_database.likeness(there) > 0.99 and whole_database.likeness(back) < -0.99
    turned = there[20:] + there[:20]
    assert all(BATCHES * whole_database.neighbours(order) > NEIGHBOURS_MAX for order in (there, back, turned))


def test_52_a_slips_code_is_nowhere(world: Ground) -> None:
    """Who holds the slip finds the answer; who holds the database does not find the slip."""
    seen = watch(world, looking=False)
    texts = " ".join(row.text for row in seen.after)
    assert len(set(seen.code)) == CHILDREN
    assert not any(code in texts for code in seen.code)


def test_52_a_class_is_counted_and_nobody_in_it(world: Ground) -> None:
    """The class's door says how many, never who: its count changes with each answer and is all that changes beside."""
    last = whole_database.everything()
    choices = list(world.wishes.choices.all())
    for number in range(3):
        by = Actor.public(Via.LINK)
        answering.answer(door=world.school, ticket="", given=given(world, choices, number), by=by, at=AT)
        now = whole_database.everything()
        assert sorted(row.table for row in now - last) == ["voices_door", "voices_envelope"]
        last = now
    pouring.pour(by=JOB, at=AT + timedelta(days=1))
    assert {
        row.transaction for row in whole_database.of(whole_database.everything(), "voices_answer")
    } != set()


def test_52_words_of_danger_lead_to_nobody_either(world: Ground) -> None:
    """What went to the centre is sealed there; nothing in its rows is in an answer, and its words stand nowhere openly."""
    words, choices = "もう しにたい。だれにも いえない", list(world.wishes.choices.all())
    codes = tickets.make(door=world.web, count=12, by=JOB, at=AT)
    for number, code in enumerate(codes):
        told = given(world, choices, number)
        if number == 5:
            before = whole_database.everything()
            told = replace(told, texts=(Said(world.words.pk, words),))
        answering.answer(door=world.web, ticket=code, given=told, by=CHILD, at=AT)
        if number == 5:
            wrote = whole_database.everything() - before
    assert pouring.pour(by=JOB, at=AT) == 12
    after = whole_database.everything()
    assert Opinion.objects.count() == 11
    assert not any("しにたい" in row.text for row in wrote | after)
    concern = [row for row in wrote if not row.table.startswith("voices_")]
    assert [row for row in concern if row.table == "concerns_concern"]
    texts = " ".join(row.text for row in concern)
    poured = [row for row in after - wrote if row.table in POURED[:3]]
    assert not any(row.columns["id"] in texts or str(row.columns.get("slip_hash")) in texts for row in poured)


# --- 52: taps at a stall --------------------------------------------------------------------------
TAPS = 120


def tapped(door: Door, taps: int, day: date, *, moment: datetime = AT) -> list[str]:
    """The nonces of so many children who came one after the other, each a transaction of its own."""
    nonces = [uuid.uuid4() for _n in range(taps)]
    for nonce in nonces:
        line = Line(nonce, Who("child", "upper"), HEADS, 1, day)
        assert tallies.count(door=door, lines=[line], late=True, by=Actor.public(Via.LINK), at=moment) == [
            None
        ]
    return [str(nonce) for nonce in nonces]


def counted() -> list[Row]:
    return whole_database.of(whole_database.everything(), "voices_tally")


def test_52_taps_of_a_day_that_is_over_lie_in_no_order(world: Ground) -> None:
    """On the day itself they lie as they came; the night after, all are written anew by one transaction."""
    stall = ground.door(world.hearing, channel="stall")
    nonces = tapped(stall, TAPS, DAY)
    assert mixing.mix(by=JOB, at=AT) == 0
    came = [nonces.index(row.columns["nonce"]) for row in counted()]
    assert whole_database.likeness(came) > 0.99
    assert mixing.mix(by=JOB, at=AT + timedelta(days=1)) == TAPS
    rows = counted()
    assert len({row.transaction for row in rows}) == 1
    assert sorted(row.columns["nonce"] for row in rows) == sorted(nonces)
    for key in (lambda row: row.place, lambda row: row.columns["id"], lambda row: row.columns["nonce"]):
        order = [nonces.index(row.columns["nonce"]) for row in sorted(rows, key=key)]
        assert abs(whole_database.likeness(order)) < LIKE_MAX
        assert whole_database.neighbours(order) < NEIGHBOURS_MAX
    assert mixing.mix(by=JOB, at=AT + timedelta(days=2)) == 0


def test_52_a_tap_that_came_late_lies_among_the_others(world: Ground) -> None:
    """A phone that found a network on Monday sends one tap of Saturday: the next night it is one of all. A tap of a day
    that is not over waits, and whatever was sent before still counts once."""
    stall = ground.door(world.hearing, channel="stall")
    tapped(stall, 12, DAY)
    mixing.mix(by=JOB, at=AT + timedelta(days=1))
    (late,) = tapped(stall, 1, DAY, moment=AT + timedelta(days=1))
    (new,) = tapped(stall, 1, DAY + timedelta(days=1), moment=AT + timedelta(days=1))
    assert mixing.mix(by=JOB, at=AT + timedelta(days=1)) == 13
    rows = {row.columns["nonce"]: row.transaction for row in counted()}
    assert len(rows) == 14
    assert len({told for nonce, told in rows.items() if nonce != new}) == 1
    assert rows[late] != rows[new]
    again = Line(uuid.UUID(late), Who("child", "upper"), HEADS, 1, DAY)
    assert tallies.count(door=stall, lines=[again], by=Actor.public(Via.LINK), at=AT) == [None]
    assert Tally.objects.count() == 14


def test_52_what_reached_the_centre_joins_to_no_answer(world: Ground) -> None:
    """Danger and a complaint, from the page, a class and a place: in the centre's table all of one day look alike, share
    nothing with an answer but the day, and keep no child's transaction; also where nobody of the centre is there."""
    world = ground.ground(world.people)
    place = make.place(organisation=world.people.midori)
    poster = ground.door(world.hearing, channel="place", name="みどり食堂", place=place)
    choices = list(world.wishes.choices.all())
    before = whole_database.everything()
    for number, (door, words) in enumerate(
        ((world.web, "もう しにたい"), (world.school, "先生に なぐられた"), (poster, "パパに なぐられる"))
    ):
        told = replace(given(world, choices, number), texts=(Said(world.words.pk, words),))
        by = Actor.public(Via.LINK) if door == world.school else CHILD
        answering.answer(door=door, ticket="", given=told, by=by, at=AT)
    then = {row.transaction for row in whole_database.everything() - before}
    world.people.tomoe.memberships.all().delete()
    world.people.sumi.memberships.update(ends_on=ground.DAY - timedelta(days=1))
    assert arrivals.tell(by=Actor.of_job("concerns.tell"), at=AT) == 0
    assert pouring.pour(by=JOB, at=AT + timedelta(days=1)) == 3
    after = whole_database.everything()
    concerns = whole_database.of(after, "concerns_concern")
    assert len(concerns) == 3 and not {row.transaction for row in concerns} & then
    own = ("id", "public_id", "sealed")
    alike = [{name: told for name, told in row.columns.items() if name not in own} for row in concerns]
    assert alike[0] == alike[1] == alike[2]
    answers = [row for row in after if row.table in ANSWERED]
    assert {row.table for row in answers} == {"voices_answer", "voices_pick"}
    shared = {str(told) for told in alike[0].values()} & {one for row in answers for one in row.values()}
    assert shared - {"", "None"} == {str(ground.DAY)}
    rooms = " ".join(row.text for row in after if row.table.startswith("voices_"))
    for row in concerns:
        assert row.columns["public_id"] not in rooms and row.columns["sealed"] not in rooms
        assert place.public_id not in row.text


def test_51_through_the_page_only_the_limits_count_moves(
    world: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counter against machines is a keyed hash of the network; it names no hearing, no door and no words."""
    world = ground.ground(world.people)
    path = reverse("voices:ask", args=[world.hearing.public_id])
    for number in range(3):
        child = Client(REMOTE_ADDR=f"203.0.113.{number + 1}", HTTP_USER_AGENT="Tablet 17")
        monkeypatch.setattr(clock, "now", lambda: AT)
        stamp = child.get(path, {"as": "upper"}).context["form"].stamp
        monkeypatch.setattr(clock, "now", lambda: AT + timedelta(seconds=40))
        before = whole_database.everything()
        said = {f"q{world.feeling.pk}": "4", f"q{world.words.pk}": "すなばが ほしい"}
        told = child.post(path, {"as": "upper", "wording": "small", "stamp": stamp, **said})
        assert told.status_code == 302
        wrote = whole_database.everything() - before
        assert {row.table for row in wrote} == {"voices_envelope", "django_cache"}
        kept = " ".join(row.text for row in wrote if row.table == "django_cache")
        for word in ("203.0.113", "Tablet", "すなば", world.hearing.public_id, world.web.public_id):
            assert word not in kept
        (envelope,) = (row.transaction for row in wrote if row.table == "voices_envelope")
        assert envelope not in {row.transaction for row in wrote if row.table == "django_cache"}
