"""What stands beside the code leads to where it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("ibasho/**/README.md"),
        ROOT / "demo/README.md",
    ]
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:ibasho|tests|demo|docs|config|rehearsal|frontend)/[\w./-]+)`")
MADE = re.compile(r"^make ([a-z-]+)|`make ([a-z-]+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_leads_to_files_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [
        link for link in LINK.findall(text) if "://" not in link and not link.startswith(("mailto:", "/"))
    ]
    gone = [link for link in links if not (page.parent / link).exists()]
    gone += [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    assert gone == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_of_make_that_a_page_names_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = {one or other for one, other in MADE.findall(page.read_text(encoding="utf-8"))}
    assert told <= targets


def test_the_catalogue_names_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f'softwareVersion: "{version}"' in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f"## {version.rpartition('.')[0]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
