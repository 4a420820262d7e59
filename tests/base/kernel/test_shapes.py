"""An object with the fields we know."""

from typing import Any

import pytest

from ibasho.base.kernel.shapes import only


@pytest.mark.parametrize("told", [{}, {"a": 1}, {"a": 1, "b": None}])
def test_what_we_know_passes(told: dict[str, Any]) -> None:
    assert only(told, "a", "b") is told


@pytest.mark.parametrize("told", [{"a": 1, "c": 2}, {"": 1}, [], "a", None, 3])
def test_all_else_is_refused(told: object) -> None:
    with pytest.raises(ValueError):
        only(told, "a", "b")
