"""When two spellings are one nickname at one place. Pure: what is written and what is looked for go through here alike."""

from __future__ import annotations

import unicodedata

from ibasho.base.kernel import kana

_TITLES = ("くん", "クン", "君", "ちゃん", "チャン", "さん", "サン", "さま", "様")


def folded(nickname: str) -> str:
    """アオ君, ｱｵ and あお ちゃん are one. "" where nothing is left."""
    plain = unicodedata.normalize("NFKC", nickname).strip()
    title = next((one for one in _TITLES if plain.endswith(one)), "")
    return kana.search_key(plain.removesuffix(title)) or kana.search_key(plain)


def salt(place: str) -> str:
    """Of the keyed mark of a nickname. `place`: its public_id; marks of two places never meet."""
    return f"care.child:{place}"
