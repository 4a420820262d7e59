"""Before there is a database: whose city it is, its address, where its data lie, its secrets, its mail."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

import psycopg

from config import database, safety
from config.env import ConfigurationError
from ibasho.base.kernel.errors import Invalid, Unavailable
from ibasho.front.setup import writing
from ibasho.front.setup.municipalities import prefecture, read_code
from ibasho.front.setup.step import Given, Question, Step, Walk

HERE = "http://localhost:8000"
ROLES = (
    "create role ibasho_owner login password '…'; create role ibasho_app login password '…'; "
    "create database ibasho owner ibasho_owner encoding 'UTF8' locale 'C.UTF-8' template template0;"
)


def _name(words: str) -> str:
    name = unicodedata.normalize("NFKC", words).strip()
    if not name or len(name) > 40:
        raise Invalid(
            "setup.name",
            "市の名前を 40字までで 書いてください（例: 宇部市）。すべての ページの 上に 出ます。",
        )
    return name


def _slug(words: str) -> str:
    slug = words.strip().lower()
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", slug):
        raise Invalid(
            "setup.slug",
            f"「{words}」は 使えません。データベースの 名前に なるので、英小文字で はじまる 2〜31字の 英数字（例: ube）に してください。",
        )
    return slug


def _kana(words: str) -> str:
    kana = unicodedata.normalize("NFKC", words).strip()
    if kana and not re.fullmatch(r"[ぁ-ゖー ]+", kana):
        raise Invalid(
            "setup.kana",
            f"「{words}」に ひらがなで ない 字が あります。ひらがなだけで 書いてください（例: うべし）。",
        )
    return kana


def _city(walk: Walk, _step: Step, given: Given) -> str:
    walk.write()
    return f"{prefecture(given['code'])} {given['name']}（{given['code']}）"


def url(words: str) -> str:
    """An https address of the city, or http on this machine alone."""
    told = words.strip().rstrip("/")
    parts = urlsplit(told)
    name = parts.hostname or ""
    if parts.scheme == "https" and "." in name and not parts.path:
        return told
    if parts.scheme == "http" and name and not parts.path and safety.is_near(name):
        return told
    raise Invalid(
        "setup.url",
        f"「{words}」では 開けません。市で 使うなら https で はじまる アドレス（例: https://ibasho.city.example.jp）、"
        f"この機械で ためすだけなら {HERE} と 書いてください。こどもの ページを 暗号なしで 外に 出すことは できません。",
    )


def _port(words: str) -> str:
    told = words.strip()
    if told and not (told.isdigit() and 1024 <= int(told) <= 65535):
        raise Invalid(
            "setup.port",
            f"「{words}」は 使えません。1024 から 65535 の 番号を 書いてください（ふつうは 8000）。",
        )
    return told


def _address(walk: Walk, _step: Step, given: Given) -> str:
    if urlsplit(given["url"]).scheme == "https":
        walk.write()
        return f"{given['url']}（前に TLS の サーバーを 置きます: docs/tls.md）"
    walk.write()
    return f"{given['url']}（ためし。ほかの 機械からは 見えません）"


def _database_url(words: str) -> str:
    told = words.strip()
    if told:
        try:
            database.place(told)
        except ConfigurationError as error:
            raise Invalid(
                "setup.database",
                f"データベースの アドレスを 読めません（{error}）。postgresql://役割:合いことば@機械/名前 と 書いてください。",
            ) from error
    return told


def _database(walk: Walk, _step: Step, given: Given) -> str:
    if not given["url"]:
        if walk.answers.text("address", "url").startswith("https"):
            raise Invalid(
                "setup.no_database",
                f"市の アドレスで 開くには 市の PostgreSQL が 要ります。データベースの 管理者で つぎを 動かしてから、2つの アドレスを 書いてください: {ROLES}",
            )
        walk.write()
        return "この機械の ためし用（PostgreSQL 18 が 部品に 入っています）"
    if (
        not given["owner_url"]
        or database.place(given["url"])["USER"] == database.place(given["owner_url"])["USER"]
    ):
        raise Invalid(
            "setup.owner",
            "表を つくる 役割（owner）の アドレスも、べつの 役割で 書いてください。同じだと、動いている ソフトが 消せないはずの きろくを 書きかえられます。",
        )
    for key, name in (("url", "DATABASE_URL"), ("owner_url", writing.OWNER)):
        _connect(given[key])
        writing.private(walk.folder / "secrets" / writing.GIVEN[name], given[key] + "\n")
    walk.write()
    return f"{database.place(given['url'])['HOST']} の {database.place(given['url'])['NAME']}"


def _connect(address: str) -> None:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        found = database.place(address)
        raise Unavailable(
            "setup.database",
            f"{found['HOST']} の {found['NAME']} に 役割 {found['USER']} で つながりません（{str(error).strip().splitlines()[-1]}）。"
            f"PostgreSQL が 動いているか、役割と データベースが あるかを たしかめてください: {ROLES}",
        ) from error


def _secrets(walk: Walk, _step: Step, _given: Given) -> str:
    made = writing.make_secrets(walk.folder)
    walk.write()
    if not made:
        return "もう あります（かえません：かえると 印刷した カードと ふうじた ことばが 使えなくなります）"
    walk.talk.show_once(made)
    return f"{len(made)}つ つくり {walk.folder}/secrets に 書きました（読めるのは 持ち主だけ）"


def _mail(walk: Walk, _step: Step, given: Given) -> str:
    if given["password"]:
        writing.private(
            walk.folder / "secrets" / writing.GIVEN["EMAIL_HOST_PASSWORD"], given["password"] + "\n"
        )
    walk.write()
    if given["host"]:
        return f"{given['host']}:{given['port']} から {given['sender']}"
    if walk.answers.text("address", "url").startswith("https"):
        raise Invalid(
            "setup.mail",
            "メールサーバーが ないと、管理者も サインインの 数字を 受けとれません。市の メールサーバーの 名前を 書いてください。",
        )
    return f"ためし：手紙は 送らず {walk.folder}/mail に ファイルで 出します"


def _port_of_mail(words: str) -> str:
    if not words.strip().isdigit():
        raise Invalid("setup.mail_port", f"「{words}」は 番号では ありません。ふつうは 587 です。")
    return words.strip()


FIRST = (
    Step(
        "city", "市のこと", "名前と 番号は すべての ページ、紙、取りこみで 使います。番号で 公的な 資料から この市の 行だけを 取り出します。",
        "始まりません。", _city,
        (
            Question("name", "市の名前", "例: 宇部市", read=_name, required=True),
            Question("kana", "市の名前の よみ（ひらがな）", "ふりがなに 使います。例: うべし", read=_kana),
            Question("code", "全国地方公共団体コード（6けた）", "総務省「全国地方公共団体コード」の 一覧にあります。検査数字も たしかめます。例: 352021", read=read_code, required=True),
            Question("slug", "市の 短い名前（英小文字）", "データベースの 名前に なります。例: ube", read=_slug, default=lambda known: f"city{known.text('city', 'code')}", required=True),
            Question("department", "担当の 課", "「だれの ページ？」に 出ます。空けておくと 出ません"),
            Question("web", "市の ホームページ", "空けておくと 出ません"),
        ),
        required=True,
    ),
    Step(
        "address", "サイトの アドレス", "こどもが 開く アドレスです。手紙と QR にも 入ります。https の アドレスなら 市のもの、http://localhost なら ためしです。",
        "始まりません。", _address,
        (
            Question("url", "アドレス", f"ためすだけなら {HERE}", default=lambda _known: HERE, read=url, required=True),
            Question("port", "この機械での 番号（ポート）", "空けておくと アドレスの とおり、または 8000", read=_port),
        ),
        needs=("city",), required=True,
    ),
    Step(
        "database", "データベース", f"市の データは ここにだけ 入ります。市の PostgreSQL（15 以上）に 役割を 2つ つくります: {ROLES} ためしなら 空けておくと この機械の ものを 使います。",
        "始まりません。", _database,
        (
            Question("url", "動かす役割（app）の アドレス", "postgresql://ibasho_app:合いことば@機械/ibasho。ためしなら 空けておく", read=_database_url, secret=True),
            Question("owner_url", "表を つくる役割（owner）の アドレス", "postgresql://ibasho_owner:合いことば@機械/ibasho。ためしなら 空けておく", read=_database_url, secret=True, after="url"),
        ),
        needs=("address",), required=True,
    ),
    Step(
        "secrets", "ひみつの ことば", "署名、こどもカード、ふうじた ことばの 鍵の もとを 3つ つくります。一度だけ 見せます。紙に 写して 金庫へ。なくすと、ふうじた ことばは 二度と 読めません。",
        "始まりません。", _secrets, needs=("city",), required=True,
    ),
    Step(
        "mail", "メール", "サインインの 数字、お知らせ、受けとりの 手紙を 送ります。ためしで 空けておくと 手紙は ファイルに なります。",
        "手紙が 出ません。職員も サインインできません。", _mail,
        (
            Question("host", "メールサーバー", "例: mail.city.example.jp。ためしなら 空けておく"),
            Question("port", "ポート", "ふつうは 587", default=lambda _known: "587", read=_port_of_mail, after="host"),
            Question("user", "ユーザー名", "要らなければ 空けておく", after="host"),
            Question("password", "パスワード", "要らなければ 空けておく。secrets の 中だけに 入ります", secret=True, after="host"),
            Question("sender", "差出人の アドレス", "例: ibasho@city.example.jp", after="host"),
            Question("tls", "暗号（1: 使う、0: この機械の 中だけ）", "", default=lambda _known: "1", after="host"),
        ),
        needs=("address",),
    ),
)  # fmt: skip
