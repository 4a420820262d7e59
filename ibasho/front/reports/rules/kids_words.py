"""What the children's edition says of itself, page by page, on paper and on the page. Pure."""

from __future__ import annotations

from typing import Final

from ibasho.base.kernel.labelled import Labelled


class Word(Labelled):
    """One sentence; a label, so that pages in other languages find their words for it."""

    NAME = "name", "こどもの いばしょ"
    TITLE = "title", "1年の ふりかえり"
    EDITION = "edition", "こども版"
    HELLO = (
        "hello",
        "まちの みんなで いばしょを つくっています。この1年で どう なったかを、あなたに つたえます。",
    )
    BIG = "big", "ことしの 数"
    DRAWN = "drawn", "ふえたかな？ よくなったかな？"
    NOTHING_DRAWN = "nothing_drawn", "くらべられる 数は まだ ありません。らいねん また 見てね。"
    SAID = "said", "こどもが いったこと"
    NOBODY = "nobody", "ことしは まだ だれの ことばも のっていません。あなたの ことばを まっています。"
    ANSWERED = "answered", "こえから きまったこと"
    UNANSWERED = "unanswered", "ことし きまったことは まだ ありません。"
    GAPS = "gaps", "まだ できていないこと"
    NO_GAPS = (
        "no_gaps",
        "めあてに とどいていない 数は ありませんでした。でも、まだ 知らない こまりごとが あるかもしれません。おしえてね。",
    )
    NEXT = "next", "つぎに すること"
    NO_NEXT = "no_next", "つぎの 年に することは、これから みんなで きめます。"
    SAY = "say", "つぎは あなたの こえを きかせて"
    SAY_HOW = "say_how", "スマホで よみとると、こえを おくれます。名前は 書かなくて いいよ。"
    HELP = "help", "こまったときは 電話してね"
    QR_ALT = "qr_alt", "こえを おくる ページへの QRコード"
    MORE = "more", "もっと 知りたい人は、大きい ほうの ほうこくを 見てね。"


WORDS: Final = {one.name: one.label for one in Word}
