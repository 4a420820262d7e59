"""C. DV・支援措置: a canary on everything the house keeps about protected people comes out nowhere (28–34)."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import segno
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import resolve

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.base.ports import pdf
from ibasho.base.ui import exports, limits
from ibasho.town.payouts.models import Payment
from tests import objects
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.town.payouts import ground as payouts
from tests.trust import canaries, exporters
from tests.trust.walking import Address, addresses

ALWAYS = ("anonymous", "aoi", "megumi", "hana")  # every page that opens to them
FIRST = ("fumi", "mado", "tsubaki", "sumi", "tomoe", "ken", "tamotsu")  # what opened to nobody before them

# Who works with the person reads them on a screen (docs/protection.md says why, and what is written down first).
ADVISER, MONEY = {"megumi"}, {"aoi"}
ADVISED = """asks board can child course hours incident incident_change incident_new link match meeting meeting_move meeting_plan
meeting_write meetings member member_account member_edit member_end member_interview member_kind member_pause report report_change
report_write reports request request_change request_new request_withdraw requests visit_cancel visit_unmet incidents"""
HELPERS = "give_up hours_write link person person_edit person_end person_interview training"  # one helper's own pages
SCREENS: dict[str, set[str]] = {
    "people:desk_protections": {"fumi"},  # who sets the flag
    "payouts:run": MONEY, "payouts:run_list": MONEY,  # a bank pays by name
    **{f"familysupport:desk_{one}": ADVISER for one in ADVISED.split()},
    **{f"roster:ops_{one}": {"hana"} for one in f"{HELPERS} board fairness links offers safeguard shift answers hours hours_today".split()},
}  # fmt: skip
# A paper about one person for that very person, and the list by which a bank pays.
PAPERS: dict[str, set[str]] = {
    "payouts:run_list": MONEY,
    **{f"familysupport:desk_{one}_paper": ADVISER for one in ("incident", "meeting", "report")},
    "familysupport:desk_member_certificate": ADVISER,
}


@dataclass
class Walk:
    """`found`: (address, who) → the rows whose canary stood there. `ways`: the functions that made a file, a paper or a
    code. `logged`: lines of the log with a canary. Of the page in hand: `recorder` its papers, `codes` its codes, `makes_files`
    whether it looked if it is wanted as a file."""

    found: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    ways: set[str] = field(default_factory=set)
    logged: list[str] = field(default_factory=list)
    asked: int = 0
    recorder: pdf.Recorder = field(default_factory=pdf.Recorder)
    codes: list[str] = field(default_factory=list)
    makes_files: bool = False


class _Ears(logging.Handler):
    def __init__(self, walk: Walk) -> None:
        super().__init__(logging.DEBUG)
        self.walk = walk

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if canaries.CANARY in line or canaries.MAIL in line:
            self.walk.logged.append(line)


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """Every page that opens, for everybody of the cast, in every form it has, in a town in which everybody is protected."""
    done, patch = Walk(), pytest.MonkeyPatch()
    ears = _Ears(done)
    patch.setattr(pdf, "render", exporters.Watched(done.recorder, done.ways))
    patch.setattr(exports, "answer", exporters.Watched(exports.answer, done.ways))
    make_code, wanted = segno.make, exports.wanted

    def code(text: str, **how: Any) -> Any:
        done.codes.append(str(text))
        return make_code(text, **how)

    def wanted_as(request: HttpRequest) -> str:
        done.makes_files |= (
            sys._getframe(1).f_globals["__name__"] != limits.__name__
        )  # that one asks of every page
        return wanted(request)

    patch.setattr(exports, "wanted", wanted_as)
    patch.setattr(segno, "make", exporters.Watched(code, done.ways))
    logging.getLogger().addHandler(ears)
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        every = addresses(objects.Objects(people))
        asked = [one for one in every if one.name.split(":")[0] not in canaries.OF_THE_CENTRE]
        _paid(people)
        marked = canaries.mark(day=clock.day(clock.now()), flagged_by=people.fumi, group=people.midori)
        assert len(marked.words) > 30, "the town is too small to say anything"
        for who in (*ALWAYS, *FIRST):
            _walk(who, people, [one for one in asked if _is_theirs(one, who)], marked, done)
        transaction.set_rollback(True)
    logging.getLogger().removeHandler(ears)
    patch.undo()
    yield done


def _is_theirs(one: Address, who: str) -> bool:
    before = () if who in ALWAYS else (*ALWAYS, *FIRST[: FIRST.index(who)])
    return one.expected(who) == 200 and not any(one.expected(each) == 200 for each in before)


def _paid(people: Cast) -> None:
    """One of the payments of the town goes to a person."""
    payee = payouts.payee(people, "だれか", person=people.ken)
    row = Payment.objects.order_by("pk")[0]
    row.pk, row.public_id, row.payee, row.reference = None, "CCCCCCCCCC", payee, "canary"
    row.save()


def _walk(who: str, people: Cast, asked: list[Address], marked: canaries.Marked, done: Walk) -> None:
    client = Client()
    with transaction.atomic():
        if who != "anonymous":
            sign_in(client, getattr(people, who))
        for one in asked:
            if getattr(
                resolve(one.path).func, "anew", False
            ):  # the second factor was shown a moment ago, however long we walk
                sign_in(client, getattr(people, who))
            done.makes_files = False
            for form in ("", "?format=csv", "?format=xlsx"):
                if form and not done.makes_files:
                    break  # nobody looks at `format`: it would be the same page again
                is_file, hits = _heard(client, one.path + form, marked, done)
                if hits:
                    name = f"{one.name}#file" if is_file else one.name
                    done.found.setdefault((name, who), set()).update(hits)
        transaction.set_rollback(True)


def _heard(client: Client, path: str, marked: canaries.Marked, done: Walk) -> tuple[bool, set[str]]:
    """Whether an address gave a file or a paper, and the rows whose canary stood in what it gave."""
    done.recorder.calls.clear()
    done.codes.clear()
    said, is_file = _said(client, path)
    done.asked += 1
    papers = json.dumps([list(call[:2]) for call in done.recorder.calls], ensure_ascii=False)
    return is_file or bool(done.recorder.calls), marked.heard(said + papers + str(done.codes))


def _said(client: Client, path: str) -> tuple[str, bool]:
    """What an address answers as text, and whether as a file. What it writes is gone for the next one."""
    with transaction.atomic():
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    kind = answer.get("Content-Type", "")
    is_file = answer.has_header("Content-Disposition")
    if "spreadsheet" in kind:
        return str([row.cells for row in read_table(body).rows]), is_file
    text = body.decode("utf-8", "replace")
    return text + re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text), is_file


@pytest.mark.long
def test_28_what_the_house_keeps_about_protected_people_stands_only_where_somebody_works_with_them(
    walk: Walk,
) -> None:
    assert walk.asked > 700
    allowed = SCREENS | {f"{name}#file": who for name, who in PAPERS.items()}
    leaks = {
        f"{name} shows {sorted(rows)} to {who}"
        for (name, who), rows in walk.found.items()
        if who not in allowed.get(name, set())
    }
    assert leaks == set()


@pytest.mark.long
def test_28_nothing_is_logged(walk: Walk) -> None:
    assert walk.logged == []


# Ways out of the house that a walk over pages does not come by, and why no protected person can be in them.
ELSEWHERE = {
    "ibasho.town.payouts.queries.lists:paper": "the A4 of a payment run, behind the permission to pay: payees as the bank needs them",
    "ibasho.rooms.bulletin.queries.school_papers:packing": "pressed by staff: a school's box and the link of its page, nobody's name",
    "ibasho.rooms.bulletin.queries.papers_calendar:sheets": "pressed at the desk: public places and their days, nobody's name",
    "ibasho.rooms.bulletin.queries.papers_calendar:pictures": "the same, to look at",
    "ibasho.rooms.bulletin.queries.papers_cards:cards": "pressed at the desk: the address of a page and a helpline",
    "ibasho.rooms.bulletin.queries.papers_cards:pictures": "the same, to look at",
    "ibasho.rooms.bulletin.queries.papers_handout:handouts": "pressed at the desk: public places, nobody's name",
    "ibasho.rooms.bulletin.queries.papers_handout:pictures": "the same, to look at",
    "ibasho.rooms.bulletin.queries.papers_poster:pictures": "to look at: a public place or page",
    "ibasho.rooms.bulletin.queries.papers_poster:poster": "pressed at the desk or by a group: a public place or page",
    "ibasho.rooms.familysupport.queries.link_papers:letter": "pressed by the adviser: a member's own link, handed to that member",
    "ibasho.rooms.familysupport.queries.link_papers:_qr": "the same",
    "ibasho.rooms.familysupport.views.link_giving:_qr": "the same, on the screen",
    "ibasho.rooms.familysupport.views.reports_my:_pdf": "behind a member's own link; the other side is called by queries.called",
    "ibasho.rooms.familysupport.views.whatif_desk:desk_whatif_one": "figures of a question",
    "ibasho.rooms.mealtickets.queries.papers:cards": "children's cards: a number, nobody's name",
    "ibasho.rooms.mealtickets.queries.papers:poster": "a shop's poster",
    "ibasho.rooms.mealtickets.queries.papers:qr": "a card's or a shop's code",
    "ibasho.rooms.mealtickets.queries.papers:stubs": "numbered stubs",
    "ibasho.rooms.mealtickets.queries.papers:trial": "a code to try the till with",
    "ibasho.rooms.mealtickets.views.gift:receipt_pdf": "behind a giver's own link: their receipt",
    "ibasho.rooms.mealtickets.views.gifts_desk:desk_gift_paper": "pressed at the desk: a giver's own receipt, one at a time; no account, no flag",
    "ibasho.rooms.mealtickets.views.public:meals": "counts by period",
    "ibasho.rooms.network.queries.meeting_papers:letter": "pressed by staff: an invitation to a group, which names the group alone",
    "ibasho.rooms.network.queries.meeting_papers:_qr": "the same: the group's own page",
    "ibasho.rooms.network.queries.report_papers:paper": "counts of a group's days: the group and its place, nobody's name",
    "ibasho.rooms.network.views.meetings_invite:_qr": "pressed by staff: a group's own page of a 交流会, which names groups alone",
    "ibasho.rooms.openhouse.queries.door_papers:qr": "a child's card: a number, nobody's name",
    "ibasho.rooms.openhouse.queries.door_papers:qr_inline": "the same, on the screen",
    "ibasho.rooms.openhouse.queries.door_papers:sheet": "the same, on paper",
    "ibasho.rooms.openhouse.queries.group_papers:permit": "a group's permit: the group and the room",
    "ibasho.rooms.reach.views.comparing:desk_compare": "squares and minutes",
    "ibasho.rooms.reach.views.rotas:_qr": "the address of a page",
    "ibasho.rooms.roster.views.hours:_figures": "a month's figures of places, without names",
    "ibasho.rooms.roster.views.link_giving:_qr": "pressed by the group: a helper's own link, handed to that helper",
    "ibasho.rooms.surplus.views.carrying_desk:desk_run_paper": "food, places, whom to ring up there; the driver is not named, and who is protected has no such page",
    "ibasho.rooms.surplus.views.carriers:_qr": "pressed by staff: a driver's own link, handed to that driver",
    "ibasho.rooms.voices.queries.door_papers:sheets": "empty sheets for answers",
    "ibasho.rooms.voices.queries.door_papers:tickets": "numbers to answer with",
    "ibasho.rooms.voices.queries.door_pictures:qr_inline": "the address of a page",
    "ibasho.town.areas.views.files:desk_file": "squares and districts",
    "ibasho.town.people.adapters:build_totp_svg": "one's own second key",
    "ibasho.town.people.views.organisations:_letter": "pressed by who invites: a link without a name",
    "ibasho.town.places.views.signups:_qr": "one's own ticket",
}


@pytest.mark.long
def test_28_every_way_out_of_the_house_was_walked_or_is_known(walk: Walk) -> None:
    ways = exporters.found("exports.answer", "pdf.render", "pdf.pictures", "segno.make")
    ours = {one for one in ways if not one.startswith(("ibasho.rooms.care", "ibasho.town.concerns"))}
    left = {f"{one} ({ways[one]})" for one in ours - walk.ways - set(ELSEWHERE)}
    assert left == set(), "a new way out: walk it (access.toml), or say in ELSEWHERE why nobody can be in it"
    assert set(ELSEWHERE) - set(exporters.found()) == set(), "no such way any more"


# --- mails: who calls the outbox, to whom, and whether the words name somebody else ---
MAILS = {
    "ibasho.rooms.bulletin.actions.school_letters:_send": "to a school about its box: how many copies and its own link, nobody's name",
    "ibasho.rooms.bulletin.actions.broadcasting:_tell": "to who wants to hear: public words of the city and of places, nobody's name",
    "ibasho.rooms.bulletin.actions.subscribing:ask": "to an address that was typed: whether it is meant, and nothing else",
    "ibasho.rooms.bulletin.actions.story_letters:sent_back": "to a group about its 活動だより: the title and what to mend, nobody's name",
    "ibasho.rooms.familysupport.actions.applying:_thank": "to who applied",
    "ibasho.rooms.familysupport.actions.applying:_tell_advisers": "to the advisers: somebody applied, no name",
    "ibasho.rooms.familysupport.actions.ask_letters:_send": "to the provider; the family is called by queries.called",
    "ibasho.rooms.familysupport.actions.courses:remind": "to the member: their own course",
    "ibasho.rooms.familysupport.actions.decision_letters:_send": "to both; the other side is named by _named, which hides",
    "ibasho.rooms.familysupport.actions.report_letters:_send": "to both sides of a report, without the other's name",
    "ibasho.rooms.mealtickets.actions.gift_letters:tell": "to who gave",
    "ibasho.rooms.mealtickets.actions.proofs:_tell": "to the city's people: a proof failed, no name",
    "ibasho.rooms.network.actions.supporting_letters:tell": "to a group about its want, offer or grant: the other group, nobody's name",
    "ibasho.rooms.network.actions.start_links:_send": "to the starter: their own link; who goes along is not named",
    "ibasho.rooms.network.actions.paper_news:_send": "to a group and who keeps it: a paper and its end, nobody's name",
    "ibasho.rooms.network.actions.meeting_letters:_send": "to a group about a 交流会: the meeting, nobody's name",
    "ibasho.rooms.network.actions.meeting_letters:lending": "to a group about what is lent: the other group, nobody's name",
    "ibasho.rooms.openhouse.actions.alarms:_tell": "to groups: a place closes",
    "ibasho.rooms.openhouse.actions.group_letters:_tell": "to who applied for a room",
    "ibasho.rooms.openhouse.actions.notices:tell": "to a guardian who switched it on; nobody where one of them is protected",
    "ibasho.rooms.roster.actions.applying:_thank": "to who applied",
    "ibasho.rooms.roster.actions.applying:_tell_leads": "to the leads: somebody applied, no name",
    "ibasho.rooms.roster.actions.link_letters:_send": "to the helper; another helper is named by veiled.called alone",
    "ibasho.rooms.roster.actions.safeguarding:remind": "to the group's named persons",
    "ibasho.rooms.surplus.actions.carry_letters:_send": "to the driver: their own way, no giver and no receiver named",
    "ibasho.rooms.surplus.actions.letters:to_group": "to a group's own people: the food, the place, how much, nobody's name",
    "ibasho.rooms.surplus.actions.offer_letters:to_giver": "to who gave: their own offer",
    "ibasho.town.places.actions.letters:tell": "to who signed up",
    "ibasho.town.places.actions.letters:tell_free": "to who asked to be told: a seat is free",
}


def test_28_every_mail_is_to_the_person_or_names_nobody() -> None:
    callers = set(exporters.found("outbox.send"))
    ours = {one for one in callers if not one.startswith(("ibasho.rooms.care", "ibasho.town.concerns"))}
    assert ours - set(MAILS) == set(), "a new mail: to whom, and whom does it name?"
    assert set(MAILS) - ours == set(), "no such mail any more"


# --- LINE and notifications of a device: another company reads along ---
ALOUD = {
    "ibasho.rooms.bulletin.views.line_webhook:_reply": "to who asked in the talk: public places and their days, nobody's name",
    "ibasho.town.outbox.actions.carrying:_by_line": "a message of MAILS: public words, or that something waits behind the sign-in",
    "ibasho.town.outbox.actions.carrying:_by_push": "the same, on a device",
}


def test_28_what_others_read_along_leaves_by_known_ways_alone() -> None:
    assert set(exporters.found("channel.reply", "line.push", "push.push")) == set(ALOUD)
