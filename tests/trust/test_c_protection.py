"""C. DV・支援措置: a canary on everything the house keeps about protected people comes out nowhere (28–34)."""

from __future__ import annotations

import ast
import inspect
import json
import logging
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

import pytest
import segno
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import resolve

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.tables import read_table
from ibasho.base.ports import pdf
from ibasho.base.ui import exports
from ibasho.rooms.openhouse.models import GuardianNotice
from ibasho.town.payouts.models import Payment
from ibasho.town.people import policies, showing
from ibasho.town.people.actions import accounts, protection
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from tests import house, make, objects
from tests.people import Cast, cast
from tests.rooms.care import ground as care
from tests.signing_in import sign_in
from tests.town.payouts import ground as payouts
from tests.trust import canaries, exporters
from tests.trust.walking import Address, addresses

WHO = ("anonymous", "fumi", "aoi", "mado", "tsubaki", "megumi", "sumi", "tomoe", "hana", "ken", "tamotsu")
CENTRE = ("care", "concerns")  # sealed: test_b_secrecy.py walks there with canaries of its own

# Who works with the person reads them on a screen (docs/protection.md says why, and what is written down first).
ADVISER, MONEY = {"megumi"}, {"fumi", "aoi"}
SCREENS: dict[str, set[str]] = {}
# A paper about one person for that very person, and the list by which a bank pays.
PAPERS: dict[str, set[str]] = {}


@dataclass
class Walk:
    """`found`: (address, who) → the rows whose canary stood there. `ways`: the functions that made a file, a paper or a
    code. `logged`: lines of the log with a canary. `files`: the addresses that gave a file or a paper."""

    found: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    ways: set[str] = field(default_factory=set)
    logged: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    asked: int = 0


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
    ears, recorder = _Ears(done), pdf.Recorder()
    codes: list[str] = []
    patch.setattr(pdf, "render", exporters.Watched(recorder, done.ways))
    patch.setattr(exports, "answer", exporters.Watched(exports.answer, done.ways))
    make_code = segno.make
    patch.setattr(
        segno,
        "make",
        exporters.Watched(
            lambda text, **how: (codes.append(str(text)), make_code(text, **how))[1], done.ways
        ),
    )
    logging.getLogger().addHandler(ears)
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        asked = [one for one in addresses(objects.Objects(people)) if one.name.split(":")[0] not in CENTRE]
        _paid(people)
        marked = canaries.mark(day=clock.day(clock.now()), flagged_by=people.fumi, group=people.midori)
        assert len(marked.words) > 30, "the town is too small to say anything"
        for who in WHO:
            _walk(who, people, asked, marked, done, recorder, codes)
        transaction.set_rollback(True)
    logging.getLogger().removeHandler(ears)
    patch.undo()
    yield done


def _paid(people: Cast) -> None:
    """One of the payments of the town goes to a person."""
    payee = payouts.payee(people, "だれか", person=people.ken)
    row = Payment.objects.order_by("pk")[0]
    row.pk, row.public_id, row.payee, row.reference = None, "CCCCCCCCCC", payee, "canary"
    row.save()


def _walk(
    who: str,
    people: Cast,
    asked: list[Address],
    marked: canaries.Marked,
    done: Walk,
    recorder: pdf.Recorder,
    codes: list[str],
) -> None:
    client = Client()
    with transaction.atomic():
        if who != "anonymous":
            sign_in(client, getattr(people, who))
        for one in (each for each in asked if each.expected(who) == 200):
            for form in ("", *(("?format=csv", "?format=xlsx") if _offers_files(one) else ())):
                recorder.calls.clear()
                codes.clear()
                said, is_file = _said(client, one.path + form)
                done.asked += 1
                said += json.dumps([list(call[:2]) for call in recorder.calls], ensure_ascii=False) + str(
                    codes
                )
                name = f"{one.name}{'#file' if is_file or recorder.calls else ''}"
                if is_file or recorder.calls:
                    done.files.add(one.name)
                if hits := marked.heard(said):
                    done.found.setdefault((name, who), set()).update(hits)
        transaction.set_rollback(True)


def _offers_files(one: Address) -> bool:
    return "exports." in inspect.getsource(sys.modules[resolve(one.path).func.__module__])


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


