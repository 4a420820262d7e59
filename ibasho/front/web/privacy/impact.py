"""The impact assessment (DPIA／PIA): its own few words and, from the inventory and the roles, everything else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ibasho.front.web.privacy.files import files
from ibasho.front.web.privacy.inventory import FOLDER


@lru_cache(maxsize=1)
def told() -> dict[str, Any]:
    """`dated`, `children`, `risks` (what, measure, tests) and the fifteen `standards` of the ICO (number, name, answer)."""
    return tomllib.loads((FOLDER / "impact.toml").read_text(encoding="utf-8"))


def document() -> str:
    """docs/dpia.md, whole."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    words = told()
    yield "# 個人情報の 影響評価（DPIA・PIA）"
    yield ""
    yield (
        f"{words['dated']} の 下書きです。データ目録（各部屋の `inventory.toml`）と 役割（`town/people/roles.py`）から "
        "`python -m ibasho.front.web.privacy > docs/dpia.md` で 作ります。**確認前** は、市の 法務が まだ 見ていない ところです。"
    )
    yield "\n## こどもの 意見\n"
    yield words["children"]
    yield "\n## どんな 情報を、なぜ、だれが 見るか\n"
    yield "| ファイル | だれのこと | 目的 | 根拠 | 見る人 | わたす先 | いつまで |\n|---|---|---|---|---|---|---|"
    for one in files():
        cells = (
            one.name, one.about, one.purpose, one.bases, "、".join(one.roles), one.given or "なし", one.ends,
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield "\n## 心配なことと、していること\n"
    yield "| 心配なこと | していること | たしかめる テスト |\n|---|---|---|"
    for risk in words["risks"]:
        shown = "<br>".join(f"`{test}`" for test in risk["tests"])
        yield f"| {risk['what']} | {risk['measure']} | {shown} |"
    yield "\n## こどものための 15の きまり（英国 ICO Children's Code）に てらして\n"
    yield "| | きまり | こたえ |\n|---|---|---|"
    for one in words["standards"]:
        yield f"| {one['number']} | {one['name']} | {one['answer']} |"
