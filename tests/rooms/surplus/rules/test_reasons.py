"""Every reason in words, as a group reads it."""

from __future__ import annotations

import pytest

from ibasho.rooms.surplus.rules.reasons import SENTENCES, sentence

LEVELS = {"recent": 3_000, "each": 100, "middle": 200, "places": 8}


@pytest.mark.parametrize(
    ("code", "numbers", "words"),
    [
        ("opens", {"day": "2026-11-29", "times": 1}, "11月29日（日）に ひらくので、いたむ前に 使えます。"),
        ("opens", {"day": "2026-11-29", "times": 3}, "11月29日（日）から 3回 ひらくので、いたむ前に 使えます。"),
        ("lowest", {**LEVELS, "recent": 0}, "さいごの 4週間は 0kgで、食事の 数で くらべて いちばん 少なめでした。"),
        ("lowest", {**LEVELS, "places": 1}, "今回 使えるのは ここだけでした。"),
        ("low", LEVELS, "さいごの 4週間は 3kgで、食事の 数で くらべて 少なめでした（1食あたり 100g、まんなかの 所は 200g）。"),
        ("wished", {"food": "rice"}, "米を ほしいと 言っています。"),
        ("near", {"metres": 3_200}, "とりに行く 道のりは 3.2kmぐらいです。"),
        ("near", {"metres": 800}, "とりに行く 道のりは 800mぐらいです。"),
        ("no_room", {"band": "chilled", "free": 3_000, "piece": 5_000},
         "今回は 冷蔵庫の あきが たりません（あき 3kg、いちばん 小さい分 5kg）。"),
        ("no_room", {"band": "frozen", "free": 0, "piece": 5_000}, "今回は 冷凍庫の あきが ありません。"),
        ("allergen", {"codes": "egg,milk"}, "おかない アレルギー物質（卵・乳）が 入っています。"),
        ("no_session", {"until": "2026-12-02"}, "12月2日（水）までに ひらく日が ないので、今回は 使えません。"),
        ("no_use", {"usable": 4_000, "piece": 5_000, "held": 2_000}, "同じものが まだ 2kg あるので、今回は 見おくりました。"),
        ("far", {"metres": 12_000, "reach": 10_000}, "とりに行く 道のりが 12kmぐらいで、行ける 道のり（10km）より 遠いです。"),
        ("others_first", {**LEVELS, "recent": 40_000, "each": 400},
         "さいごの 4週間は 40kgで、もっと 少ない所から 先に しました（1食あたり 400g、まんなかの 所は 200g）。つぎは 順が 近づきます。"),
    ],
)  # fmt: skip
def test_a_reason_is_a_short_kind_whole_sentence(code: str, numbers: dict[str, object], words: str) -> None:
    assert sentence(code, numbers) == words


ALL = {
    **LEVELS, "day": "2026-11-29", "until": "2026-11-29", "times": 2, "food": "rice", "metres": 900, "reach": 800,
    "band": "room", "free": 1_000, "piece": 2_000, "usable": 1_000, "codes": "egg", "least": 5_000, "offered": 2_000,
    "left": 500,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_code_ends_in_a_full_stop_and_blames_nobody(code: str) -> None:
    said = sentence(code, ALL)
    assert said.endswith("。")
    assert not any(word in said for word in ("点数", "順位", "ランク", "罰"))


def test_a_code_nobody_wrote_words_for_is_a_programmers_slip() -> None:
    with pytest.raises(KeyError):
        sentence("of_old", {})