def test_28_what_the_house_keeps_about_protected_people_stands_only_where_somebody_works_with_them(
    walk: Walk,
) -> None:
    assert walk.asked > 1500
    allowed = SCREENS | {f"{name}#file": who for name, who in PAPERS.items()}
    leaks = {
        f"{name} shows {sorted(rows)} to {who}"
        for (name, who), rows in walk.found.items()
        if who not in allowed.get(name, set())
    }
    assert leaks == set()


def test_28_the_list_of_those_pages_is_no_longer_than_it_must_be(walk: Walk) -> None:
    named = {(name, who) for name, people in SCREENS.items() for who in people}
    named |= {(f"{name}#file", who) for name, people in PAPERS.items() for who in people}
    assert named - set(walk.found) == set(), "nobody stands there any more: take it off the list"


def test_28_nothing_is_logged(walk: Walk) -> None:
    assert walk.logged == []


# Ways out of the house that a walk over pages does not come by, and why no protected person can be in them.
ELSEWHERE: dict[str, str] = {}


def test_28_every_way_out_of_the_house_was_walked_or_is_known(walk: Walk) -> None:
    ways = exporters.found("exports.answer", "pdf.render", "pdf.pictures", "segno.make")
    ours = {one for one in ways if not one.startswith(("ibasho.rooms.care", "ibasho.town.concerns"))}
    left = {f"{one} ({ways[one]})" for one in ours - walk.ways - set(ELSEWHERE)}
    assert left == set(), "a new way out: walk it (access.toml), or say in ELSEWHERE why nobody can be in it"
    assert set(ELSEWHERE) - set(exporters.found()) == set(), "no such way any more"


# --- mails: who calls the outbox, to whom, and whether the words name somebody else ---
MAILS = {
    "ibasho.rooms.familysupport.actions.applying:_thank": "to who applied",
    "ibasho.rooms.familysupport.actions.applying:_tell_advisers": "to the advisers: somebody applied, no name",
    "ibasho.rooms.familysupport.actions.ask_letters:_send": "to the provider; the family is called by queries.called",
    "ibasho.rooms.familysupport.actions.courses:remind": "to the member: their own course",
    "ibasho.rooms.familysupport.actions.decision_letters:_send": "to both; the other side is named by _named, which hides",
    "ibasho.rooms.familysupport.actions.report_letters:_send": "to both sides of a report, without the other's name",
    "ibasho.rooms.mealtickets.actions.gift_letters:tell": "to who gave",
    "ibasho.rooms.mealtickets.actions.proofs:_tell": "to the city's people: a proof failed, no name",
    "ibasho.rooms.openhouse.actions.alarms:_tell": "to groups: a place closes",
    "ibasho.rooms.openhouse.actions.group_letters:_tell": "to who applied for a room",
    "ibasho.rooms.openhouse.actions.notices:tell": "to a guardian who switched it on; nobody where one of them is protected",
    "ibasho.rooms.roster.actions.applying:_thank": "to who applied",
    "ibasho.rooms.roster.actions.applying:_tell_leads": "to the leads: somebody applied, no name",
    "ibasho.rooms.roster.actions.link_letters:_send": "to the helper; another helper is named by veiled.called alone",
    "ibasho.rooms.roster.actions.safeguarding:remind": "to the group's named persons",
    "ibasho.town.places.actions.letters:tell": "to who signed up",
    "ibasho.town.places.actions.letters:tell_free": "to who asked to be told: a seat is free",
}


def test_28_every_mail_is_to_the_person_or_names_nobody() -> None:
    callers = set(exporters.found("outbox.send"))
    ours = {one for one in callers if not one.startswith(("ibasho.rooms.care", "ibasho.town.concerns"))}
    assert ours - set(MAILS) == set(), "a new mail: to whom, and whom does it name?"
    assert set(MAILS) - ours == set(), "no such mail any more"


# --- 29–34, 49: what stands in the schema and in the pages ---
OTHER_FLAGS = re.compile(r"protect|shien|shelter|dv_|_dv|支援措置|保護(?!者)|シェルター")


