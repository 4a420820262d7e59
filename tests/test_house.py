"""The house keeps its own rules: inventory, glossary, floors, file names, sizes, templates."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from django.db.models import Model

from tests import house
from tests.presses import Presses

FILE_NAMES = {
    "__init__", "apps", "models", "rules", "actions", "queries", "facts", "policies", "forms", "views", "urls", "api",
    "commands", "tasks", "admin", "middleware", "context", "adapters", "permissions", "roles",
}  # fmt: skip
BANNED_NAMES = {"utils", "helpers", "services", "managers", "misc", "common"}
FILE_LINES_MAX, FUNCTION_LINES_MAX = 450, 60


@pytest.mark.parametrize("model", house.own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_in_the_data_inventory(model: type[Model]) -> None:
    listed = house.listed("inventory.toml")[model._meta.app_label].get(model.__name__, {})
    assert set(listed) == {field.name for field in house.own_fields(model)}
    for name, row in listed.items():
        assert row["purpose"] and row["retention"], name
        assert row["class"] in (0, 1, 2, 3), name


@pytest.mark.parametrize("room", house.ROOMS)
def test_the_inventory_names_no_model_that_is_gone(room: str) -> None:
    known = {model.__name__ for model in house.own_models() if model._meta.app_label == room}
    assert set(house.listed("inventory.toml")[room]) <= known


@pytest.mark.parametrize("model", house.own_models(), ids=lambda model: model._meta.label)
def test_every_model_and_state_is_in_the_glossary(model: type[Model]) -> None:
    listed = house.listed("glossary.toml")[model._meta.app_label].get(model.__name__, {})
    assert listed.get("ja"), f"{model.__name__}: its Japanese name is missing"
    for field in house.own_fields(model):
        if field.name in {"state", "staffing"} and field.choices:
            states = {str(code): str(label) for code, label in field.flatchoices}
            assert listed.get(field.name) == states, f"{model.__name__}.{field.name}"


def test_no_child_has_an_account_a_score_or_a_background_check() -> None:
    """Laws 6 and 7: no score on any child, no account for one, no place for the result of a check."""
    forbidden = re.compile(
        r"score|rank|rating|grade_point|birth|conviction|criminal|check_result|dbs_result|my_number"
    )
    found = [
        f"{model.__name__}.{field.name}"
        for model in house.own_models()
        for field in house.own_fields(model)
        if forbidden.search(field.name)
    ]
    assert found == []


def test_relations_by_string_keep_to_the_floors() -> None:
    """import-linter cannot see `"app.Model"`: a relation may point down or stay in its room, never up."""
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in house.own_models()
        for field in house.own_fields(model)
        if field.is_relation and _height(field.related_model) > _height(model)
    ]
    assert wrong == []


def _height(model: type[Model]) -> int:
    return house.HEIGHT.get(model._meta.app_label, 0)


def test_templates_use_only_what_stands_below() -> None:
    reach = re.compile(r"""{%\s*(?:extends|include)\s+["']([a-z_]+)/""")
    wrong = []
    for room, path in house.templates():
        for other in reach.findall(path.read_text(encoding="utf-8")):
            if other in house.HEIGHT and house.HEIGHT[other] > house.HEIGHT[room]:
                wrong.append(f"{path.name}: {other}")
    assert wrong == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline style", r"<style\b|\sstyle\s*="),
        ("inline script", r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>"),
        ("inline handler", r"\son[a-z]+\s*=\s*[\"']"),
        (
            "another origin",
            r"<(?:script|link|img|iframe|source|video)\b[^>]*(?:src|href)=[\"'](?:https?:)?//",
        ),
    ],
)
def test_pages_load_from_our_own_origin_and_run_nothing_inline(what: str, pattern: str) -> None:
    wrong = [
        str(path.relative_to(house.ROOT))
        for _, path in house.templates()
        if path.suffix == ".html" and re.search(pattern, path.read_text(encoding="utf-8"))
    ]
    assert wrong == [], what


