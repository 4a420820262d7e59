"""What stands on 「気づいたら」, the A4 for a volunteers' room. No word of it says what a sign may mean."""

from __future__ import annotations

from ibasho.rooms.care.rules.notes import Told

TITLE = "気づいたら"
CALL = "ここに 来る こどもの ことで"
DANGER = "いま あぶない、と おもったら 電話"
POLICE, HOTLINE = "警察", "児童相談所（いちはやく）"
ILL = "けが・急病は 119"
STEPS = (
    ("qr", "QRを よんで「気づきメモ」を ひらく"),
    ("pencil", "見たことの 絵を えらぶ。名前は いりません"),
    ("mail", "おくる。30秒で おわります"),
)
GLAD = "うれしいことも おくってください。"
HEADING_AFTER = "おくったあと"
AFTER = (
    (Told.SENT, "つぎの 平日までに センターの人が うけとります"),
    (Told.TAKEN, "48時間の うちに、その子の 安全を たしかめます"),
    (Told.THANKS, "7日の うちに、あなたに 返事が とどきます（紙は 団体の 名前が あるとき）"),
)
HEADING_WHO = "だれが 読むか"
WHO = "こども家庭センターの 担当の人だけです。ほかの団体にも、市の ほかの課にも 見えません。"
HEADING_DO = "おねがい"
DO = (
    "見たこと・聞いたことだけを 書く。わけは かんがえなくて だいじょうぶです",
    "こどもに くわしく 聞き出さない。「話してくれて ありがとう」で じゅうぶんです",
    "「だれにも 言わない」と 約束しない",
    "メモや 写真を のこさない。ほかの人に 話さない",
)
NO_PHONE = "スマートフォンが なくても、紙の メモか 電話で だいじょうぶです。"
QR_ALT = "気づきメモの ページの QRコード"
NIGHT = "夜と 休みの日は 189 へ"
INSIDE = "スタッフの 部屋に はってください"
