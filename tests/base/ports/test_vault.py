"""The vault: in this process and as a service of another OS user, who answers alike, and whom nobody else can stand in for."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import sealing
from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.base.ports.vault import LocalVault, SocketVault, Vault, serving, vault, wire
from ibasho.base.ports.vault import checks as vault_checks
from ibasho.base.ports.vault.limits import Pace
from ibasho.base.ports.vault.server import Keeper, Log, Service
from tests.base.kernel.phone import seal_box
from tests.base.ports import daemon as daemons
from tests.base.ports.daemon import APP, AS_ROOT, KEEPER, STRANGER, Daemon

SECRETS = "1=the-vault-s-secret"
as_root = pytest.mark.skipif(not AS_ROOT, reason="only root may become another OS user")


def local(secrets: str) -> LocalVault:
    return LocalVault(sealing.Keys.read(secrets))


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    with daemons.standing(SECRETS) as one:
        yield one


@pytest.fixture(params=["local", "service"])
def kept(request: pytest.FixtureRequest, daemon: Daemon) -> Vault:
    return local(SECRETS) if request.param == "local" else daemon.vault


def test_a_row_s_key_opens_for_its_row_alone(kept: Vault) -> None:
    made = kept.new_key("care.matter:1")
    assert made.number == kept.number() == 1 and len(made.plain) == 32
    assert made.plain not in made.wrapped and repr(made.plain) not in repr(made)
    assert kept.open_key(made.wrapped, "care.matter:1") == made.plain
    for wrapped, row in ((made.wrapped, "care.matter:2"), (made.wrapped[:-1], "care.matter:1"), (b"", "")):
        with pytest.raises(Invalid) as refused:
            kept.open_key(wrapped, row)
        assert refused.value.code == "sealed"


def test_both_kinds_of_vault_open_what_the_other_made(daemon: Daemon) -> None:
    """A city may move from the one to the other: what stands in its tables stays."""
    here, there = local(SECRETS), daemon.vault
    made = here.new_key("row")
    assert there.open_key(made.wrapped, "row") == made.plain
    assert there.marks("あお", "care.child:P") == here.marks("あお", "care.child:P")
    assert there.device_key() == here.device_key()


def test_statement_81_equal_names_share_a_mark_only_under_an_equal_salt(kept: Vault) -> None:
    ao = kept.marks("あお", "care.child:MIDORI")
    assert ao == kept.marks("あお", "care.child:MIDORI") and [len(one) for one in ao] == [32]
    others = [
        kept.marks("あお", "care.child:AOZORA"), kept.marks("あおい", "care.child:MIDORI"),
        local("1=another-city").marks("あお", "care.child:MIDORI"),
    ]  # fmt: skip
    assert len({bytes(one[0]) for one in (ao, *others)}) == 4
    assert "あお".encode() not in ao[0]


def test_text_and_salt_do_not_run_into_each_other() -> None:
    assert local(SECRETS).marks("b", "a") != local(SECRETS).marks("", "ab")


def test_a_phone_s_box_opens_for_its_own_note_alone(kept: Vault) -> None:
    number, point = kept.device_key()
    box = seal_box("おかわり".encode(), number=number, point=point, bound_to="care.note:1")
    assert kept.open_box(box, "care.note:1").decode() == "おかわり"
    with pytest.raises(Invalid):
        kept.open_box(box, "care.note:2")


def test_a_newer_key_takes_over_and_the_older_still_opens() -> None:
    old, both, new = local("1=a"), local("2=b,1=a"), local("2=b")
    made, (number, point) = old.new_key("row"), old.device_key()
    box = seal_box(b"words", number=number, point=point, bound_to="n")
    again = both.rewrap(made.wrapped, "row")
    assert (
        (again.number, again.plain) == (2, made.plain) == (both.number(), new.open_key(again.wrapped, "row"))
    )
    assert both.marks("x", "s") == [*new.marks("x", "s"), *old.marks("x", "s")]
    assert both.open_box(box, "n") == b"words" and both.device_key()[0] == 2
    for deed in (lambda: new.open_key(made.wrapped, "row"), lambda: new.open_box(box, "n")):
        with pytest.raises(Invalid, match="かぎ"):
            deed()


def test_killed_and_begun_anew_it_goes_on(settings: Any) -> None:
    with daemons.standing(SECRETS) as own:
        settings.VAULT = f"unix:{own.path}"
        made = vault().new_key("row")
        own.kill(signal.SIGKILL)
        assert own.path.exists(), "what was killed puts nothing away"
        with pytest.raises(Unavailable, match="何も 失われていません") as away:
            vault().open_key(made.wrapped, "row")
        assert away.value.code == "vault.away"
        own.tell("2=newer,1=the-vault-s-secret")
        own.start()
        assert vault().open_key(made.wrapped, "row") == made.plain and vault().number() == 2
        own.kill(signal.SIGTERM)
        assert not own.path.exists()


def test_one_that_says_nothing_keeps_a_page_three_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibasho.base.ports.vault.remote.SECONDS_MAX", 0.2)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            SocketVault(str(tmp_path / "s")).number()
        assert time.monotonic() - began < 2


def test_rubbish_and_silence_hold_up_nobody(daemon: Daemon) -> None:
    rubbish = (b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x09not json!", b'\0\0\0\x11{"ask":"secrets"}')
    with ExitStack() as lines:
        for told in (b"", *rubbish):
            line = lines.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            line.settimeout(10)
            line.connect(str(daemon.path))
            line.sendall(told)
            if told:
                with suppress(ConnectionResetError):
                    assert line.recv(100) == b"", "cut without a word"
        assert daemon.vault.number() == 1


def test_many_ask_at_once(daemon: Daemon) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        row = f"row {number}"
        made = daemon.vault.new_key(row)
        if daemon.vault.open_key(made.wrapped, row) != made.plain:
            wrong.append(row)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(100)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_so_many_a_minute_and_no_more() -> None:
    with daemons.standing(openings=5) as own:
        made = own.vault.new_key("row")
        for _open in range(5):
            own.vault.open_key(made.wrapped, "row")
        with pytest.raises(Unavailable, match="1分") as refused:
            own.vault.open_key(made.wrapped, "row")
        assert refused.value.code == "vault.busy"
        assert own.vault.rewrap(made.wrapped, "row").plain == made.plain, (
            "a night's work has a count of its own"
        )
        told = [json.loads(line) for line in own.log.read_text().splitlines()]
    assert [one["answer"] for one in told if one["ask"] == "open_key"] == ["ok"] * 5 + ["vault.busy"]


def test_a_minute_later_it_opens_again_and_each_user_has_their_own_count() -> None:
    pace = Pace(2)
    asked = [
        (1, "open", 1, 0.0), (1, "open", 1, 1.0), (1, "open", 1, 59.0), (2, "open", 1, 59.0), (1, "marks", 5, 59.0),
        (1, "open", 1, 60.0),
    ]  # fmt: skip
    assert [pace.allows(*one) for one in asked] == [True, True, False, True, True, True]
    assert [pace.allows(3, "marks", 5, 0.0) for _one in range(11)] == [True] * 10 + [False]


def test_who_asks_while_it_begins_anew_waits_and_notices_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ibasho.base.ports.vault.remote.PAUSES", (0.2,) * 200)
    with daemons.standing(SECRETS) as own:
        made = own.vault.new_key("row")
        own.kill(signal.SIGTERM)
        with ThreadPoolExecutor(3) as several:
            asked = [several.submit(own.vault.open_key, made.wrapped, "row") for _one in range(3)]
            own.start()
            assert {one.result(60) for one in asked} == {made.plain}


def test_each_opening_is_written_down_and_nothing_of_what_was_opened(daemon: Daemon) -> None:
    made = daemon.vault.new_key("care.matter.data_key:CANARY")
    daemon.vault.marks("ひみつの よび名", "care.child:P")
    number, point = daemon.vault.device_key()
    box = seal_box("ひみつの ことば".encode(), number=number, point=point, bound_to="n")
    daemon.vault.open_box(box, "n")
    text = daemon.log.read_text()
    last = [json.loads(line) for line in text.splitlines()][-4:]
    assert [one["ask"] for one in last] == ["new_key", "marks", "device_key", "open_box"]
    assert last[0]["bound_to"] == "care.matter.data_key:CANARY" and last[0]["pid"] == os.getpid()
    assert last[0]["uid"] == os.geteuid() and last[0]["at"][-6:] == "+09:00"
    for secret in ("ひみつ", "the-vault-s-secret", wire.packed(made.plain), wire.packed(made.wrapped)):
        assert secret not in text
    assert daemon.log.stat().st_mode & 0o777 == 0o600


def test_without_its_log_it_opens_nothing(tmp_path: Path) -> None:
    """As a disk that is full: no line, no key."""
    with daemons.standing() as own:
        made = own.vault.new_key("row")
        own.kill(signal.SIGTERM)
        own.log.unlink()
        own.log.symlink_to("/dev/full")
        own.start()
        with pytest.raises(Unavailable):
            own.vault.open_key(made.wrapped, "row")


@as_root
def test_the_web_process_reads_neither_secrets_nor_log(daemon: Daemon) -> None:
    read = "import pathlib; print(pathlib.Path(sys.argv[1]).read_text())"
    for path in (daemon.secrets, daemon.log):
        assert "PermissionError" in daemons.said(APP, read, path)
    assert daemon.process is not None
    for part in ("mem", "environ"):
        assert "PermissionError" in daemons.said(APP, read, f"/proc/{daemon.process.pid}/{part}")
    assert daemons.said(APP, "print(SocketVault(sys.argv[1]).number())", daemon.path) == "1"
    assert daemon.vault.keeper() == KEEPER != APP


@as_root
def test_a_stranger_on_the_same_machine_gets_no_answer(daemon: Daemon) -> None:
    told = daemons.said(STRANGER, "print(SocketVault(sys.argv[1]).number())", daemon.path)
    assert "Unavailable" in told and "1" not in told.splitlines()
    last = json.loads(daemon.log.read_text().splitlines()[-1])
    assert (last["uid"], last["answer"]) == (STRANGER, "vault.stranger")


@as_root
def test_nobody_puts_a_vault_of_their_own_in_its_place(daemon: Daemon) -> None:
    steal = "import os; os.unlink(sys.argv[1])"
    assert "PermissionError" in daemons.said(APP, steal, daemon.path)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o600 | 0o020])
def test_secrets_that_others_could_read_are_not_taken(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    path.write_text(SECRETS)
    path.chmod(mode)
    with pytest.raises(click.ClickException, match="利用者だけが"):
        serving.secrets_of(path)
    path.chmod(0o400)
    assert serving.secrets_of(path).secrets == {1: "the-vault-s-secret"}


def test_statement_86_a_service_without_secrets_does_not_begin(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="No such file"):
        serving.secrets_of(tmp_path / "none")
    (tmp_path / "empty").touch(0o400)
    with pytest.raises(click.ClickException, match="1=かぎ"):
        serving.secrets_of(tmp_path / "empty")


def test_two_never_answer_at_one_place(daemon: Daemon) -> None:
    keeper = Keeper(local(SECRETS), frozenset(), Pace(1), Log(1))
    with pytest.raises(FileExistsError, match="another vault answers"):
        Service(daemon.path, keeper)
    assert daemon.vault.number() == 1


def test_a_user_who_is_none_may_not_ask() -> None:
    assert serving.uid_of("root") == 0 and serving.uid_of("1000") == 1000
    with pytest.raises(click.ClickException, match="いません"):
        serving.uid_of("nobody-of-this-name")


@pytest.mark.parametrize(
    ("mode", "where", "warned"),
    [("production", "", 1), ("production", "unix:/run/x.sock", 0), ("demo", "", 0), ("test", "", 0)],
)
def test_a_city_s_copy_hears_where_its_keys_stand(mode: str, where: str, warned: int, settings: Any) -> None:
    settings.MODE, settings.VAULT = mode, where
    assert len(vault_checks.kept_apart()) == warned


@given(body=st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_a_frame_arrives_as_it_was_sent(body: dict[str, str]) -> None:
    one, other = socket.socketpair()
    with one, other:
        wire.send(one, body)
        assert wire.receive(other) == body
