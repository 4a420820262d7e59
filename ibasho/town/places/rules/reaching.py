"""Ways to reach a person, also in disguise: spelt out, in 漢数字, in emoji, with ★ for @. Pure.

What nobody hides is found by kernel.text.find_contacts; here is the rest, and numbers that open something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.kernel.text import ContactKind, find_contacts
from ibasho.town.places.rules.letters import Span, fold, numeric, spans, spoken

_GAP = r"[\s\0\ufe0f\u20e3\-/・.,、。_|~〜ー*=()（）【】\[\]゛゜「」のとは]{0,4}"
_RUN = re.compile(rf"(?<![\d.])0(?:{_GAP}\d){{9,10}}(?!{_GAP}\d)")
_MOBILE = re.compile(r"(?<!\d)0[5-9]0[^\d\n]{0,10}\d{4}[^\d\n]{0,10}\d{3,4}(?!\d)")
_HALF = re.compile(r"(?<!\d)0[789]0[-\s]?\d{4}[^\d\n]{0,10}\d{3,4}(?!\d)|(?<!\d)0[789]0[-\s]?0{4}(?!\d)")

_AT = r"(?:@|☆|★|#|\(at\)|\(あっと\)|\[a(?:t)?\]|【(?:at|@)】|\{at\}|\bat\b(?:\s*mark)?|あっと(?:・|\s)?(?:まーく)?|@まーく)"
_DOT = r"(?:\.|。|,|\[(?:\.|dot)\]|【dot】|\((?:\.|dot)\)|\bdot\b|どっと)"
_MAIL = re.compile(
    rf"[a-z0-9._%+-]{{2,}}\s*{_AT}\s*[a-z0-9-]+(?:\s*{_DOT}\s*[a-z0-9-]+)+|@\s*[a-z0-9-]+\s*{_DOT}\s*[a-z]{{2,}}|[a-z0-9._-]{{3,}}@(?=\s|$)"
    r"|(?:めあど|めるあど|めーるあどれす)[^a-z0-9]{0,6}[a-z0-9._-]{3,}|[a-z]+\.(?:com|jp|net)の\s*[a-z0-9]+\s*に\s*めーる"
)
_TLD = r"(?:com|net|org|info|biz|jp|me|io|app|tv|ee|gle|be|ly|gg|co|link|page|site|xyz|dev|edu)"
_URL = re.compile(
    rf"h\s?t\s?t\s?p|hxxp|えいちてぃーてぃーぴー|えいちてぃてぃぴ|www[\s.]|wwwどっと|(?<![a-z0-9.@-])[a-z0-9-]{{2,}}\s?{_DOT}\s?(?:[a-z0-9-]+\s?{_DOT}\s?)?{_TLD}(?![a-z])"
    r"|//[a-z0-9-]+\.[a-z]{2,}|lin\.ee"
)

_PLAIN_WORDS = r"(?:wi-?fi|switch\d?|minecraft|mario|qr|usb|dvd|pc|tv|game|ok|ng|no|and|the)(?![a-z0-9])"
_LINE_NAME = r"(?:l\s?[il1ι]\s?[nи]\s?e|らいん|りね|(?:緑|みどり)の[^。\s]{0,4}\s?(?:とーく)?あぷり)"
_LINE = re.compile(
    rf"(?<![a-z]){_LINE_NAME}[^a-z0-9\n]{{0,4}}(?:id)?[^a-z0-9\n]{{0,18}}(?!{_PLAIN_WORDS})(?=[a-z0-9._-]*[a-z])[@a-z0-9][a-z0-9._-]{{3,30}}"
    rf"|(?<![a-z]){_LINE_NAME}\s?(?:の)?\s?(?:qr|こうかん|交換|友だち(?:に|ぼ)|友達(?:に|ぼ)|ともだち(?:に|ぼ)|おしえて|教えて|ついか|追加)"
)
_SERVICE = (
    r"(?:いんすた(?:ぐらむ)?(?!んと)|instagram|insta|てぃっくとっく|tiktok|でぃすこ(?:ーど|ど)?|discord|かかお|kakao|すなちゃ|snapchat|ついった(?:ー|あ)|twitter"
    r"|ふぉーとないと|ふぉとな|ろぶろっくす|roblox|まいくら|すれっず|threads|bereal|びーりある|ぷろせか|荒野|すぷら|ぽけ(?:もん)?go|ぽけごー|すかいぷ|skype|psn|ぶろすた|くらろわ|もんすと|apex|原神|あつ森|あつもり"
    r"|すいっち|ゆーちゅーぶ|youtube|(?<![a-z])x(?![a-z]))"
)
_NAMED = r"(?:id|あいでぃー?|あかうんと(?:名)?|あか(?:名)?|ゆーざー(?:名)?|げーまーたぐ|ふれんど(?:こーど)?|ふれこ|たぐ|uid|くらぶ|名前は)"
_HANDLE = re.compile(
    rf"{_SERVICE}[^a-z0-9\n]{{0,14}}(?:id)?[^a-z0-9\n]{{0,6}}(?!{_PLAIN_WORDS})(?=[a-z]+[._#-]*\d|[a-z]+[._#-][a-z_]|@)@?[a-z][a-z0-9._#-]{{3,30}}"
    rf"|(?:{_SERVICE}|げーむ)[^\n]{{0,12}}{_NAMED}[^a-z0-9#\n]{{0,8}}(?!{_PLAIN_WORDS})[@#]?[a-z0-9][a-z0-9._,#-]{{3,30}}"
    rf"|(?:あか(?:うんと)?名|ゆーざー名|げーまーたぐ|ふれんど申請[^\n]{{0,10}}名前は)[^a-z0-9\n]{{0,6}}[a-z0-9][a-z0-9._-]{{2,30}}"
    r"|sw-\d{4}-\d{4}-\d{4}|(?<![\d-])\d{4}[-\s]\d{4}[-\s]\d{4}(?![\d-])|(?<![a-z0-9])#(?=[a-z]*\d)[a-z0-9]{5,9}(?![a-z0-9])"
    rf"|{_SERVICE}\s?[a-z]{{4,}}[a-z0-9._]*(?:dance|photo|snap|tweet|game)?(?=\s|$)(?<!minecraft)(?<!game)"
    r"|ちゃんねる(?:」)?\s?(?:を)?登録|ふぉろー(?:して|ば|よろ)|ふぉろば|ふれんど(?:に\s?な|申請)"
)
_NUMBER = re.compile(
    r"(?<!\d)\d{4}[-\s]?\d{4}[-\s]?\d{4}[-\s]?\d{4}(?!\d)|口座[^\n]{0,12}\d{5,}|ぱすわーど[^\n]{0,6}[a-z0-9]{4,}"
)
_KINDS = {
    ContactKind.PHONE: "phone", ContactKind.MAIL: "mail", ContactKind.LINE_ID: "line_id", ContactKind.HANDLE: "handle", ContactKind.URL: "url",
}  # fmt: skip


def found(text: str) -> Iterator[tuple[str, Span]]:
    """(phone, mail, line_id, handle, url or number; where). May overlap."""
    yield from ((_KINDS[one.kind], (one.start, one.end)) for one in find_contacts(text))
    folded, digits = fold(text), numeric(text)
    for kind, pattern in (
        ("mail", _MAIL),
        ("url", _URL),
        ("line_id", _LINE),
        ("handle", _HANDLE),
        ("number", _NUMBER),
    ):
        yield from ((kind, span) for span in spans(pattern, folded))
    for pattern, written in ((_RUN, spoken(text)), (_MOBILE, digits), (_HALF, digits)):
        yield from (("phone", span) for span in spans(pattern, written))
    if contains_my_number(text):
        yield from (("number", span) for span in spans(re.compile(r"\d[\d\s\-‐ー・.]{9,20}\d"), folded))
