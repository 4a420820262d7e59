"""What the rules find of each list, as figures and as the page docs/voices-words.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ibasho.town.concerns.rules.danger import kind_of
from ibasho.town.places.rules.moderation import flags
from tests.rooms.voices import corpus

HEAD = """# とめる ことば・つなぐ ことば

声は、のせる前に 2人が 読みます（`/voices/rules/`）。その前に、きまり（`town/places/rules/moderation.py`、`town/concerns/rules/danger.py`）が
よく見る わけを しるし、あぶない ことばと 大人への 苦情を こども家庭センターへ 送ります。下の表は、きまりが どれだけ 見つけ、
どれだけ まちがえて 止めるかを、一覧（`tests/rooms/voices/corpus/`）で 数えたものです。`tests/rooms/voices/rules/test_corpus.py` が、この表が
いまの きまりの とおりであることを たしかめます。

| ことば | 一覧 | 数 | 見つけた | まちがえて 止めた |
| --- | --- | ---: | ---: | ---: |
"""

FOOT = """
- **作るとき**: きまりを 作るときに 見ていた 半分。**数えるだけ**: きまりより 先に（一部は とちゅうで）書き、作る あいだは 数だけを 見た 半分。
  どちらも 同じ人が 書いたので、にています。
- **あとから**: きまりが できてから、わざと ちがう 言い方で 書いたもの。きまりは これに 合わせて なおしていません
  （どこから「にている」とするかの 線だけは、まちがいの 数を 見て 決めました）。ここで 半分近くを 見のがすことが、この きまりの 本当の 力に いちばん 近い 数です。
- だから きまりだけに たよりません。2人の 読み手は いつでも 1回の 押しで センターへ つなげます。こまったときの 番号は、どの子の どの ページにも あります。
- 本物の 声で どれだけ 正しいかは、まだ だれも 知りません。センターが「声に もどした」数が、まちがえて 送った 数です。
- つなぐ ことばの うち 大人への 苦情が「大人の こと」として 送られるか「あぶない」として 送られるかは、ここでは 分けていません。どちらも センターだけが 読みます。
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """`caught` of `count` strings."""

    what: str
    part: str
    caught: int
    count: int

    @property
    def share(self) -> float:
        return self.caught / self.count


def _counted(what: str, part: str, words: Iterable[str], catches: Callable[[str], object]) -> Figure:
    all_words = list(words)
    return Figure(what, part, sum(bool(catches(one)) for one in all_words), len(all_words))


def found(what: str, part: str) -> Figure:
    """What should be caught: "held" by the moderator's flags; "danger" and "adult" by the centre's rule."""
    if what == "held":
        return _counted(what, part, (words for _kind, words in corpus.held(part)), flags)
    return _counted(what, part, corpus.lines(what, part), kind_of)


def false(what: str, part: str) -> Figure:
    """What should pass: "plain" by the flags; "danger-plain", "adult-plain" and "plain-centre" by the centre's rule."""
    if what == "plain":
        return _counted(what, part, corpus.lines(what, part), flags)
    return _counted(what, part, corpus.lines(what.removesuffix("-centre"), part), kind_of)


_LINES = (
    ("とめる ことば（連絡先・名前・学校・住所・わるい ことば・宣伝）", found, "held", ("dev", "holdout")),
    ("ふつうの こどもの ことば（とめる）", false, "plain", ("dev", "holdout")),
    ("あぶない ことば", found, "danger", ("dev", "holdout", "after")),
    ("あぶなく 見えるだけの ことば", false, "danger-plain", ("dev", "holdout", "after")),
    ("大人への 苦情", found, "adult", ("dev", "holdout", "after")),
    ("大人の ことだが 苦情ではない ことば", false, "adult-plain", ("dev", "holdout", "after")),
    ("ふつうの こどもの ことば（つなぐ）", false, "plain-centre", ("dev", "holdout")),
)
_PARTS = {"dev": "作るとき", "holdout": "数えるだけ", "after": "あとから"}


def page() -> str:
    rows = [
        (label, _PARTS[part], count is found, count(what, part))
        for label, count, what, parts in _LINES
        for part in parts
    ]
    return HEAD + "".join(_row(*row) for row in rows) + FOOT


def _row(label: str, part: str, should: bool, figure: Figure) -> str:
    share = f"{figure.caught}（{100 * figure.share:.1f}%）"
    return (
        f"| {label} | {part} | {figure.count} | {share if should else '－'} | {'－' if should else share} |\n"
    )
