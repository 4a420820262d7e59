"""Tables, people, words, backups, the first study, and the look whether the site answers."""

from __future__ import annotations

import json
import re

from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.base.kernel.sealed_stream import Key, Recipient
from ibasho.front.setup import writing
from ibasho.front.setup.step import Given, Later, Question, Step, Walk, ran


def _prepare(walk: Walk, _step: Step, _given: Given) -> str:
    walk.copy.hold()
    for folder in ("media", "files"):
        (walk.folder / folder).mkdir(exist_ok=True)
    return ran(walk.copy.run("prepare", as_owner=True), "データベースの 用意")


def _mail_address(words: str) -> str:
    told = words.strip()
    if told and not re.fullmatch(r"[^@\s]+@[^@\s]+", told):
        raise Invalid(
            "setup.email",
            f"「{words}」は メールアドレスでは ありません。職員本人が 読める アドレスを 書いてください。",
        )
    return told


def _staff(walk: Walk, _step: Step, given: Given) -> str:
    if not given["email"] and not given["name"]:
        raise Later  # nobody is chosen yet: the site opens without
    missing = [
        words for key, words in (("email", "メール"), ("name", "名前"), ("section", "課")) if not given[key]
    ]
    if missing:
        raise Invalid(
            "setup.staff",
            f"はじめの 管理者の {'・'.join(missing)}が ありません。3つとも 書くと 登録できます。あとでも かまいません。",
        )
    done = walk.copy.run(
        "people",
        "first-admin",
        "--email",
        given["email"],
        "--name",
        given["name"],
        "--section",
        given["section"],
    )
    if done.code:
        raise Invalid("setup.staff", (done.problem or done.said).removeprefix("Error: "))
    return f"{done.said}\nほかの 職員は、その人が /desk/people/ から 招きます。力の 大きな 役割は 2人で わたします。"


def _phone(words: str) -> str:
    told = words.strip()
    if told and not re.fullmatch(r"[0-9][0-9-]{8,13}", told):
        raise Invalid(
            "setup.phone",
            f"「{words}」は 電話番号として 読めません。市外局番から 0836-00-0000 のように 書いてください。",
        )
    return told


def _texts(walk: Walk, _step: Step, given: Given) -> str:
    walk.write()
    written = [
        name
        for key, name in (("phone", "電話"), ("phone_hours", "受付の 時間"), ("note", "ことわり書き"))
        if given[key]
    ]
    blank = [
        name
        for key, name in (("phone", "電話"), ("phone_hours", "受付の 時間"), ("note", "ことわり書き"))
        if not given[key]
    ]
    told = f"書いたもの: {'、'.join(written) or 'なし'}"
    return (
        f"{told}。空いているもの: {'、'.join(blank)}（ページは「まだ 書かれていません」と 出すか、出しません）"
        if blank
        else told
    )


def _recipients(words: str) -> str:
    told = ",".join(one.strip() for one in words.split(",") if one.strip())
    for one in told.split(",") if told else ():
        try:
            Recipient.read(one)
        except ValueError as error:
            raise Invalid(
                "setup.recipient",
                f"「{one}」は 控えの かぎの 公開の 半分では ありません。ibasho-backup-… を そのまま 写してください。",
            ) from error
    return told


def _backup(walk: Walk, _step: Step, given: Given) -> str:
    told = ""
    if not given["recipients"]:
        path = walk.folder / "secrets" / "backup-key"
        key = Key.new() if not path.exists() else Key.read(path.read_text(encoding="utf-8").strip())
        if not path.exists():
            writing.private(path, key.text + "\n")
            walk.talk.show_once({"控えの かぎ": key.text})
        walk.answers.put("backup", "recipients", key.recipient.text)
        told = f"かぎを {path} に 書きました。紙に 写して 金庫へ、そのあと ファイルは 消してください。"
    walk.write()
    if not given["folder"]:
        return f"{told}控えの 置き場所が まだです（いまは この機械の 中）。別の機械の フォルダーを 決めて もう一度 動かしてください。"
    return f"{told}置き場所: {given['folder']}（ibasho backup serve を 動かします: docs/backups.md）"


