"""Akari from the IT section sets up a city: from nothing, with what she has, and goes on the next day."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup import walking
from ibasho.front.setup.running import Ran
from ibasho.front.setup.state import Mark
from tests.front.setup.rig import UBE, Copy, Voice, city, walked
from tests.front.setup.test_recognising import FILES

SHEET = {"city": UBE, "address": {}, "database": {}, "mail": {}}


def put(folder: Path, *kinds: str) -> None:
    (folder / "files").mkdir(exist_ok=True)
    for kind in kinds:
        (folder / "files" / f"{kind}.dat").write_bytes(FILES[kind])


def test_with_nothing_but_a_name_the_site_opens_and_says_what_is_missing(tmp_path: Path) -> None:
    copy = Copy()
    walk = city(tmp_path, copy, SHEET)
    assert walked(walk)
    assert copy.ran == [("prepare", "(owner)"), ("files",)]
    assert walk.state.of("check").mark is Mark.DONE
    assert walk.state.of("study").mark is Mark.SKIPPED  # nobody to look at yet
    told = "\n".join(walking.ended(walk))
    assert "居場所: こどもの ページに 場所が 出ません" in told and f"{tmp_path}/ibasho web" in told


def test_the_settings_hold_no_secret_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), SHEET)
    walked(walk)
    secrets = [path.read_text().strip() for path in (tmp_path / "secrets").iterdir()]
    assert len(secrets) == 3 and all(len(one) > 60 for one in secrets)
    for name in ("ibasho.env", "owner.env", "answers.toml", "city.toml", "state.json", "ibasho"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not [one for one in secrets if one in text], name
    for path in (tmp_path / "ibasho.env", *(tmp_path / "secrets").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_citys_file_holds_what_was_said_and_leaves_the_rest_blank(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), {**SHEET, "texts": {"phone": "0836-00-0000"}})
    walked(walk)
    told = tomllib.loads((tmp_path / "city.toml").read_text(encoding="utf-8"))
    assert (told["name"], told["prefecture"], told["phone"], told["phone_hours"], told["demo"]) == (
        "宇部市",
        "山口県",
        "0836-00-0000",
        "",
        False,
    )
    files = {file["fills"]: file for file in told["files"]}
    assert "chugoku-latest.osm.pbf" in files["streets"]["file"] and "code=35&" in files["mesh"]["url"]
    assert all(file["publisher"] and file["licence"] for file in told["files"])


def test_files_come_in_by_their_commands_in_the_order_they_lean_on_each_other(tmp_path: Path) -> None:
    put(tmp_path, "boundary", "districts", "mesh", "streets", "schools", "candidates", "places", "towns")
    copy = Copy()
    walk = city(tmp_path, copy, {**SHEET, "city": {**UBE, "code": "222135"}})
    assert walked(walk)
    assert [one[1] for one in copy.ran if one[0] == "import"] == [
        "boundary", "districts", "towns", "streets", "mesh", "candidates", "places", "candidates",
    ]  # fmt: skip
    assert ("reach", "study") in copy.ran
    assert not any("--within" in one for one in copy.ran)  # the outline tells
    assert walk.squares == ("5238",)
    assert "code=5238&" in walk.official("mesh").note


def test_without_an_outline_somebody_says_which_squares_are_the_citys(tmp_path: Path) -> None:
    put(tmp_path, "mesh")
    copy = Copy()
    walk = city(tmp_path, copy, SHEET)
    walked(walk)
    assert walk.state.of("mesh").mark is Mark.REFUSED and "市の境が まだない" in walk.state.of("mesh").words
    walk = city(tmp_path, copy, {**SHEET, "mesh": {"within": "1"}})
    assert walked(walk)
    assert copy.ran[-3][-2:] == ("--within", "streets")


def test_a_file_that_names_nobody_bears_its_publishers_name(tmp_path: Path) -> None:
    put(tmp_path, "towns")
    copy = Copy({"import towns": Ran(2, "", "「出典」（--source）に 書いてください。")})
    walked(city(tmp_path, copy, SHEET))
    assert [one for one in copy.ran if one[1:2] == ("towns",)][-1][-2:] == (
        "--source",
        "Geolonia 住所データ、または 市の町字の一覧",
    )


def test_two_files_of_one_kind_are_not_chosen_between(tmp_path: Path) -> None:
    put(tmp_path, "boundary")
    (tmp_path / "files" / "older.dat").write_bytes(FILES["boundary"])
    walk = city(tmp_path, Copy(), {**SHEET, "city": {**UBE, "code": "222135"}})
    walked(walk)
    assert "2つ あります" in walk.state.of("boundary").words
    walk = city(tmp_path, Copy(), {**SHEET, "files": {"boundary": "boundary.dat"}})
    walked(walk)
    assert walk.state.of("boundary").mark is Mark.DONE


def test_the_next_run_goes_on_and_does_nothing_twice(tmp_path: Path) -> None:
    put(tmp_path, "streets")
    walked(city(tmp_path, Copy(), SHEET))
    secret = (tmp_path / "secrets" / "secret-key").read_text()
    put(tmp_path, "towns")
    copy = Copy()
    walked(city(tmp_path, copy, {}))
    assert [one[:2] for one in copy.ran] == [("import", "towns"), ("files",)]
    assert (tmp_path / "secrets" / "secret-key").read_text() == secret
    (tmp_path / "files" / "streets.dat").write_bytes(FILES["streets"] + b" ")
    copy = Copy()
    walked(city(tmp_path, copy, {}))
    assert [one[:2] for one in copy.ran] == [("import", "streets"), ("files",)]
    copy = Copy()
    walked(city(tmp_path, copy, {}), "prepare")
    assert copy.ran == [("prepare", "(owner)"), ("files",)]


def test_a_person_waits_goes_back_stops_and_is_asked_again(tmp_path: Path) -> None:
    voice = Voice({
        "city.name": ["宇部市", "うべ市"], "city.code": ["352021", "352021"], "address.url": ["もどる", "http://localhost:8000"],
        "mail.host": ["やめる"],
    })  # fmt: skip
    walk = city(tmp_path, Copy(), voice=voice)
    assert not walked(walk)
    assert walk.answers.text("city", "name") == "うべ市"
    assert set(voice.shown) == {"SECRET_KEY", "MEAL_CARD_SECRET", "SEAL_SECRETS"}
    assert walk.state.of("mail").mark is Mark.OPEN
    later = Voice({"staff.email": ["あとで"], "backup.folder": ["あとで"]})
    walk = city(tmp_path, copy := Copy(), voice=later)
    walked(walk)
    assert later.shown == {} and copy.ran[0] == ("prepare", "(owner)")
    assert walk.state.of("staff").mark is Mark.SKIPPED
    assert any(
        "アドレス: https://download.geofabrik.de/asia/japan/chugoku.html" in line for line in later.heard
    )


def test_a_slip_costs_one_answer_and_not_the_step(tmp_path: Path) -> None:
    voice = Voice({"city.name": ["", "宇部市"], "city.code": ["352022", "352021"], "address.url": ["やめる"]})
    walk = city(tmp_path, Copy(), voice=voice)
    walked(walk)
    assert walk.state.of("city").mark is Mark.DONE
    assert any("1 に なるはず" in line for line in voice.heard) and any(
        "40字まで" in line for line in voice.heard
    )


def test_a_step_the_machine_refused_is_tried_again_or_left_for_later(tmp_path: Path) -> None:
    tries = iter((True, False))
    voice = Voice({"city.name": ["宇部市"], "city.code": ["352021"]}, again=lambda: next(tries))
    copy = Copy({"prepare": Ran(1, "", ""), "people": Ran(1, "", "Error: 管理者が もういます。")})
    sheet = {"staff.email": ["a@x.example"] * 2, "staff.name": ["名"] * 2, "staff.section": ["課"] * 2}
    voice.says |= sheet
    walk = city(tmp_path, copy, voice=voice)
    assert not walked(walk)
    assert len([one for one in copy.ran if one[0] == "people"]) == 2
    assert walk.state.of("staff").words == "管理者が もういます。"


@pytest.mark.parametrize(
    ("step", "answers", "says"),
    [
        ("city", {"name": ""}, "市の名前"), ("city", {"slug": "Ube city"}, "英小文字"), ("city", {"kana": "宇部"}, "ひらがな"),
        ("address", {"url": "http://ibasho.city.example.jp"}, "暗号なし"), ("address", {"url": "https://x.example.jp/a"}, "https"),
        ("address", {"url": "http://localhost", "port": "80"}, "1024"),
        ("database", {"url": "mysql://x"}, "postgresql://"), ("database", {"url": "postgresql://a@h/x"}, "owner"),
        ("database", {"url": "postgresql://a@h/x", "owner_url": "postgresql://a@h/x"}, "書きかえ"),
        ("database", {"url": "postgresql://a@127.0.0.1:9/x", "owner_url": "postgresql://o@127.0.0.1:9/x"}, "つながりません"),
        ("mail", {"host": "mail.example", "port": "smtp"}, "587"), ("texts", {"phone": "でんわ"}, "電話番号"), ("staff", {"email": "a"}, "メールアドレス"),
        ("staff", {"email": "a@x.example"}, "名前"), ("backup", {"recipients": "ibasho-backup-x"}, "公開の 半分"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_why_and_what_next(
    step: str, answers: dict[str, str], says: str, tmp_path: Path
) -> None:
    walk = city(tmp_path, Copy(), {**SHEET, step: {**SHEET.get(step, {}), **answers}})
    assert not walked(walk)
    told = walk.state.of(step)
    assert (
        told.mark is Mark.REFUSED
        and says in told.words
        and told.words.rstrip("; ").endswith(("。", "template0"))
    )


def test_the_citys_own_address_wants_its_own_database(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), {**SHEET, "address": {"url": "https://ibasho.city.example.jp"}})
    walked(walk)
    marks = [walk.state.of(code).mark.value for code in ("address", "database", "secrets")]
    assert marks == ["done", "refused", "open"] and "create role" in walk.state.of("database").words
    env = (tmp_path / "ibasho.env").read_text()
    assert (
        'IBASHO_HTTPS="1"' in env
        and 'ALLOWED_HOSTS="ibasho.city.example.jp"' in env
        and "MAIL_FOLDER" not in env
    )


def test_a_sheet_that_lacks_the_name_says_which_line(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), {})
    assert not walked(walk)
    assert "[city] の name" in walk.state.of("city").words


def test_the_table_has_every_step_and_a_state_that_was_cut_off_is_told(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), SHEET)
    walked(walk)
    table = walking.table(walk)
    assert (
        len(table) == len(walking.STEPS) + 1
        and table[0].startswith("○  1 市のこと")
        and any(line.startswith("－") for line in table)
    )
    (tmp_path / "state.json").write_text("{")
    with pytest.raises(Invalid, match="この ファイルを 消して"):
        city(tmp_path, Copy(), {})


def test_letters_a_settings_file_cannot_hold_are_refused(tmp_path: Path) -> None:
    walk = city(tmp_path, Copy(), {**SHEET, "mail": {"host": "mail.example", "user": "a$b"}})
    walked(walk)
    assert "EMAIL_HOST_USER" in walk.state.of("mail").words


def test_a_file_put_there_meanwhile_or_named_by_its_path_is_found(tmp_path: Path) -> None:
    elsewhere = tmp_path / "Downloads (2).json"
    elsewhere.write_bytes(FILES["towns"])
    voice = Voice(
        {
            "city.name": ["宇部市"],
            "city.code": ["352021"],
            "towns.file": ["", f"'{elsewhere}'"],
            "streets.file": ["", "", "あとで"],
        }
    )
    walk = city(tmp_path, copy := Copy(), voice=voice)
    assert walked(walk)
    assert ("import", "towns", str(elsewhere)) in copy.ran
    assert walk.state.of("streets").mark is Mark.SKIPPED
    assert sum("まだ 見つかりません" in line for line in voice.heard) == 3
