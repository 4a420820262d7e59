"""What the children's edition says of itself, page by page, on paper and on the page. Pure."""

from __future__ import annotations

from typing import Final

NAME: Final = "こどもの いばしょ"
TITLE: Final = "1年の ふりかえり"
EDITION: Final = "こども版"
HELLO: Final = "まちの みんなで いばしょを つくっています。この1年で どう なったかを、あなたに つたえます。"
BIG: Final = "ことしの 数"
DRAWN: Final = "ふえたかな？ よくなったかな？"
NOTHING_DRAWN: Final = "くらべられる 数は まだ ありません。らいねん また 見てね。"
SAID: Final = "こどもが いったこと"
NOBODY: Final = "ことしは まだ だれの ことばも のっていません。あなたの ことばを まっています。"
ANSWERED: Final = "こえから きまったこと"
UNANSWERED: Final = "ことし きまったことは まだ ありません。"
GAPS: Final = "まだ できていないこと"
NO_GAPS: Final = "めあてに とどいていない 数は ありませんでした。でも、まだ 知らない こまりごとが あるかもしれません。おしえてね。"
NEXT: Final = "つぎに すること"
NO_NEXT: Final = "つぎの 年に することは、これから みんなで きめます。"
SAY: Final = "つぎは あなたの こえを きかせて"
SAY_HOW: Final = "スマホで よみとると、こえを おくれます。名前は 書かなくて いいよ。"
HELP: Final = "こまったときは 電話してね"
QR_ALT: Final = "こえを おくる ページへの QRコード"
MORE: Final = "もっと 知りたい人は、大きい ほうの ほうこくを 見てね。"