def _study(walk: Walk, _step: Step, _given: Given) -> str:
    return ran(walk.copy.run("reach", "study"), "はじめの しらべ")


def _check(walk: Walk, _step: Step, _given: Given) -> str:
    """The list of what stands comes from the database, the answers from the site itself."""
    standing = ran(walk.copy.run("files"), "資料の 一覧")
    held = [line for line in standing.splitlines() if line.startswith("○")]
    site = walk.copy.open_for_a_moment()
    wrong = [f"{page}: {status}" for page, status in site.pages.items() if status != 200]
    if wrong:
        raise Unavailable(
            "setup.pages",
            f"開かない ページが あります（{'、'.join(wrong)}）。{walk.folder}/ibasho web を 動かし、出る 知らせを 見てください。",
        )
    said = json.loads(site.health)
    told = "、".join(f"{name} {value}" for name, value in said.items() if isinstance(value, str))
    return "\n".join([*held, f"/healthz: {told}", f"こどもの ページ: {'、'.join(site.pages)} が 開きました"])


PREPARE = Step(
    "prepare", "データベースの 用意", "表と 権限を つくり、画面の 部品を 並べます（はじめは 数分）。何度 動かしても かまいません。", "始まりません。",
    _prepare, needs=("city", "address", "database", "secrets"), required=True,
)  # fmt: skip
LAST = (
    Step(
        "staff", "はじめの 管理者", "市の 管理者を ひとり 登録します。メールの 数字で 入り、はじめに 2つめの しるし（パスキーか 6けたの 数字）を つくります。担当者・窓口・センター・CSW などの 役割は、その人が 招いて わたします。",
        "だれも 市の 机（/desk/）に 入れません。", _staff,
        (
            Question("email", "管理者の メールアドレス", "本人が 読めるもの。共用は 使わないでください", read=_mail_address),
            Question("name", "名前"),
            Question("section", "課の 名前", "例: こども希望課", default=lambda known: known.text("city", "department")),
        ),
        needs=("prepare",),
    ),
    Step(
        "texts", "ページの ことば", "ページと 紙に 出る 電話番号と 時間です。こども家庭センターの 番号は、センターの長が あとから /desk/ で 書けます（書くまでは この番号が 出ます）。",
        "電話の 番号は「まだ 書かれていません」と 出ます。", _texts,
        (
            Question("phone", "電話番号", "空けておくと「まだ 書かれていません」と 出ます", read=_phone),
            Question("phone_hours", "受付の 時間", "例: 平日 8:30～17:15"),
            Question("note", "ことわり書き（特記事項）", "すべての ページの 下に 出ます。なければ 空けておく"),
        ),
        needs=("city",),
    ),
    Step(
        "backup", "控え", "毎日の 控えを 公開の かぎで ふうじます。ひらく かぎは 金庫に。置き場所は 別の機械に してください。", "こわれたとき もどせません。", _backup,
        (
            Question("folder", "控えの フォルダー（別の機械の 共有）", "まだ 決まっていなければ 空けておく"),
            Question("recipients", "控えの かぎの 公開の 半分（ibasho-backup-…）", "空けておくと 1組 つくります", read=_recipients),
        ),
        needs=("secrets",),
    ),
    Step(
        "study", "はじめの しらべ", "どの こどもが どの居場所に 自分で 行けるかを 計算します。人口が 入っていれば できます。", "空白地区の ページに 数が 出ません（こどもの数が 入れば できます）。",
        _study, needs=("prepare",),
    ),
    Step("check", "たしかめ", "サイトを 一度 開き、こどもの ページが 出るかを たしかめます。", "開くかどうか、まだ わかりません。", _check, needs=("prepare",)),
)  # fmt: skip
