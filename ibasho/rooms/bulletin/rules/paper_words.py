"""What stands on posters, calendars, hand-outs and cards, in four languages. Pure.

A paper is made for one language and may be printed where no catalog is loaded, so its few words stand here together;
kinds, fees and who may come alone are said with the words of the pages.
"""

from __future__ import annotations

from ibasho.rooms.bulletin.rules.kinds import Purpose

LANGUAGES = ("ja", "ja-simple", "en", "pt-br")

# In the order of LANGUAGES.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "scan": ("スマホや タブレットで よんでね", "スマホで よんで ください", "Scan with a phone or tablet", "Leia com o celular ou tablet"),
    "type": ("うちこむときは", "もじを うつ とき", "Or type this address", "Ou digite este endereço"),
    "spare": ("大きい ほうが よめないときは こちら", "大きい ほうが だめな とき", "If the large code cannot be read", "Se o código grande não funcionar"),
    "alt": ("「{what}」の ページへの QRコード", "「{what}」の ページの QRコード", "QR code to the page “{what}”", "Código QR para a página “{what}”"),
    "as_of": ("{day}に わかっていたことです", "{day}に わかって いた ことです", "As known on {day}", "Conforme se sabia em {day}"),
    "help": ("こまったときは", "こまった とき", "If you need help", "Se precisar de ajuda"),
    "free": ("お金は いりません", "お金は いりません", "Free of charge", "Grátis"),
    "fee": ("お金 {yen}円", "お金は {yen}円です", "{yen} yen", "{yen} ienes"),
    "fee_varies": ("お金 {yen}円（年れいで ちがいます）", "お金は {yen}円です（年れいで ちがいます）", "{yen} yen (depends on age)", "{yen} ienes (depende da idade)"),
    "fee_range": ("お金 {low}～{high}円", "お金は {low}円から {high}円です", "{low} to {high} yen", "{low} a {high} ienes"),
    "fee_ask": ("お金は きいてね", "お金は きいて ください", "Please ask about the fee", "Pergunte sobre o preço"),
    "adult": ("おとなと いっしょに", "おとなと いっしょに 行きます", "With a grown-up", "Com um adulto"),
    "alone_ask": ("ひとりで いいか きいてね", "ひとりで いいか きいて ください", "Ask whether you may come alone", "Pergunte se pode vir sozinho"),
    "lower": ("ひとりで 行って いいよ", "ひとりで 行って いいです", "You may come alone", "Pode vir sozinho"),
    "upper": ("小学4年生から ひとりで いいよ", "小学校 4年生から ひとりで いいです", "Alone from the 4th grade", "Sozinho a partir da 4ª série"),
    "junior": ("中学生から ひとりで いいよ", "中学生から ひとりで いいです", "Alone from junior high school", "Sozinho a partir do ginásio"),
    "high": ("高校生から ひとりで いいよ", "高校生から ひとりで いいです", "Alone from high school", "Sozinho a partir do colegial"),
    "walk": ("学校から あるいて {n}分", "学校から あるいて {n}分", "{n} min on foot from school", "{n} min a pé da escola"),
    "about": ("（めやす）", "（だいたい）", " (about)", " (aprox.)"),
    "way": ("行き方", "行きかた", "How to get there", "Como chegar"),
    "phone": ("電話", "電話", "Phone", "Telefone"),
    "shut": ("おやすみ", "おやすみ", "Closed", "Fechado"),
    "unsure": ("きいてから 行こう", "きいてから 行きます", "Ask first", "Pergunte antes"),
    "hour_unknown": ("時間は きいてね", "時間は きいて ください", "Ask for the hours", "Pergunte o horário"),
    "event": ("もよおし", "もよおし", "Event", "Evento"),
    "daily": ("いつも あいている ところ", "だいたい 毎日 あいて います", "Open almost every day", "Aberto quase todos os dias"),
    "maybe": ("日が きまっていない ところ（きいてから 行こう）", "日が きまって いません。きいて ください", "No fixed days (ask first)", "Sem dias fixos (pergunte antes)"),
    "further": (
        "もう すこし とおい ところ（おとなと いっしょに）",
        "すこし とおい ところ（おとなと いっしょに 行きます）",
        "A little further (with a grown-up)",
        "Um pouco mais longe (com um adulto)",
    ),
    "far": ("とおいので おとなと いっしょに", "とおいです。おとなと いっしょに 行きます", "Far: come with a grown-up", "Longe: venha com um adulto"),
    "legend": ("えの いみ", "えの いみ", "What the pictures mean", "O que significam as figuras"),
    "nothing": ("この月の よていは まだ ありません。QRで あたらしいことを 見てね。", "この月の よていは まだ ありません。QRを 見て ください。", "Nothing is planned yet this month. Scan the code for news.", "Ainda não há nada neste mês. Veja as novidades pelo código."),
    "calendar": ("{district}小学校区の カレンダー", "{district}小学校の ちかくの カレンダー", "Calendar of {district} school district", "Calendário do distrito escolar {district}"),
    "month": ("{year}年（{era}）{month}月", "{year}年（{era}）{month}月", "{name} {year} ({era})", "{name} de {year} ({era})"),
    "calendar_note": ("あるいて 行けるところを のせました。急に かわることが あります。", "あるいて 行ける ところです。かわる ことが あります。", "Places within walking distance. Plans may change.", "Lugares aonde se chega a pé. Pode haver mudanças."),
    "calendar_far": ("学校の ばしょが わからないので、この校区の ところを のせました。", "この 学校の ちかくの ところです。", "The places of this district.", "Lugares deste distrito."),
    "handout": ("あるいて 行ける みんなの 居場所", "あるいて 行ける ところ", "Places you can walk to", "Lugares aonde você pode ir a pé"),
    "handout_for": ("{district}小学校の みんなへ", "{district}小学校の みなさんへ", "To everyone at {district} school", "Para todos da escola {district}"),
    "handout_call": ("あそぶ、食べる、休む。すきな ところへ 行ってみよう。", "あそぶ、食べる、休む ところが あります。", "Play, eat or rest. Come and see.", "Brinque, coma, descanse. Venha conhecer."),
    "handout_none": ("あるいて 行けるところが まだ のっていません。QRで さがしてね。", "ちかくに まだ ありません。QRで さがして ください。", "No place within walking distance yet. Search with the code.", "Ainda não há lugar perto. Procure pelo código."),
    "card": ("きょう どこ 行く？", "きょう 行ける ところ", "Where to go today?", "Aonde ir hoje?"),
    "card_near": ("{district}小学校の ちかく", "{district}小学校の ちかく", "Near {district} school", "Perto da escola {district}"),
    "card_help": ("はなしたい ときは", "はなしたい とき", "Someone to talk to", "Para conversar"),
}  # fmt: skip

