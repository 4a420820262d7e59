"""Words that make a password easy to guess here: the city, this programme, the trade's own. docs/accounts.md lists them.

Nothing else is asked of a password's letters; Django's list of common ones and one's own name and address are looked at beside."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HOUSE = (
    "ibasho", "居場所", "いばしょ", "イバショ", "kodomo", "こども", "子ども", "子供", "コドモ", "syokudo", "shokudo", "食堂", "しょくどう",
    "みまもり", "見守り", "kakekko", "famisapo", "ファミサポ", "password", "パスワード", "admin", "管理者",
)  # fmt: skip
REST_MIN = 6  # letters that have to be left when all of these are taken out


class HouseWordsValidator:
    """Refuses what is little more than such words and figures in a row."""

    def validate(self, password: str, user: Any = None) -> None:
        left = _plain(password)
        for word in sorted((*HOUSE, *_of_city(), *_of_person(user)), key=len, reverse=True):
            left = left.replace(_plain(word), "")
        if left != _plain(password) and len(left.strip("0123456789!-_.")) < REST_MIN:
            raise ValidationError(
                _(
                    "市や 自分の 名前だけの パスワードは すぐに 当てられます。ほかの ことばを 足してください。"
                ),
                code="password_house_words",
            )

    def get_help_text(self) -> str:
        return _("市や 自分の 名前だけの ものは 使えません。")


def _of_city() -> tuple[str, ...]:
    """The city's names: with and without 市・町・村, in kanji and as its domain writes it."""
    told = [str(settings.IBASHO_CITY.get("name", "")), str(settings.CITY_SLUG)]
    return tuple(word for one in told for word in (one, one.rstrip("市町村区")) if len(word) > 1)


def _of_person(user: Any) -> tuple[str, ...]:
    """What everybody knows of who chooses: the parts of the names and of the mail address before the @."""
    told = " ".join(str(getattr(user, name, "")) for name in ("name", "nickname", "email")).partition("@")[0]
    return tuple(word for word in re.split(r"[\W_\d]+", told) if len(word) > 1)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
