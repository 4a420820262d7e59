"""事前打合せ: when one is due, and what the sheet asks. A family and a provider who know each other need no second one,
unless the 年度 or the content changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.nendo import nendo


@dataclass(frozen=True, slots=True)
class Key:
    """What one meeting is good for. `child` and `provider` are row keys."""

    child: int
    provider: int
    content: str
    nendo: int


@dataclass(frozen=True, slots=True)
class Question:
    """One box of the sheet: `key` in Meeting.sheet, `most` letters."""

    key: str
    label: str
    help: str = ""
    most: int = 200


SHEET: tuple[Question, ...] = (
    Question("first_call", "いちばんに 電話する人", "名前・つづき柄・電話", 120),
    Question("second_call", "つながらないときに 電話する人", "名前・つづき柄・電話", 120),
    Question("doctor", "かかりつけの 医院", "名前・電話", 120),
    Question("allergy", "アレルギー・食べられないもの", "ないときは「なし」"),
    Question("health", "体のこと・薬", "熱を 出しやすい、飲んでいる薬など。薬は 保護者が のませるのが きまりです"),
    Question("likes", "すきなこと・にがてなこと", "おちつく あそび、こわがるものなど"),
    Question("meals", "おやつ・食事", "だれが 用意するか、時間"),
    Question("way", "送り迎えの 道と のりもの", "通る道、待ちあわせの 場所、チャイルドシート"),
    Question("hand_over", "だれから うけとり、だれに わたすか", "園や 学校へ つたえてあるかも 書きます"),
    Question("things", "もちもの", "着がえ・おむつ・かさなど"),
    Question("home", "家の きまり", "入ってよい部屋、ペット、ゲームや テレビの時間など"),
    Question("warning", "警報・災害のとき", "中止の 決めかた、にげる場所"),
    Question("words", "そのほか", "", 400),
)  # fmt: skip
# who and where: the provider of a family that is protected hears these from the centre
WHEREABOUTS = frozenset({"first_call", "second_call", "doctor", "way", "hand_over"})
EXPLAINED: tuple[str, ...] = (
    "料金と 交通費・実費の はらい方",
    "とりやめるときの 連絡と キャンセル料",
    "センターが 決めた活動だけが 保険の対象。二人だけの 約束には 保険が ききません",
    "泊まり・家事・決めた時間の外の 預かりは しません",
    "ここで 知ったことは ほかの人に 話しません",
)


def keys_of(children: Collection[int], provider: int, content: str, day: date) -> set[Key]:
    """The meetings a visit on `day` needs: one for each child."""
    return {Key(child, provider, content, nendo(day)) for child in children}


def is_missing(needed: Collection[Key], held: Collection[Key]) -> bool:
    """Whether one of those is not held yet."""
    return not set(needed) <= set(held)


def checked_sheet(given: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something, each on its own lines. Invalid for a My Number or too many letters; what the sheet
    does not ask is left out."""
    wrong: dict[str, str] = {}
    told: dict[str, str] = {}
    for one in SHEET:
        words = refuse_my_number(given.get(one.key, "").strip())
        if len(words) > one.most:
            wrong[one.key] = f"{one.most}文字までで 書いてください。"
        elif words:
            told[one.key] = words
    if wrong:
        raise Invalid("support.sheet", " ".join(wrong.values()), fields=wrong)
    return told


def check_held_on(day: date, *, nendo_of: int, today: date) -> None:
    """Invalid for a day to come, or one that lies before the 年度 by more than its last month (people meet in March for
    April)."""
    if day > today:
        words = "まだ 来ていない日です。打合せを した日を 入れてください。"
    elif day < date(nendo_of, 3, 1) or day > date(nendo_of + 1, 3, 31):
        words = f"{nendo_of}年度の 打合せです。その年度の日（前の 3月からでも よい）を 入れてください。"
    else:
        return
    raise Invalid("support.held_on", words, fields={"held_on": words})
