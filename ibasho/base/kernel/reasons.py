"""A reason somebody has to give: the one check behind every 「わけ」 that stands in the journal."""

from __future__ import annotations

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number

LETTERS_MAX = 200


def reason(told: str, *, code: str, sentence: str, field: str = "why", most: int = LETTERS_MAX) -> str:
    """`told` on one line. Raises Invalid `code` with `sentence` at `field` for nothing or more than `most` letters, and
    for a My Number."""
    why = refuse_my_number(" ".join(told.split()))
    if not 0 < len(why) <= most:
        words = sentence if not why else f"{most}文字までで 書いてください。"
        raise Invalid(code, words, fields={field: words})
    return why