def test_29_there_is_no_second_place_to_set_it() -> None:
    flags = {
        f"{model._meta.label}.{one.name}"
        for model in house.own_models()
        for one in house.own_fields(model)
        if OTHER_FLAGS.search(f"{model._meta.label} {one.name} {one.verbose_name}".lower())
    }
    assert {one.split(".")[1] for one in flags} == {"Protection", "ProtectionCheck"}
    setters = {
        path.relative_to(house.ROOT).as_posix()
        for path in house.sources("ibasho")
        if "Protection.objects.create" in path.read_text(encoding="utf-8")
    }
    assert setters == {"ibasho/town/people/actions/protection.py"}


@pytest.mark.django_db
def test_29_it_holds_in_the_same_transaction_from_the_day_of_application() -> None:
    people = cast()
    with transaction.atomic():
        flag = protection.protect(person=people.hana, by=people.by(people.fumi), at=make.AT)
        assert flag.starts_on == make.TUESDAY
        assert policies.is_protected(people.hana.pk, day=make.TUESDAY)
        assert people.hana not in policies.without_protected(Person.objects.all(), "", day=make.TUESDAY)


def test_30_the_only_papers_for_many_with_somebodys_name_pass_the_gate() -> None:
    """Lists of names hide who is protected; a run of letters also wants the list of the day and a second person."""
    gated = {
        path.relative_to(house.ROOT).as_posix()
        for path in house.sources("ibasho")
        if "letters.gate(" in path.read_text(encoding="utf-8")
    }
    assert gated == {"ibasho/rooms/familysupport/views/month_lines.py"}
    template = house.ROOT / "ibasho/rooms"
    many = {
        path.relative_to(template).as_posix()
        for path in template.rglob("pdf/*.typ")
        if re.search(r"receiver_address|\bpostal|postcode", path.read_text(encoding="utf-8"))
    }
    assert many == {
        "mealtickets/templates/mealtickets/pdf/receipt.typ",
        "mealtickets/templates/mealtickets/pdf/statement.typ",
    }
    # the one is a giver's own receipt, one at a time; the other goes to a shop


def test_31_a_grown_up_is_bound_to_a_child_by_one_row_each_and_sees_nothing_at_first() -> None:
    children = {"Child", "DoorCard"}
    both = {
        model._meta.label
        for model in house.own_models()
        for one in house.own_fields(model)
        if one.is_relation and one.related_model is Person and not canaries.is_doer(one.name)
        if any(
            other.is_relation and other.related_model.__name__ in children
            for other in house.own_fields(model)
        )
    }
    assert both == {"openhouse.GuardianNotice"}
    assert GuardianNotice._meta.get_field("is_on").default is False


ADDRESSES = {
    "familysupport.Member": "how far it is to the child; a school district is enough",
    "familysupport.Request": "from where to where, in words of the family",
    "mealtickets.Gift": "a giver who wants a receipt writes it",
    "mealtickets.Receipt": "the same, as printed",
    "outbox.Message": "a mail address",
}
NOT_OF_PEOPLE = {
    "mealtickets.Fund", "reach.Candidate", "reach.PlanOpening", "places.Place", "places.Event", "areas.SchoolDistrict",
    "areas.Town", "areas.Cell",
}  # fmt: skip


def test_32_no_home_is_kept_unless_it_is_needed() -> None:
    fields = [
        (model._meta.label, one)
        for model in house.own_models()
        for one in house.own_fields(model)
        if re.search(r"address|(^|_)(lat|lng)$", one.name) or "住所" in str(one.verbose_name)
    ]
    assert {label for label, _one in fields} == set(ADDRESSES) | NOT_OF_PEOPLE
    for label, one in fields:
        if label in ADDRESSES and label != "outbox.Message":
            assert one.blank or one.null, f"{label}.{one.name} must be possible to leave out"
    assert not any(re.search("address|school|born", one.name) for one in house.own_fields(Person))


def test_33_only_who_keeps_the_door_of_a_place_may_look_who_came() -> None:
    """No role of the centre, of family support or of the council's, and nobody without a role."""
    keepers = {role.code for role in ROLES.values() if Permission.OPENHOUSE_DOOR in role.permissions}
    assert keepers == {"city_admin", "city_officer", "city_clerk", "operator_lead", "operator", "helper"}
    listed = {name: row for name, row in house.listed("access.toml")["openhouse"].items() if "door" in name}
    assert listed and all(
        row.get("tamotsu", row.get("signed_in", row.get("everyone"))) != 200 or "my_" in name
        for name, row in listed.items()
    )


