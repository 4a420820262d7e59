"""B 17. What nobody declared has no effect: machines are refused, a form's extra fields reach nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from uuid import uuid4

from django import forms
from django.test import Client

from ibasho.rooms.mealtickets.models import Redemption
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.town.people.models import Membership, Person
from tests import house
from tests.people import Cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card, till
from tests.trust.test_j_my_number import forms_of_ours

As = Callable[[Person], Client]
GRASP = {
    "is_active": "1", "is_staff": "1", "is_superuser": "1", "role": "city_admin", "ends_on": "2099-12-31", "organisation": "1",
    "organisation_id": "1", "person": "1", "person_id": "1", "by": "1", "id": "1", "pk": "1", "public_id": "AAAAAAAAAA",
    "state": "published", "created_at": "2000-01-01", "closed_at": "2000-01-01", "confirmed_by": "1", "password": "x",
}  # fmt: skip

# --- forms: by reading the house's source, so that a new one is read too ---
# Where names of a form are gone through: only those that begin like fields of that very form.
GONE_THROUGH = {
    "ibasho/base/ui/presses.py",  # a hash of the whole: whether this very form was sent before
    "ibasho/town/places/views/editing.py",
    "ibasho/town/places/views/hours.py",
    "ibasho/rooms/voices/views/stall.py",
}  # fmt: skip
SPREAD = ("dict", "items", "values", "keys", "lists", "urlencode")


def test_17_no_view_takes_a_forms_fields_by_whatever_name_they_come() -> None:
    assert {f"{path}: {told}" for path, told in _spread() if path not in GONE_THROUGH} == set()


def test_17_the_search_finds_them() -> None:
    bad = "thing(**request.POST)\nfor name in request.POST: pass\nrequest.POST.dict()"
    assert len(list(_in("x", bad))) == 3
    assert not list(_in("x", "Form(request.POST or None)\nrequest.POST.get('do')\n'do' in request.POST"))


def _spread() -> Iterator[tuple[str, str]]:
    for path in house.sources("ibasho"):
        yield from _in(str(path.relative_to(house.ROOT)), path.read_text(encoding="utf-8"))


def _in(path: str, source: str) -> Iterator[tuple[str, str]]:
    """Where all fields of a form are taken at once."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        taken: ast.AST | None = None
        if isinstance(node, ast.keyword) and node.arg is None:
            taken = node.value
        elif isinstance(node, ast.For | ast.comprehension):
            taken = node.iter
        elif isinstance(node, ast.Attribute) and node.attr in SPREAD:
            taken = node.value
        if isinstance(taken, ast.Attribute) and ast.unparse(taken) in ("request.POST", "request.FILES"):
            yield path, ast.unparse(node)


def test_17_no_form_is_made_of_whatever_columns_a_table_has() -> None:
    for form in forms_of_ours():
        if issubclass(form, forms.ModelForm):
            meta = form._meta
            assert meta.fields not in (None, forms.ALL_FIELDS) and not meta.exclude, form


def test_17_a_forms_extra_fields_change_nobody(town: Cast, as_person: As) -> None:
    """Hana puts everything a person or a role consists of into the forms about herself and her group."""
    client = as_person(town.hana)
    before = list(Membership.objects.order_by("pk").values())
    client.post("/my/account/edit/", {**GRASP, "name": "花"})
    client.post(f"/ops/members/{town.midori.public_id}/contact/", {**GRASP, "name": "みどり", "kind": "city"})
    hana = Person.objects.get(pk=town.hana.pk)
    assert (hana.is_active, hana.ends_on, hana.public_id) == (True, town.hana.ends_on, town.hana.public_id)
    town.midori.refresh_from_db()
    assert town.midori.kind == "group" and list(Membership.objects.order_by("pk").values()) == before


# --- machines: each write of theirs, with one field more than it has ---
def test_17_the_till_is_refused_a_field_nobody_knows(town: Cast, now: object) -> None:
    counter = till(ground.ground().shop)
    scan = counter.scan(text_of(card()))
    for path, body in (
        ("redemptions", {**counter.body(scan), "yen": 1}),
        ("redemptions/sync", {"items": [], "force": True}),
        ("till/session", {"device": counter.device.public_id, "pin": "8520", "shop": 1}),
        (f"redemptions/{uuid4()}/reverse", {"why": "まちがえた", "yen": 1}),
    ):
        told = Client().post(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={"Authorization": counter.header},
        )
        assert (told.status_code, told.json()["code"]) == (400, "till.fields"), path
    assert not Redemption.objects.exists()


def test_17_every_machine_that_sends_json_is_asked_here() -> None:
    """Whoever reads a body as JSON goes through `shapes.only` or the till's `wire`; what others send in a shape of their own
    is signed by them, or kept by the names we know."""
    theirs = {"ibasho/rooms/mealtickets/api/answering.py", "ibasho/town/outbox/views/browsers.py"}
    reading = {
        str(path.relative_to(house.ROOT)): source
        for path in house.sources("ibasho")
        if "json.loads(request.body)" in (source := path.read_text(encoding="utf-8"))
        or "json.loads(raw" in source
    }
    assert {path for path, source in reading.items() if "import only" not in source} <= theirs
