"""docs/access.md: who sees and does what, for the city officer. Made from roles.py, permissions.py and the rooms' access.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES, Role
from tests import matrix
from tests.evidence.keeping import ROOT

FILE = ROOT / "docs" / "access.md"
WORDS = Path(__file__).parent / "access_words.toml"
PUBLIC, FAMILY = "だれでも", "アカウントだけの人"
SEEN = (200, 302)
CAST = {
    "fumi": "city_admin", "aoi": "city_officer", "mado": "city_clerk", "tsubaki": "csw", "megumi": "support_adviser",
    "sumi": "centre_worker", "tomoe": "centre_lead", "hana": "operator_lead",
}  # fmt: skip
ROOM_NAMES = {
    "ui": "画面の 設定", "web": "はじめのページ", "people": "ひと・役割", "outbox": "送ったもの", "areas": "区域", "places": "居場所",
    "payouts": "支払い", "concerns": "とどいた心配", "reach": "空白地区", "mealtickets": "食事チケット", "openhouse": "居場所の部屋",
    "roster": "見守りの当番", "familysupport": "ファミサポ", "voices": "こどもの声", "care": "気づき・つなぎ", "surplus": "食べもの",
    "network": "つながり", "bulletin": "おしらせ", "reports": "計画・報告", "backups": "控え", "journal": "記録",
}  # fmt: skip
HEAD = """# だれが なにを 見て、なにを できるか

この紙は `python -m tests.evidence` が 役割（`ibasho/town/people/roles.py`）と 権限の表（各部屋の `access.toml`）から 作ります。手では 直しません。
表のとおりかは、全部のアドレスを 登場人物の全員で 開き、送って たしかめています（`tests/test_access.py`）。表に ない人には「ありません」（404）とだけ 答えます。

- **役割は 人に**つき、年度末（3月31日）に 終わります。のばすには 管理者が 名簿で 確かめます。
- **市の役割**（◎）は 市の ぜんたいに、**団体の役割**（○）は 自分の団体・店のことだけに 効きます。
- 市の役割は 2つ目のかぎ（認証アプリ・パスキー）が ないと 何も 開きません。30分 さわらないと、また 12時間で、ログインが 終わります。
- こどもは アカウントを 持ちません。
"""
TWO = """## 1人では できないこと（別の2人）

| こと | 1人目 | 2人目 | たしかめている ところ |
|---|---|---|---|
| 支払い | 起案と確認 | 決裁は 確認した人と 別 | `tests/town/payouts/actions/test_runs.py` |
| 支払先の口座 | 入れた人 | 別の人が 確かめる | `tests/town/payouts/actions/test_runs.py` |
| 寄附の 返金 | たのんだ人 | 別の人が きめる | `tests/rooms/mealtickets/actions/test_refunds.py` |
| 100人を こえる ファイル・手紙 | たのんだ人 | 別の人が 24時間のあいだに 確かめる | `tests/town/people/test_taken_out.py` |
| 市の役割を わたす | 管理者 | 別の 管理者・担当者 | `tests/town/people/actions/test_appointing.py` |
| アンケートの 公表 | たのんだ人 | 別の人が 公表する | `tests/rooms/voices/actions/test_releases.py` |
| ふりかえりの 公表 | 書いた人 | 別の人が のせる | `ibasho/front/reports/models/measuring.py` |

市に 管理者が ひとりしか いない はじめの日だけは、役割を ひとりで わたせます。すぐに もう1人を まねいてください。
"""
FIELDS = """## こうもくごとの きまり

| こうもく | 見る人 | ほかの人 |
|---|---|---|
| こどもの 生年月日・学校・アレルギー・必要なこと | ファミサポ アドバイザー | 団体・店・手伝う人・端末には 出ません（`tests/trust/test_b_fields.py`） |
| 会員・寄附した人の 住所 | アドバイザー／お金の担当 | 同じ |
| 手伝う高校生の 保護者 | 団体の代表 | スタッフ・手伝う人には 出ません |
| 気づき・相談の ことば | こども家庭センター（と 書いた本人の 自分の分） | 市の管理者・業者も 読めません（`docs/care-secrecy.md`） |
| 保護（DV・支援措置）の人の ぜんぶ | しるしを つける人、その人と はたらく人 | どの一覧・紙・ファイルにも 出ません（`docs/protection.md`） |
"""


def text() -> str:
    parts = [HEAD, *_roles(), *_permissions(), TWO, FIELDS, *_rooms()]
    return "\n".join(parts).rstrip() + "\n"


def write() -> None:
    FILE.write_text(text(), encoding="utf-8")


def words() -> dict[str, list[str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _roles() -> Iterator[str]:
    yield "## 役割\n"
    yield "| | 役割 | なんのために | 2つ目のかぎ |\n|---|---|---|---|"
    for role in ROLES.values():
        yield f"| {_mark(role)} | {role.name} | {role.purpose} | {'いる' if role.second_factor else ''} |"
    yield ""


def _mark(role: Role) -> str:
    return "◎" if role.city else "○"


def _permissions() -> Iterator[str]:
    told, roles = words(), list(ROLES.values())
    yield "## 役割 × もの × すること\n"
    yield f"| もの | すること | {' | '.join(role.name for role in roles)} |"
    yield "|---|---|" + "---|" * len(roles)
    for permission in Permission:
        noun, deed = told[permission.name]
        marks = " | ".join(_mark(role) if permission in role.permissions else "" for role in roles)
        yield f"| {noun} | {deed} | {marks} |"
    yield ""


def _rooms() -> Iterator[str]:
    """How many addresses of each room open to whom: looked at / sent to."""
    names = {who: ROLES[role].name for who, role in CAST.items()}
    who = ["anonymous", "tamotsu", *names]
    heads = [PUBLIC, FAMILY, *names.values()]
    yield "## 部屋ごとの アドレスの数（見る／送る）\n"
    yield "登場人物（`tests/people.py`）で 数えました。団体は 自分の団体のもの。「送る」には ボタンだけの アドレスも 入ります。\n"
    yield f"| 部屋 | ぜんぶ | {' | '.join(heads)} |\n|---|---|" + "---|" * len(heads)
    for label, rows in matrix.rooms().items():
        if rows:
            cells = [_counts(list(rows.values()), one) for one in who]
            yield f"| {ROOM_NAMES.get(label, label)} | {len(rows)} | {' | '.join(cells)} |"


def _counts(rows: list[matrix.Row], who: str) -> str:
    seen = sum(matrix.expected(row, who) in SEEN for row in rows)
    sent = sum(matrix.expected(row, who) == matrix.READ_ONLY and matrix.may_send(row, who) for row in rows)
    return f"{seen}／{sent}" if seen or sent else "－"
