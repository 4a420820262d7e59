"""`ibasho init` at the screen: typed, stopped, taken up again, and from a sheet."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ibasho.front.setup.commands import init
from tests.front.setup.rig import UBE


def test_what_was_typed_is_kept_when_somebody_stops(tmp_path: Path) -> None:
    folder = str(tmp_path / "city")
    typed = "宇部市\nうべし\n352022\n352021\nube\n\n\nやめる\n"
    told = CliRunner().invoke(init, ["--into", folder], input=typed)
    assert told.exit_code == 2 and "× 「352022」" in told.output and "つづきは" in told.output
    state = CliRunner().invoke(init, ["--into", folder, "--state"]).output
    assert (
        "○  1 市のこと（city）できました: 山口県 宇部市（352021）" in state
        and "・  2 サイトの アドレス" in state
    )
    again = CliRunner().invoke(init, ["--into", folder], input="")  # the end of the input stops as well
    assert "[1/24]" not in again.output and "[2/24] サイトの アドレス" in again.output


def test_a_sheet_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.toml"
    for words in ("[city\n", 'name = "x"\n'):
        sheet.write_text(words)
        told = CliRunner().invoke(init, ["--into", str(tmp_path / "city"), "--answers", str(sheet)])
        assert told.exit_code == 1 and "もう一度" in told.output or "[city]" in told.output


def test_a_sheet_shows_secrets_to_nobody(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.toml"
    lines = "\n".join(f'{key} = "{value}"' for key, value in UBE.items())
    sheet.write_text(
        f'[city]\n{lines}\n[address]\nurl = "https://ibasho.city.example.jp"\n', encoding="utf-8"
    )
    told = CliRunner().invoke(init, ["--into", str(tmp_path / "city"), "--answers", str(sheet)])
    assert told.exit_code == 2 and "この段が すまないと" in told.output
