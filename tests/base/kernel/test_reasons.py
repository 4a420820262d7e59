import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.reasons import reason

ASKED = {"code": "x.why", "sentence": "わけを 書いてください。"}


def test_a_reason_stands_on_one_line() -> None:
    assert reason("  まちがえて\n読んだ ", **ASKED) == "まちがえて 読んだ"


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        ("", "x.why", "わけを 書いてください。"),
        (" \n　", "x.why", "わけを 書いてください。"),
        ("あ" * 11, "x.why", "10文字までで 書いてください。"),
        ("1234 5678 9018", "text.my_number", ""),
    ],
)
def test_what_is_no_reason_is_told_at_its_field(told: str, code: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        reason(told, most=10 if words.startswith("1") else 200, **ASKED)
    assert refused.value.code == code
    if words:
        assert dict(refused.value.fields) == {"why": words} and refused.value.message == words
