"""しくみ in words: for each reader one page of what this is, what one can do, and what becomes of it. The page and the A4
say the same. A child's sentences have at most 25 letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.rooms.bulletin.rules.kinds import Audience

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with a picture, and a line for each thing to know."""

    picture: str
    heading: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A door to go on through. `url`: the name of a page without arguments."""

    picture: str
    label: Words
    url: str


@dataclass(frozen=True, slots=True)
class How:
    audience: Audience
    tint: str
    picture: str
    title: Words
    lead: Words
    parts: tuple[Part, ...]
    ways: tuple[Way, ...]


_TODAY = Way("sun", _("いま・きょう 行けるところ"), "places:today")
_VOICE = Way("voice", _("こえを とどける"), "voices:home")
_HELP = Way("help", _("そうだんできる ところ"), "ui:help")
_GIVE = Way("heart", _("ごはんを おくる（寄附）"), "mealtickets:give")
_FOOD = Way("carrot", _("食べものを 出す"), "surplus:give")
_JOIN = Way("hands", _("お手伝いの 募集"), "roster:join")
_START = Way("sprout", _("居場所を はじめたい"), "network:start")
_SUPPORT = Way("friends", _("応援する人・求めているもの"), "supporters")

CHILD = How(
    Audience.CHILD, "yellow", "smile", _("こどもの みんなへ"), _("ここは、行くところを さがす ページだよ。"),
    (
        Part("house", _("これは なに？"), (
            _("まちに、みんなの 居場所が あるよ。"), _("あそんだり、休んだり、食べたり できるよ。"), _("なにも しなくても いいよ。"),
        )),
        Part("search", _("なにが できる？"), (
            _("きょう あいている ところが わかるよ。"), _("ひとりで 行ける ところも あるよ。"), _("お金が いらない ところも あるよ。"),
            _("あるいて なん分かも わかるよ。"),
        )),
        Part("bowl", _("ごはんの お金は？"), (
            _("カードを 見せると、お店で 食べられるよ。"), _("まちの おとなが お金を 出しているよ。"), _("だれが 食べたかは、だれにも わからないよ。"),
        )),
        Part("voice", _("言いたいことは？"), (
            _("ほしいもの、いやなことを 言っていいよ。"), _("名前は 書かなくて いいよ。"), _("どうなったかを ここで 知らせるよ。"),
        )),
        Part("help", _("こまったら？"), (_("話を 聞いてくれる おとなが いるよ。"), _("でんわは ただだよ。ないしょで いいよ。"))),
    ),
    (_TODAY, _VOICE, _HELP),
)  # fmt: skip
CITIZEN = How(
    Audience.CITIZEN, "green", "friends", _("まちの みなさんへ"),
    _("こどもが 自分で 行ける 居場所を、まちの みんなで ふやす しくみです。"),
    (
        Part("house", _("これは なにですか"), (
            _("こども食堂、学習スペース、児童館などを 1つの ページで さがせます。"),
            _("あいているかどうかは、その場所の 人が 書きます。市が たしかめます。"),
        )),
        Part("hands", _("できること"), (
            _("行ける日だけの お手伝いも できます。"), _("家や 空いた 部屋で 居場所を はじめる 相談が できます。"),
            _("寄附は このページから すぐに できます。"),
        )),
        Part("review", _("そのあと どうなるか"), (
            _("寄附は ぜんぶ（100％）食事に つかいます。なん食に なったかも 公開します。"),
            _("お手伝いの 日は、人が たりているかを 見て きめます。"), _("こどもの 声と、市の 返事を だれでも 読めます。"),
        )),
    ),
    (_GIVE, _JOIN, _START, _VOICE),
)  # fmt: skip
COMPANY = How(
    Audience.COMPANY, "blue", "arch", _("会社の みなさんへ"),
    _("お金・場所・人・もの。会社の できることを、こどもの 居場所に つなぎます。"),
    (
        Part("house", _("これは なにですか"), (
            _("市と 団体が、こどもの 居場所の「ほしい」と「出せる」を つないでいます。"),
            _("どこが 足りないかは、道のりと 人数から 計算して 公開しています。"),
        )),
        Part("heart", _("できること"), (
            _("食事の 寄附は 会社の 名前でも、名前なしでも できます。"), _("会議室や 車、社員の 時間も 役に立ちます。"),
            _("あまった 食べものは 1分で 出せます。"),
        )),
        Part("review", _("そのあと どうなるか"), (
            _("寄附の お金の 出入りは 1円まで 公開します。"), _("なん食に なったかを お知らせします。"),
            _("こどもの 名前や ようすは、会社には 出しません。"),
        )),
    ),
    (_GIVE, _SUPPORT, _FOOD, _JOIN),
)  # fmt: skip
SHOP = How(
    Audience.SHOP, "orange", "noren", _("お店の みなさんへ"),
    _("こどもが カードで ごはんを 食べられる お店に なりませんか。"),
    (
        Part("house", _("これは なにですか"), (
            _("寄附で 買った 1食を、こどもが お店で つかいます。"), _("お店は きめた ねだんで 出して、あとで 市から うけとります。"),
        )),
        Part("phone", _("お店が すること"), (
            _("スマートフォンで カードを 読みます。画面は ○か ×だけです。"), _("電波が なくても 使えます。紙でも できます。"),
            _("どの子にも おなじように 出してください。わけは ききません。"),
        )),
        Part("yen", _("お金は"), (
            _("つかわれた ぶんを 月ごとに しめて、ふりこみます。"), _("明細は いつでも 見られます。"),
        )),
    ),
    (Way("ticket", _("こどもカードで たべられる お店"), "mealtickets:shops"), _SUPPORT, _FOOD),
)  # fmt: skip
FARMER = How(
    Audience.FARMER, "lime", "carrot", _("農家の みなさんへ"),
    _("形の わるい 野菜も、とれすぎた 野菜も、こどもの ごはんに なります。"),
    (
        Part("carrot", _("これは なにですか"), (
            _("あまった 食べものを、こども食堂や お店が うけとる しくみです。"), _("電話でも、FAXでも、このページでも 1分で 出せます。"),
        )),
        Part("truck", _("できること"), (
            _("「大根 20kg」のように だいたいで かまいません。"), _("持ちこむ場所を えらべます。とりに 行けることも あります。"),
            _("毎週・毎年の 約束も できます。"),
        )),
        Part("review", _("そのあと どうなるか"), (
            _("どこへ 行くかは、いたむ前に 食べられるか、近いかなどから 人が きめます。"),
            _("なにに なったかと お礼が とどきます。"), _("名前と 電話は、市と CSWの ほかには 出しません。"),
        )),
    ),
    (_FOOD, Way("info", _("食べものの おすそわけ"), "surplus:about"), _SUPPORT),
)  # fmt: skip
ALL = {one.audience: one for one in (CHILD, CITIZEN, COMPANY, SHOP, FARMER)}
