"""`ibasho vault`: where the keys are, everything under the newest, and a service that needs neither database nor settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ibasho.base.kernel import clock
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.commands import vault
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import words
from tests import make
from tests.base.ports import daemon as daemons
from tests.people import cast
from tests.rooms.care import ground


def said(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(vault, arguments)
    return done.exit_code, done.output


@pytest.mark.django_db
def test_everything_is_wrapped_anew_and_the_old_key_may_go(settings: Any) -> None:
    people = cast()
    place = make.place(organisation=people.midori)
    settings.SEAL_SECRETS = "1=old"
    for _one in range(3):
        ground.notice(people, place)
    settings.SEAL_SECRETS = "2=new,1=old"
    code, told = said("status")
    assert code == 0 and "いまの かぎ: 2" in told and "かぎ 1: 3件（古い かぎ）" in told
    code, told = said("rotate", "--most", "2")
    assert (code, told.splitlines()[:2]) == (0, ["2件", "3件"]) and "すべて かぎ 2 です" in told
    assert "14日" in told, "a phone may still hold a note under the old one"


@pytest.mark.django_db
def test_a_lost_key_is_said_by_both(settings: Any) -> None:
    people = cast()
    settings.SEAL_SECRETS = "1=lost"
    ground.notice(people, make.place(organisation=people.midori))
    settings.SEAL_SECRETS = "2=new"
    code, told = said("rotate")
    assert code == 1 and "あけられない 件 1件" in told and "まだ はずせません" in told
    code, told = said("status")
    assert code == 1 and "もどして" in told
    assert Matter.objects.get().unreadable_on is not None


@pytest.mark.django_db
def test_status_names_the_keeper_and_says_when_nobody_answers(settings: Any) -> None:
    with daemons.standing() as keeper:
        settings.VAULT = f"unix:{keeper.path}"
        code, told = said("status")
        assert code == 0 and str(keeper.path) in told
        assert ("別の 利用者）" in told) is daemons.AS_ROOT
        keeper.kill()
        for verb in ("status", "rotate"):
            code, told = said(verb)
            assert code == 1 and "何も 失われていません" in told


def test_the_service_begins_without_database_and_secret_key(tmp_path: Path) -> None:
    """As its OS user has it: no settings at all. What it lacks is its own secrets, and it says so."""
    named = [
        "--socket",
        str(tmp_path / "s"),
        "--secrets",
        str(tmp_path / "none"),
        "--log",
        str(tmp_path / "log"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "ibasho.cli", "vault", "serve", *named, "--allow", str(os.geteuid())],
        env={"IBASHO_MODE": "production"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == f"Error: {tmp_path / 'none'}: No such file or directory"


@pytest.mark.django_db
def test_a_key_given_out_past_the_pages_is_found(settings: Any, tmp_path: Path) -> None:
    """Sumi reads by the page, a new key takes over: in both. Somebody in the web process asks the vault by themselves: in the vault's log alone."""
    people = cast()
    with daemons.standing() as keeper:
        settings.VAULT = f"unix:{keeper.path}"
        row = ground.notice(people, make.place(organisation=people.midori))
        matters.open_matter(matter=row.matter, by=people.by(people.sumi), at=clock.now())
        keeper.tell("2=newer,1=the-vault-s-secret")
        keeper.kill()
        keeper.start()
        assert said("rotate")[0] == 0
        log = tmp_path / "openings.log"
        log.write_text(keeper.log.read_text())
        code, told = said("compare", str(log))
        assert (code, told.strip()) == (0, "番人が あけた 2件は、すべて 記録に あります。")
        words.key_of(ground.notice(people, make.place("べつ", organisation=people.midori)).matter)
        log.write_text(keeper.log.read_text())
    code, told = said("compare", str(log))
    assert code == 1 and "3件の うち 1件が 記録に ありません" in told and f"プロセス {os.getpid()}" in told
    log.write_text("rubbish\n")
    code, told = said("compare", str(log))
    assert code == 1 and "line 1" in told
