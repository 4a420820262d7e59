"""A city of its own: from an empty folder to a site that answers, with the real files of 宇部市 and 掛川市."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config import postgres
from ibasho.front.setup.state import Mark, State
from tests.faults.scale import FACTOR, measured

pytestmark = pytest.mark.skipif(FACTOR == 1, reason="minutes long: make faults R=U21")
NAMED = {"ube": ("宇部市", "352021"), "kakegawa": ("掛川市", "222135")}
PORTS = {"ube": 8471, "kakegawa": 8472}
MORE = {
    "ube": '[mesh]\nwithin = "1"\n[staff]\nemail = "kanri@city.example.jp"\nname = "はじめ 管理"\nsection = "ためしの課"\n[backup]\n',
    "kakegawa": '[places]\nsource = "掛川市の 公開ページ"\n',
}


@pytest.fixture
def slug(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own on the private server, gone afterwards."""
    name = f"init_{request.node.callspec.params['city']}_{os.getpid()}"
    yield name
    postgres.drop_database(f"ibasho_{name}")


def walk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ibasho.cli", "init", "--into", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("city", NAMED)
def test_a_city_opens_in_under_an_hour(city: str, slug: str, tmp_path: Path) -> None:
    files = Path(settings.IBASHO_SAMPLES) / city
    if not files.is_dir():
        pytest.skip(f"the sample data of {city} are not here (IBASHO_SAMPLES)")
    name, code = NAMED[city]
    sheet = tmp_path / "sheet.toml"
    sheet.write_text(
        f'[city]\nname = "{name}"\ncode = "{code}"\nslug = "{slug}"\n[address]\nurl = "http://localhost:{PORTS[city]}"\n[mail]\n{MORE[city]}',
        encoding="utf-8",
    )
    started = time.monotonic()
    done = walk(tmp_path / "city", "--files", str(files), "--answers", str(sheet))
    minutes = (time.monotonic() - started) / 60
    state = State(tmp_path / "city" / "state.json")
    assert state.of("check").mark is Mark.DONE, done.stdout[-3000:] + done.stderr
    assert "status ok" in state.of("check").words and "/today/" in state.of("check").words
    assert done.returncode == 0
    if city == "ube":
        assert re.search(r"小学1～3年生 2,414人", state.of("study").words)
        assert state.of("boundary").mark is Mark.SKIPPED
        measured("U21", ube_minutes=round(minutes, 1), ube_study_seconds=state.of("study").seconds)
    else:
        assert "5137・5138・5237・5238" in state.of("boundary").words and state.of("places").mark is Mark.DONE
        measured("U21", kakegawa_minutes=round(minutes, 1))
    assert minutes < 60
    again = walk(tmp_path / "city", "--state")
    assert again.returncode == 0 and "○ 24 たしかめ" in again.stdout
