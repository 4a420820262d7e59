"""Of the vault's log only keys of matters that were given out are looked at."""

from __future__ import annotations

import json

import pytest

from ibasho.rooms.care.rules.keeper_log import openings


def line(**changed: object) -> str:
    known = {
        "at": "2026-11-24T15:00:00.000+09:00",
        "ask": "open_key",
        "bound_to": "care.matter.data_key:K7MWT",
        "pid": 7,
        "uid": 9,
    }
    return json.dumps({**known, "answer": "ok", **changed})


def test_keys_given_out_and_nothing_else() -> None:
    told = [
        line(), line(answer="vault.busy"), line(answer="sealed"), line(ask="new_key"), line(ask="marks", bound_to="care.child:P"),
        line(bound_to="care.note:1", ask="open_box"), line(bound_to="care.matter.data_key:X2", ask="rewrap", pid=8),
    ]  # fmt: skip
    assert [(one.matter, one.pid) for one in openings(told)] == [("K7MWT", 7), ("X2", 8)]


@pytest.mark.parametrize("rubbish", ["", "x", "[]", "{}", '{"at": "yesterday"}'])
def test_another_file_is_not_taken_for_the_log(rubbish: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(openings([line(), rubbish]))