def test_rooms_hold_files_of_known_names() -> None:
    wrong = []
    for label, folder in house.ROOMS.items():
        if label in {
            "ui",
            "web",
            "journal",
            "backups",
        }:  # no programme stands there: they name their files by what they hold
            continue
        wrong += [
            f"{label}/{path.stem}"
            for path in folder.iterdir()
            if (path.suffix == ".py" or (path / "__init__.py").exists())
            and path.stem not in FILE_NAMES | ROOM_EXTRAS
        ]
    assert wrong == []


ROOM_EXTRAS = {
    "backend", "menu", "showing", "migrations", "templatetags", "datasets", "stages", "travel", "engine",
}  # fmt: skip


def test_no_name_is_a_file_and_a_folder_at_once() -> None:
    """Python would read the folder and pass the file by in silence."""
    assert [path for path in house.sources() if path.with_suffix("").is_dir()] == []


def test_no_file_is_called_after_nothing() -> None:
    assert [path for path in house.sources() if path.stem in BANNED_NAMES] == []


def test_files_can_be_held_in_the_head() -> None:
    long = {
        str(path.relative_to(house.ROOT)): lines
        for path in [*house.sources(), *house.sources("tests")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES_MAX
    }
    assert long == {}


def test_functions_can_be_read_at_a_glance() -> None:
    long = [
        f"{one.path}:{one.name} {one.lines}"
        for path in house.sources()
        if path.read_text(encoding="utf-8").count("\n") > FUNCTION_LINES_MAX  # taking one apart is slow
        for one in house.functions(path)
        if one.lines > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"TODO|FIXME|XXX|NotImplementedError|coming soon|lorem ipsum|準備中です")
    files = [*house.sources(), *(path for _, path in house.templates())]
    assert [str(path) for path in files if marks.search(path.read_text(encoding="utf-8"))] == []


def test_every_dependency_says_what_it_is_for() -> None:
    for name in ("app.in", "dev.in"):
        for line in (house.ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-c")):
                assert re.search(r"#\s*\S+", line), line


def test_every_room_explains_itself_in_ten_lines() -> None:
    for folder in house.ROOMS.values():
        text = (folder / "README.md").read_text(encoding="utf-8")
        assert 3 <= len(text.splitlines()) <= 80, folder


def test_every_action_writes_the_journal() -> None:
    """Law 2: a public function of actions that takes `by` and `at` records its deed, or calls an action that does."""
    silent = []
    for path in house.sources("ibasho"):
        if ("actions" in path.parts or path.stem == "actions") and "journal" not in path.parts:
            silent += [f"{path.relative_to(house.ROOT)}:{name}" for name in house.silent_actions(path)]
    assert silent == []


def test_after_a_press_nothing_is_read_before_the_page_has_answered() -> None:
    """What is quicker than the next page on an idle machine is not on a busy one."""
    files = [path for path in house.sources("tests") if "playwright" in path.read_text(encoding="utf-8")]
    assert list(Presses(files).unanswered()) == []


@pytest.mark.parametrize(
    ("lines", "early"),
    [
        ("page.click('a')\nassert page.url == '/'", True),
        ("page.click('a')\npage.goto('/')", True),
        ("page.keyboard.press('Enter')\npage.fill('b', 'c')\nn = Row.objects.count()", True),
        ("page.click('a')\npage.wait_for_timeout(500)\nassert page.url == '/'", True),
        ("page.click('a')", True),
        ("for one in 'ab':\n  page.click(one)\nassert page.url == '/'", True),
        ("leave(page)\nassert page.url == '/'", True),
        ("page.click('a')\nexpect(page).to_have_url('/')\nassert Row.objects.count()", False),
        ("with page.expect_response('/'):\n  page.click('a')\nassert Row.objects.count()", False),
        ("arrive(page.locator('a'))\nassert page.url == '/'", False),
    ],
)
def test_a_look_that_is_too_early_is_seen(lines: str, early: bool, tmp_path: Path) -> None:
    file = tmp_path / "test_one.py"
    leave = "def leave(page):\n  page.click('a')\n"
    file.write_text(leave + "def test_one(page):\n" + textwrap.indent(lines, "  "), encoding="utf-8")
    assert bool(list(Presses([file]).unanswered())) == early