# purpose: what the poster calls out, and what it says below.
_CALLS: dict[Purpose, tuple[tuple[str, str, str, str], tuple[str, str, str, str]]] = {
    Purpose.TODAY: (
        ("きょう 行けるところ", "きょう 行ける ところ", "Where can I go today?", "Aonde posso ir hoje?"),
        ("いま あいている ところが わかるよ。", "いま あいて いる ところが わかります。", "See what is open right now.", "Veja o que está aberto agora."),
    ),
    Purpose.DISTRICT: (
        ("ちかくの カレンダー", "ちかくの カレンダー", "Calendar of our district", "Calendário do nosso distrito"),
        ("いつ、どこが あいているか わかるよ。", "いつ、どこが あいて いるか わかります。", "See when and where places open.", "Veja quando e onde os lugares abrem."),
    ),
    Purpose.PLACE: (
        ("おいでよ", "来て ください", "Come and see us", "Venha nos visitar"),
        ("あいている 日と 時間が わかるよ。", "あいて いる 日と 時間が わかります。", "See days and hours.", "Veja os dias e horários."),
    ),
    Purpose.VOICE: (
        ("きみの こえを きかせて", "あなたの 考えを おしえて ください", "Tell us what you think", "Conte o que você pensa"),
        ("名前は 書かなくて いいよ。まちが こたえるよ。", "名前は いりません。市が こたえます。", "No name needed. The city answers.", "Sem nome. A cidade responde."),
    ),
    Purpose.HELP: (
        ("そうだんできる ところ", "そうだんできる ところ", "Someone to talk to", "Onde pedir ajuda"),
        ("いやなこと、しんぱいなことは、話していいよ。", "いやな こと、しんぱいな ことを 話して いいです。", "You may talk about anything that worries you.", "Você pode falar do que preocupa você."),
    ),
    Purpose.SUBSCRIBE: (
        ("おしらせを うけとる", "おしらせを もらう", "Get the news", "Receba as novidades"),
        ("お休みや あたらしいことが とどきます。いつでも やめられます。", "お休みや あたらしい ことが とどきます。いつでも やめられます。", "Closures and news come to you. Stop at any time.", "Avisos e novidades chegam a você. Pare quando quiser."),
    ),
}  # fmt: skip
POSTERS = tuple(_CALLS)
PICTURES = {
    Purpose.TODAY: "walk", Purpose.DISTRICT: "calendar", Purpose.PLACE: "house", Purpose.VOICE: "voice",
    Purpose.HELP: "help", Purpose.SUBSCRIBE: "bell",
}  # fmt: skip
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "pt-br": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
}  # fmt: skip
_WEEK = {
    "en": ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
    "pt-br": ("dom", "seg", "ter", "qua", "qui", "sex", "sáb"),
}
_WEEK_JA = ("日", "月", "火", "水", "木", "金", "土")


def word(key: str, language: str) -> str:
    """Raises KeyError for a word or a language that is not ours."""
    return _WORDS[key][LANGUAGES.index(language)]


def every() -> list[str]:
    return list(_WORDS)


def call(purpose: Purpose, language: str) -> tuple[str, str]:
    """(big words, one sentence) of a poster."""
    big, below = _CALLS[purpose]
    place = LANGUAGES.index(language)
    return big[place], below[place]


def week(language: str) -> tuple[str, ...]:
    """Sunday to Saturday."""
    return _WEEK.get(language, _WEEK_JA)


def month_name(number: int, language: str) -> str:
    return _MONTHS[language][number - 1] if language in _MONTHS else f"{number}月"
