"""I 90 and ASVS 1.3, 1.5, 5.2: what could run elsewhere goes out through one guarded door, and what could run here has none. Read from
the source, so that whatever is new is seen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from ibasho.base.kernel.tables import write_csv, write_xlsx
from tests import house

GUARDED = "ibasho/base/kernel/tables/writing.py"
# Where rows of a table leave the house, and where code, shells or documents from outside could be run or read.
DOORS: dict[str, set[str]] = {
    "csv.writer": {GUARDED}, "csv.DictWriter": set(), "Workbook": {GUARDED},
    "eval": set(), "exec": set(), "compile": set(), "os.system": set(), "os.popen": set(), "__import__": set(),
    "pickle.loads": set(), "pickle.load": set(), "marshal.loads": set(), "yaml.load": set(), "shelve.open": set(),
    "ElementTree.parse": set(), "ElementTree.fromstring": set(), "Xml.fromstring": set(), "Xml.parse": set(),
    "minidom.parseString": set(), "engines.from_string": set(), "Template.from_string": set(),
}  # fmt: skip


def calls() -> Iterator[tuple[str, str]]:
    """(file, what is called) for the whole house."""
    for path in house.sources("ibasho"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                    yield str(path.relative_to(house.ROOT)), f"{called.value.id}.{called.attr}"
                elif isinstance(called, ast.Name):
                    yield str(path.relative_to(house.ROOT)), called.id


def test_90_rows_leave_by_the_guarded_writer_alone_and_nothing_is_run_or_unpickled() -> None:
    found: dict[str, set[str]] = {name: set() for name in DOORS}
    for path, called in calls():
        if called in found:
            found[called].add(path)
    assert found == DOORS


def test_no_shell_ever_reads_a_word() -> None:
    for path in house.sources("ibasho", "config"):
        assert not re.search(r"shell\s*=\s*True", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "'="])
def test_90_nothing_a_person_wrote_runs_in_a_spreadsheet(start: str) -> None:
    written = write_csv(["名前"], [[f"{start}cmd|' /C calc'!A0"]]).data.decode("utf-8-sig")
    assert written.splitlines()[1].lstrip('"').startswith("'") or start == "\r"
    assert b"<f>" not in write_xlsx(["名前"], [[f"{start}1+1"]]).data


def test_1_3_no_script_of_ours_builds_a_page_from_words() -> None:
    """`innerHTML` takes what the server made (a part of a page) and nothing else; nothing is evaluated."""
    taken, wrong = {"frontend/js/reach-whatif.js"}, []
    for path in sorted((house.ROOT / "frontend" / "js").glob("**/*.js")):
        source, name = path.read_text(encoding="utf-8"), str(path.relative_to(house.ROOT))
        if re.search(
            r"\beval\(|new Function\(|document\.write\(|\.outerHTML\s*=|insertAdjacentHTML\(", source
        ):
            wrong.append(name)
        if re.search(r"\.innerHTML\s*\+?=", source) and name not in taken:
            wrong.append(name)
    assert wrong == []
