"""Who hears of what: a table, and what holds for every choice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.bulletin.rules.kinds import NoticeKind
from ibasho.rooms.bulletin.rules.wanted import Told, Wanted, goes_to


def some(*values: str) -> frozenset[str]:
    return frozenset(values)


HERE = Told("closure", districts=some("M01"), stages=some("upper"), wishes=some("food"), place=7)
CITY = Told("news")


@pytest.mark.parametrize(
    ("told", "wanted", "goes", "why"),
    [
        (CITY, Wanted(), True, "nothing chosen means everything"),
        (HERE, Wanted(), True, "nothing chosen means everything, also of a place"),
        (HERE, Wanted(districts=some("M01")), True, "their district"),
        (HERE, Wanted(districts=some("M02")), False, "another district"),
        (HERE, Wanted(districts=some("M02", "M01")), True, "one of theirs"),
        (CITY, Wanted(districts=some("M02")), True, "what is for the whole city is for M02 too"),
        (HERE, Wanted(stages=some("junior")), False, "another age"),
        (HERE, Wanted(wishes=some("study")), False, "another interest"),
        (replace(HERE, wishes=some()), Wanted(wishes=some("study")), True, "for every interest"),
        (HERE, Wanted(kinds=some("news")), False, "another kind"),
        (HERE, Wanted(kinds=some("closure")), True, "that kind"),
        (replace(HERE, kind="reopen"), Wanted(kinds=some("closure")), True, "who hears of the end of a day hears it is not"),
        (replace(HERE, kind="reopen"), Wanted(kinds=some("place")), False, "but not everybody"),
        (HERE, Wanted(places=frozenset({7}), districts=some("M02"), stages=some("high")), True, "a place one follows"),
        (HERE, Wanted(places=frozenset({7}), kinds=some("news")), False, "followed, but no closures wanted"),
        (HERE, Wanted(places=frozenset({8})), False, "follows another place and no district"),
        (HERE, Wanted(places=frozenset({8}), districts=some("M01")), True, "follows another place and this district"),
        (replace(CITY, districts=some("M01")), Wanted(places=frozenset({8})), False, "a district nobody said is theirs"),
        (CITY, Wanted(places=frozenset({8})), True, "for the whole city"),
        (Told("closure", place=7), Wanted(places=frozenset({8})), False, "a place whose district is unknown"),
        (Told("closure", place=7), Wanted(districts=some("M01")), True, "a place whose district is unknown may be theirs"),
    ],
)  # fmt: skip
def test_who_hears_of_it(told: Told, wanted: Wanted, goes: bool, why: str) -> None:
    assert goes_to(told, wanted) is goes, why


codes = st.frozensets(st.sampled_from(["M01", "M02", "M03"]))
wanteds = st.builds(
    Wanted,
    districts=codes,
    stages=st.frozensets(st.sampled_from(["lower", "upper", "junior"])),
    wishes=st.frozensets(st.sampled_from(["food", "study"])),
    kinds=st.frozensets(st.sampled_from([kind.value for kind in NoticeKind])),
    places=st.frozensets(st.integers(1, 3)),
)
tolds = st.builds(
    Told,
    kind=st.sampled_from([kind.value for kind in NoticeKind]),
    districts=codes,
    stages=st.frozensets(st.sampled_from(["lower", "upper", "junior"])),
    wishes=st.frozensets(st.sampled_from(["food", "study"])),
    place=st.none() | st.integers(1, 3),
)


@given(tolds)
def test_who_chose_nothing_hears_everything(told: Told) -> None:
    assert goes_to(told, Wanted())


@given(tolds, wanteds, st.sampled_from(["stages", "wishes", "kinds", "districts"]))
def test_choosing_less_never_tells_more(told: Told, wanted: Wanted, name: str) -> None:
    """But a district beside places: it opens that district."""
    if name == "districts" and wanted.places:
        return
    if goes_to(told, wanted):
        assert goes_to(told, replace(wanted, **{name: frozenset()}))


@given(tolds, wanteds)
def test_a_place_one_follows_tells_whatever_kind_was_chosen(told: Told, wanted: Wanted) -> None:
    if told.place in wanted.places and told.kind in wanted.kinds:
        assert goes_to(told, wanted)
