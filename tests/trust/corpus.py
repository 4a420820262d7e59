"""Words a child or a stranger might leave: with a way to reach somebody, and without one. Made from patterns.

Numbers are from ranges that are given to nobody (000-…, 0x00…), addresses from example names (RFC 2606).
"""

from __future__ import annotations

import itertools

FULL = str.maketrans("0123456789-@.", "０１２３４５６７８９－＠．")
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
BEFORE = ("", "あそぼう ", "れんらく してね", "しつもんは ", "わからなかったら")
AFTER = ("", " だよ", "に かけて", "まで おねがいします。")

_MOBILE = ("090-0000-0001", "080 0000 0002", "07000000003", "090（0000）0004", "+81 90-0000-0005", "０９０ー００００ー０００６",
           "090.0000.0007")  # fmt: skip
_FIXED = ("0537-00-0001", "053-000-0002", "(0538) 00-0003", "0300000004")
_MAIL = ("taro@example.jp", "hana.k＠example．com", "ken_3 (at) example.net", "yuki@example ドット com", "a-b@sub.example.jp",
         "mei☆example.jp")  # fmt: skip
_LINE = ("LINEのID は taro_2014", "ラインID：hana555", "LINE @ken.k", "らいんのIDは yuki-m", "LINE ID: mei_0001", "line id→sora77",
         "ＬＩＮＥのＩＤは ｔａｒｏ９９", "ラインのアカウント kaito.x")  # fmt: skip
_URL = ("https://example.jp/a", "http://example.com", "www.example.jp", "discord.gg/abcde", "example.com/x", "instagram.com/taro_k",
        "ｈｔｔｐｓ：／／example.jp", "t.co/abc")  # fmt: skip
_HANDLE = ("インスタ taro_k2014", "インスタは @hana.k", "ディスコード ken#1234", "Discordのidは yuki_m", "カカオのID mei22",
           "Xのアカウント @sora_77", "ティックトック @kaito.x", "フォートナイトのID taro-99", "TikTok: @hana_k", "スナチャ ken.k3")  # fmt: skip


def with_a_way() -> list[str]:
    """At least 500 strings that must not stand on a page."""
    cores = [*_MOBILE, *_FIXED, *_MAIL, *_LINE, *_URL, *_HANDLE]
    cores += [number.translate(FULL) for number in (*_MOBILE[:2], *_FIXED[:2])]
    cores += [number.translate(KANJI) for number in ("090-0000-0001", "0537-00-0001")]
    return [f"{before}{core}{after}" for before, core, after in itertools.product(BEFORE, cores, AFTER)]


_PLACES = ("としょかん", "しょくどう", "公園", "じどうかん", "学習室", "みどり食堂", "ここ", "体育館")
_SAID = (
    "が すき。", "は しずかで 本が 100さつ いじょう あったよ。", "の カレーは 300円でした。", "は 15:30から 17:30まで あいてた。",
    "で 10人と あそんだ。", "には 12/5と 12/19に 行きます。", "の メールマガジンは ないって。", "で ラインを ひいて ドッジボール。",
    "に 電話が あったよ。", "の インスタントラーメンが おいしい。", "まで 徒歩8分、バスで 20分。", "は 令和6年8月21日に できました。",
    "で LINEスタンプの 絵を かいた。", "は 2026-11-24 15時に しまってた。", "の ドットの かべが かわいい。", "の スタッフが やさしい！！",
    "で ID カードを つくって あそんだ。", "の Wi-Fiが はやい。", "は No.1 だと 思う。", "で 0.5 と 1.5 を ならった。", "で Ｘじくを ならった。",
    "に 千二百三十四人 来た。", "で スコアは 120-98-77 だった。", "は 〒000-0001 だよ。",
    "の ゲームは Mario Kart だった。", "に カカオ 70%の チョコが あった。", "で マイクラの Minecraft を 30分 した。",
    "は Xの 1000ばい いい。", "で ディスコ みたいに おどった。", "の ゲームは Switch2 だよ。",
)  # fmt: skip


def without_a_way() -> list[str]:
    return [
        f"{place}{said}{more}"
        for place, said, more in itertools.product(_PLACES, _SAID, ("", " また 行きたい", "★★★"))
    ]
