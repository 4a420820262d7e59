"""C37: every field of every model has purpose, class, basis and an end; the words for ends and bases are closed lists, and what
is promised to go names the job that takes it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model
from procrastinate.contrib.django import app as jobs

from ibasho.front.web.privacy import inventory
from ibasho.front.web.privacy.inventory import Field

PERIODIC = {one.task.name for one in jobs.periodic_registry.periodic_tasks.values()}


def _model(label: str) -> type[Model]:
    found: type[Model] = apps.get_model(label)
    return found


def _promised() -> list[Field]:
    return [field for field in inventory.fields() if field.retention in inventory.keeping().gone]


def _unanswered(fields: tuple[Field, ...]) -> list[str]:
    return [f"{one.label}.{one.name}" for one in fields if one.basis not in inventory.bases()]


def test_the_list_is_read_whole() -> None:
    assert len(inventory.fields()) > 2_500
    assert len(inventory.personal()) > 400


def test_every_personal_field_has_a_legal_basis_from_the_closed_list() -> None:
    assert _unanswered(inventory.personal()) == []
    assert {one.basis for one in inventory.personal()} == set(inventory.bases()), "a basis nobody needs"


def test_a_field_without_a_basis_is_noticed() -> None:
    nobody = Field("x", "X", "name", "だれ", inventory.Sort.PERSONAL, "1年", "", "", "")
    assert _unanswered((nobody,)) == ["x.X.name"]


@pytest.mark.parametrize("basis", inventory.bases().values(), ids=lambda one: one.code)
def test_each_basis_names_its_law_or_says_that_nobody_has_checked_it(basis: inventory.Basis) -> None:
    assert "法" in basis.law
    assert ("確認前" in basis.told) is not basis.checked


def test_every_end_is_from_the_closed_list_and_each_of_the_list_is_used() -> None:
    assert {one.retention for one in inventory.fields()} == inventory.keeping().phrases


def test_what_is_promised_to_go_names_the_nightly_job_that_takes_it() -> None:
    silent = {one.label for one in _promised() if not one.carried_by and not one.goes_with}
    assert silent == set()
    unknown = {f"{one.label}: {one.carried_by}" for one in _promised() if one.carried_by} - {
        f"{one.label}: {one.carried_by}" for one in _promised() if one.carried_by in PERIODIC
    }
    assert unknown == set()


def test_what_goes_with_another_row_is_taken_along_by_the_database() -> None:
    wrong = set()
    for one in inventory.fields():
        if one.goes_with:
            parent = _model(f"{one.room}.{one.goes_with}")
            links = [
                field
                for field in _model(one.label)._meta.get_fields()
                if isinstance(field, ForeignKey) and issubclass(parent, field.related_model)
            ]
            if not any(link.remote_field.on_delete is CASCADE for link in links):
                wrong.add(f"{one.label} → {one.goes_with}")
    assert wrong == set()


def test_what_stays_says_why_and_holds_no_words_of_a_person() -> None:
    """Of what stays, the personal fields are numbers of people whose names go, and the two codes of a gift and a role."""
    kept = inventory.keeping().kept
    assert all(len(why) > 10 for why in kept.values())
    stays = [one for one in inventory.personal() if one.retention in kept]
    words = {f"{one.label}.{one.name}" for one in stays if not one.is_staff}
    assert words == {
        "familysupport.Member.district_code", "familysupport.Member.kind", "familysupport.Member.state",
        "journal.Entry.person_id", "mealtickets.Gift.reference", "payouts.Payee.person",
    }  # fmt: skip
