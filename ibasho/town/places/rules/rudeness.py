"""What is no voice at all or hurts somebody: insults, threats, pasted text, advertising, pictures only. Pure."""

from __future__ import annotations

import re

from ibasho.town.places.rules.letters import fold

_INSULT = re.compile(
    r"(?<![ぁ-ん])ばー?か(?:$|\s|や|め|な(?!ん)|ども|しか|。|！|!|じゃ|って)|(?<![ぁ-ん])あほ(?!う)|まぬけ|(?:^|[\s、。!！「お]|まじ)し(?:ー)?ね(?:$|[\s、。!！」よや]|しね)|死ね|氏ね|[4４]ね|たひね|[○◯〇]ね|きもい|きもすぎ|きもっ|きしょ|きもちわるい\s?や|気持ち悪い\s?や"
    r"|うざ(?:い|っ|え|すぎ)|うぜ|(?<![ぁ-ん])でぶ(?!り)|(?<![ぁ-ん])ぶす(?!っ)|(?<![ぁ-ん])はげ(?!ま|し|た)|(?<![ぁ-ん])ちび(?!っ)\s|(?<![ぁ-ん])くそ|(?<![ぁ-ん])かす(?:が|$|ども|。)|(?:^|\s)ごみ(?:$|\s?みたい)|くず(?:$|ども|が|。)|だまれ|黙れ"
    r"|(?:^|[\s、。])(?:きえろ|消えろ)|消えて(?:$|。|くれ)|ぶっ?(?:ころ|殺|とば)|(?:ころ|殺)(?:す|してや|すぞ)(?!け)|爆破|ばくは(?!つ)|ばくはつさせ|ばくはつ\s?させ|放火|火を\s?つけて\s?や|(?:なぐ|殴)(?:る|って)(?:ぞ|や|$)|ぶんなぐ|ぜんいん\s?なぐ|のろ(?:って|う)"
    r"|がいじ|(?:外国人|外人)(?:は|\s)?[^。]{0,6}(?:帰れ|出て|来るな|くるな)|(?:国に|くにに)\s?(?:帰|かえ)れ|(?:は|が|^|\s)(?:来るな|くるな)|障害者は|役立たず|やくたたず|役に立たない\s?(?:大人|人|す)|つぶれろ|無能|低能|あたま\s?おかし|頭\s?おかし"
    r"|うんこ|うんち(?!ん)|ちんこ|ちんちん(?!で)|(?<![ぁ-ん])えろ(?:い|$)|せっくす|おっぱい|(?<![ぁ-ん])ばばあ|くそばば|じじい|(?:子|こ|やつ|あいつ)(?:は|が|\s)?\s?くさい|くさい\s?(?:から\s?いや|やつ)|てめえ|てめぇ|このやろ|ばかやろ|さいてい\s?し"
)
_LETTERS = re.compile(r"[ぁ-んァ-ヶ一-龥々0-9０-９]|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
_LAUGHS = re.compile(r"^[\s\W_ωдoOwWｗ笑草ー☆★♪]*$")
_PASTED = re.compile(
    r"である。|本稿|本研究|本論文|本レポート|先行研究|参考文献|出典|ウィキペディア|フリー百科事典|第一?[1一]条|第[1一]章|むかしむかし|承知しました|もちろんです|以下は|拝啓|敬具|何卒|賜り|とする。|であった。|吾輩|であった|わたつて|メロス|ごこうの|考察"
)
_LONG, _PASTED_LONG = 180, 90  # letters
_ADVERT = re.compile(
    r"無料で[^。]{0,8}円|(?:稼|かせ)(?:げ|ぎ)|副業|在宅で|ふぉろわー|当選|びっとこいん|(?<![a-z])fx(?![a-z])|資産|もうか|儲|高収入|日払い|出会い|(?:彼女|彼氏|女の子|男の子|中学生)\s?(?:募集|限定)|募集中\s?(?:女|男|中学)|初回|お?申し?込みは\s?こちら|購入は|せーる\s|くりっく|ちゃんねる登録"
    r"|高評価|ぎふと券|登録で|投票して\s?ください|清き一票|売ります|買います|買いませんか|buy |followers|free money|click|dm\s?して|おこづかい\s?ほしい人|^(?:test|てすと)(?:\s|てすと)"
)
_CODE = re.compile(r"<\s?/?[a-z]+[^>]*>|select\s.+\sfrom\s|or 1=1|javascript:", re.IGNORECASE)
_KEYS = re.compile(r"[a-z]{14,}|(?:qwerty|asdf|zxcv)[a-z]{2,}|(.)\1{7,}|\d{18,}")
_AGAIN = re.compile(r"(.{3,14}?)\1{3,}")


def is_rude(text: str) -> bool:
    return bool(_INSULT.search(fold(text)))


def is_wordless(text: str) -> bool:
    """Emoji, marks or laughter only: kept and counted, but nothing to read."""
    return not _LETTERS.search(text) or bool(_LAUGHS.match(text))


def is_pasted(text: str) -> bool:
    return len(text) >= _LONG or (len(text) >= _PASTED_LONG and bool(_PASTED.search(text)))


def is_spam(text: str) -> bool:
    folded = fold(text)
    one_run = re.sub(r"\s", "", folded)
    return bool(
        _ADVERT.search(folded) or _CODE.search(text) or _KEYS.search(folded) or _AGAIN.search(one_run)
    )
