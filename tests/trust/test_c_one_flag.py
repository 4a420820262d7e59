"""C. DV・支援措置: one flag, in one place, at once; what the schema and the pages of the centre hold and don't (29–34, 49)."""

from __future__ import annotations

import ast
import json
import re
import sys
from datetime import timedelta
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import GuardianNotice
from ibasho.town.people import policies, showing
from ibasho.town.people.actions import accounts, protection
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from tests import house, make, objects
from tests.people import cast
from tests.rooms.care import ground as care
from tests.signing_in import sign_in
from tests.trust import canaries, exporters
from tests.trust.walking import addresses

CENTRE = canaries.OF_THE_CENTRE

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
            other.is_relation and getattr(other.related_model, "__name__", "") in children
            for other in house.own_fields(model)
        )
    }
    assert both == {"openhouse.GuardianNotice"}
    assert GuardianNotice._meta.get_field("is_on").default is False


ADDRESSES = {
    "bulletin.LineEvent": "a sealed address of the outbox: who is a friend on LINE",
    "bulletin.Subscription": "a sealed address of the outbox: where news goes without an account",
    "familysupport.Member": "how far it is to the child; a school district is enough",
    "familysupport.Request": "from where to where, in words of the family",
    "mealtickets.Gift": "a giver who wants a receipt writes it",
    "mealtickets.Receipt": "the same, as printed",
    "outbox.Message": "a mail address",
    "surplus.Offer": "where food is fetched; a drop-off point does instead",
    "surplus.StandingOffer": "the same, each week",
}
NOT_OF_PEOPLE = {
    "mealtickets.Fund", "reach.Candidate", "reach.PlanOpening", "places.Place", "places.Event", "areas.SchoolDistrict",
    "areas.Town", "areas.Cell", "surplus.Depot",
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


OWN_LIST = {"openhouse:ops_doors", "openhouse:desk_doors"}  # one's own places, none of somebody else's


def test_33_only_who_keeps_the_door_of_a_place_may_look_who_came() -> None:
    """No role of the centre, of family support or of the council's, and nobody without a role."""
    keepers = {role.code for role in ROLES.values() if Permission.OPENHOUSE_DOOR in role.permissions}
    assert keepers == {"city_admin", "city_officer", "city_clerk", "operator_lead", "operator", "helper"}
    rows = house.listed("access.toml")["openhouse"]
    doors = {
        name: row
        for name, row in rows.items()
        if str(row.get("object", "")).startswith("door_") and re.match("openhouse:(ops|desk)_", name)
    }
    assert len(doors) > 10
    for who in ("tamotsu", "ken", "sumi", "tomoe", "megumi"):
        seen = [
            name
            for name, row in doors.items()
            if name not in OWN_LIST and row.get(who, row.get("signed_in")) == 200
        ]
        assert seen == [], who


# --- 34: pages on which somebody reads or writes about a child in danger ---
LOUD = re.compile(r"虐待|暴力|ＤＶ|DV|通告|ネグレクト|いじめ|危険|自殺|被害|性暴力")
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


WORDS_OF_A_CHILD = ("notes", "notices", "referrals", "secrecy", "concerns")


def test_34_every_page_with_words_about_a_child_has_a_quick_exit_and_a_title_that_says_nothing() -> None:
    wrong = []
    for label, path in house.templates():
        text = path.read_text(encoding="utf-8")
        if label not in CENTRE or "{% extends" not in text:
            continue
        titles = re.findall(r"{% block title %}(.*?){% endblock %}", text, re.S)
        wrong += [f"{path.name}: the title says {one}" for one in titles if LOUD.search(one)]
        if path.parent.name in WORDS_OF_A_CHILD and not path.name.startswith("_"):
            whole = text + _frames(label, text)
            if "data-quick-exit" not in whole or '{% module "quick-exit" %}' not in whole:
                wrong.append(f"{path.parent.name}/{path.name}: no quick exit")
    assert wrong == []


def _frames(label: str, text: str) -> str:
    """What a template of ours extends, as far as it goes within its room."""
    found = re.search(r'extends "([^"]*)"', text)
    path = house.ROOMS[label] / "templates" / found[1] if found else None
    if path is None or not path.exists():
        return ""
    frame = path.read_text(encoding="utf-8")
    return frame + _frames(label, frame)


@pytest.mark.django_db
def test_34_pages_of_the_centre_are_kept_in_no_cache_and_their_titles_are_quiet() -> None:
    people = cast()
    client, wrong = sign_in(Client(), people.tomoe), []
    for one in addresses(objects.Objects(people)):
        if one.name.split(":")[0] not in CENTRE or one.expected("tomoe") != 200:
            continue
        answer = client.get(one.path)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        title = TITLE.findall(answer.content.decode())
        if title and LOUD.search(title[0]):
            wrong.append(f"{one.name}: the title says {title[0].strip()}")
        if "no-store" not in answer.get("Cache-Control", ""):
            wrong.append(f"{one.name}: may be kept in a cache")
    assert wrong == []


OF_COLLEAGUES = "ibasho.town.concerns.actions.colleagues"  # who has become a colleague: nothing of a child


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
                assert module == OF_COLLEAGUES or ast.unparse(named["secret"]) == "True", module
                assert ast.unparse(named["subject"]) in ("SUBJECT", "arrivals.SUBJECT"), module
        module_of = sys.modules.get(module) or __import__(module, fromlist=["SUBJECT"])
        assert module == OF_COLLEAGUES or module_of.SUBJECT == "おしらせが あります", module


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
        and model._meta.app_label not in CENTRE
        and model._meta.label not in canaries.NO_WORDS
        and f"{model._meta.label}.{name}" not in canaries.WORKERS
        and canaries.ABOUT.get(model._meta.label) != name
    }
    assert unknown == set()