# --- 34: pages on which somebody reads or writes about a child in danger ---
LOUD = re.compile(r"虐待|暴力|ＤＶ|DV|通告|ネグレクト|いじめ|危険|自殺|被害|性暴力")
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["sumi", "tomoe", "hana"])
def test_34_pages_about_a_child_have_a_quick_exit_and_a_title_that_says_nothing(who: str) -> None:
    people = cast()
    client = sign_in(Client(), getattr(people, who))
    wrong = []
    for one in addresses(objects.Objects(people)):
        if one.name.split(":")[0] not in CENTRE or one.expected(who) != 200:
            continue
        answer = client.get(one.path)
        if (
            not answer.get("Content-Type", "").startswith("text/html")
            or "<title>" not in answer.content.decode()
        ):
            continue
        html = answer.content.decode()
        title = TITLE.findall(html)[0]
        if LOUD.search(title):
            wrong.append(f"{one.name}: the title says {title.strip()}")
        if one.name not in WITHOUT_EXIT and "data-quick-exit" not in html:
            wrong.append(f"{one.name}: no quick exit")
        if "no-store" not in answer.get("Cache-Control", ""):
            wrong.append(f"{one.name}: may be kept in a cache")
    assert wrong == []


WITHOUT_EXIT: dict[str, str] = {}


def test_34_mails_of_the_centre_say_nothing() -> None:
    """Each is secret (its words are erased once on their way), and its subject is the same two words."""
    for one in (
        each
        for each in exporters.found("outbox.send")
        if each.startswith(("ibasho.rooms.care", "ibasho.town.concerns"))
    ):
        module = one.split(":")[0]
        path = house.ROOT / f"{module.replace('.', '/')}.py"
        for call in (
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ):
            named = {key.arg: key.value for key in call.keywords}
            if isinstance(call.func, ast.Attribute) and call.func.attr == "send" and "event_key" in named:
                assert ast.unparse(named["secret"]) == "True", module
                assert ast.unparse(named["subject"]) in ("SUBJECT", "arrivals.SUBJECT"), module
        module_of = sys.modules.get(module) or __import__(module, fromlist=["SUBJECT"])
        assert module_of.SUBJECT == "おしらせが あります", module


@pytest.mark.django_db
def test_49_ones_own_list_of_who_looked_knows_nothing_of_the_centre() -> None:
    for config in apps.get_app_configs():
        if config.label in CENTRE:
            assert find_spec(f"{config.name}.showing") is None, (
                "nothing of the centre is offered to 「見せて」"
            )
    assert not any(verb.startswith(CENTRE) or "protection" in verb for verb in showing.DEEDS)
    people = cast()
    made = care.ground(people)
    before = showing.everything(people.tamotsu.pk, make.AT)
    protection.protect(person=people.hana, by=people.by(people.fumi), at=make.AT)
    protection.seen(people=[people.hana.pk], where="x", by=people.by(people.aoi), at=make.AT)
    assert showing.everything(people.tamotsu.pk, make.AT) == before
    shown = json.dumps(showing.everything(people.hana.pk, make.AT), ensure_ascii=False)
    assert made.notice.matter.public_id not in shown and "保護" not in shown


@pytest.mark.django_db
def test_a_writer_who_is_erased_later_leaves_their_note_without_a_name() -> None:
    people = cast()
    made = care.ground(people)
    later = make.AT + timedelta(days=400)
    accounts.close_account(by=people.by(people.hana), at=make.AT)
    accounts.forget_gone(by=Actor.of_job("people.forget"), at=later)
    made.notice.refresh_from_db()
    kept = made.notice.writer
    assert kept is None or (kept.name, kept.nickname, kept.phone) == (accounts.GONE, "", "")
    made.people.hana.delete()
    made.notice.refresh_from_db()
    assert made.notice.writer is None, "and where the row itself goes, the note stands"


def test_every_relation_to_a_person_is_known_as_about_somebody_or_done_by_somebody() -> None:
    """A new table about people is walked with a canary as soon as its relation is named in canaries.ABOUT."""
    unknown = {
        f"{model._meta.label}.{name}"
        for model, name in canaries.relations()
        if not canaries.is_doer(name)
        and model._meta.app_label not in canaries.OF_THE_CENTRE
        and model._meta.label not in canaries.NO_WORDS
        and canaries.ABOUT.get(model._meta.label) != name
    }
    assert unknown == set()
