"""U15: everything people press at a door can be taken back for at least 30 seconds, money by a reverse entry. `taking_back.toml`
says how; here every action that a view calls is found in the sources and looked up there."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from tests.evidence.keeping import measured

ROOT = Path(__file__).resolve().parents[1]
LISTED = Path(__file__).with_suffix("").with_name("taking_back.toml")
WAYS = frozenset(
    ["back", "again", "made", "looks", "asks", "link", "sent", "money", "decided", "sealed", "proof", "law"]
)
TAKEN_BACK = frozenset({"back", "again", "made"})
NOT_TAKEN_BACK = frozenset({"sent", "decided", "sealed", "proof", "law"})
UNDO_SECONDS_MIN = 30
_ENDS = ("UNDO", "TAKE_BACK")


@cache
def actions() -> frozenset[str]:
    """Dotted names of all verbs: public functions of an actions file that take `by` and `at`."""
    return frozenset(
        f"{_module(path)}.{one.name}" for path in _files() if _is_of_actions(path) for one in _verbs(path)
    )


@cache
def pressed() -> frozenset[str]:
    """The verbs that a view calls."""
    # A thousand names beside a thousand actions would be a million looks.
    called_so: dict[str, list[str]] = {}
    for one in actions():
        called_so.setdefault(_verb(one), []).append(one)
    found = (name for path in _files() if _is_of_views(path) for name in _named(path))
    return frozenset(one for name in found for one in called_so.get(_verb(name), ()) if _is_meant(one, name))


@cache
def listed() -> dict[str, str]:
    """Action → how it is taken back: a way, or the action that does it, both dotted."""
    told = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return {
        f"{module}.{verb}": way if way in WAYS or "." in way else f"{module}.{way}"
        for module, verbs in told.items()
        for verb, way in verbs.items()
    }


def test_every_action_at_a_door_says_how_it_is_taken_back() -> None:
    known = {_short(one) for one in pressed()}
    assert len(known) > 700
    assert sorted(known - set(listed())) == [], "say in taking_back.toml how it is taken back"
    assert sorted(set(listed()) - known) == [], "nobody presses this any more"


def test_what_takes_something_back_is_an_action_of_its_own() -> None:
    every = {_short(one) for one in actions()}
    ways = listed()
    assert [(one, way) for one, way in ways.items() if way not in WAYS and way not in every] == []
    counted = Counter(way if way in WAYS else "by an action" for way in ways.values())
    final = sum(counted[way] for way in NOT_TAKEN_BACK)
    measured(
        "U15", actions=len(ways), by_an_action=counted["by an action"], again_or_anew=sum(counted[one] for one in TAKEN_BACK),
        by_reverse_entry=counted["money"], for_good_with_a_reason=final,
    )  # fmt: skip
    assert final < len(ways) * 0.05


def test_where_taking_back_has_an_end_it_comes_no_sooner_than_after_30_seconds() -> None:
    ends = {f"{_module(path)}.{name}": span for path in _files() for name, span in _ends(path)}
    assert len(ends) >= 8
    assert {one: str(span) for one, span in ends.items() if span.total_seconds() < UNDO_SECONDS_MIN} == {}


def _files() -> list[Path]:
    return sorted((ROOT / "ibasho").rglob("*.py"))


def _is_of_actions(path: Path) -> bool:
    return "actions" in path.parts or path.name == "actions.py"


def _is_of_views(path: Path) -> bool:
    return "views" in path.parts or path.name == "views.py"


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _short(name: str) -> str:
    return name.removeprefix("ibasho.").replace(".actions", "")


def _verb(name: str) -> str:
    return name.rpartition(".")[2]


def _verbs(path: Path) -> Iterator[ast.FunctionDef]:
    for one in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            asked = {arg.arg for arg in one.args.kwonlyargs}
            if {"by", "at"} <= asked:
                yield one


def _named(path: Path) -> Iterator[str]:
    """Dotted names of what stands in an actions file and is used here."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name: f"{one.module}.{alias.name}"
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("ibasho.")
        for alias in one.names
    }
    for one in ast.walk(tree):
        match one:
            case ast.Attribute(value=ast.Name(id=name), attr=verb) if name in imported:
                yield f"{imported[name]}.{verb}"
            case ast.Name(id=name) if name in imported:
                yield imported[name]


def _ends(path: Path) -> Iterator[tuple[str, timedelta]]:
    """The constants that say for how long something may be taken back: `UNDO = timedelta(hours=24)`."""
    text = path.read_text(encoding="utf-8")
    if not any(word in text for word in _ENDS):
        return  # to take a file apart takes a hundred times as long
    for one in ast.parse(text).body:
        match one:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="timedelta"), keywords=told)
            ):
                if any(word in name for word in _ENDS):
                    yield name, timedelta(**{str(part.arg): ast.literal_eval(part.value) for part in told})


def _is_meant(action: str, name: str) -> bool:
    """Also where a package of actions hands its files' verbs on."""
    package, _dot, verb = name.rpartition(".")
    return ".actions" in name and (
        action == name or action.startswith(f"{package}.") and action.endswith(f".{verb}")
    )
