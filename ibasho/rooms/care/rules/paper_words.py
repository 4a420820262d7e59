"""What stands on the note's paper. Read by people who did not grow up with forms, so every word has its reading. Pure."""

from __future__ import annotations

TITLE = "気づきメモの紙"
HEADING = "気づきメモ"
CALL = "見たことに しるしを つけて、封をして センターへ。書くのは すぐに おわります。"
DANGER = "いま あぶないときは、書く前に 電話"
POLICE, HOTLINE = "警察", "児童相談所"
SIGNS = "何に 気づきましたか（いくつでも）"
ILL = "けが・急病は 119"
WHERE, WHEN = "どこで", "いつ"
WRITTEN, MONTH, DAY = "書いた日", ("月", "がつ"), ("日", "にち")
CHILD = "その場所での よび名（なくても いい。名字や 名前は 書かないで）"
WORDS = "見たこと・聞いたこと（なくても いい。見たままを）"
HOW = (
    "こどもの 名前・住所・学校は 書かないでください。よび名で わかります。",
    "封筒に 入れて のりで とじ、センターへ 手わたすか 郵便で おくってください。FAXや メールでは おくらないでください。",
    "うつしは とらないでください。書いたことは ほかの人に 話さないでください。",
)
READS = "読むのは センターの 人だけです。団体の 名前が あれば、7日の うちに 返事を します。"
BACK = "返事が ほしい 団体の 名前（なくても いい）"
