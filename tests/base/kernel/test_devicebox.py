"""A phone's box: the browser's own code seals it, the vault opens it, and nobody else or elsewhere."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import devicebox
from ibasho.base.kernel.errors import Invalid
from tests.base.kernel.phone import seal_box

VAULT = devicebox.private_key(bytes(range(48)))
POINT = devicebox.point_of(VAULT)
NOTE = "care.note:5f0b7d0e-3c1a-4b9e-9a41-0a53d5f0c001"
SCRIPT = Path("frontend/js/care-note.js")
NODE = Path(sys.prefix) / "bin" / "node"


def boxed(plain: bytes = "おかわりを 5回".encode()) -> bytes:
    return seal_box(plain, number=7, point=POINT, bound_to=NOTE)


@given(plain=st.binary(max_size=500), bound_to=st.text(max_size=40))
def test_what_a_phone_sealed_opens(plain: bytes, bound_to: str) -> None:
    box = seal_box(plain, number=255, point=POINT, bound_to=bound_to)
    assert devicebox.open_box(box, keys={255: VAULT}, bound_to=bound_to) == plain


def test_the_browser_s_own_code_seals_what_we_open() -> None:
    """The function of the page itself, run by Node: the same words, bound to the same note."""
    found = re.search(
        r"^async function sealed\(.*?^}", SCRIPT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    helpers = re.findall(
        r"^const (?:PAD|utf8|bytesOf|joined) = .*$", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found and len(helpers) == 4
    words = {"signs": ["eating"], "words": "おかわりを 5回 しました 𠮷"}
    told = {"number": 7, "point": base64.b64encode(POINT).decode()}
    script = "\n".join(
        [
            *helpers, f"const key = {json.dumps(told)};", found.group(0),
            f"sealed({json.dumps(words)}, {json.dumps(NOTE.removeprefix('care.note:'))})"
            ".then((box) => console.log(Buffer.from(box).toString('hex')));",
        ]
    )  # fmt: skip
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    box = bytes.fromhex(done.stdout.strip())
    assert json.loads(devicebox.open_box(box, keys={7: VAULT}, bound_to=NOTE)) == words
    assert (len(box) - 2 - 65 - 12 - 16) % 2_048 == 0, "its length tells next to nothing"


def test_a_box_of_an_earlier_release_still_opens() -> None:
    """Kept on a phone over an update: the format never changes under its number."""
    box = bytes.fromhex(
        "010704e959156c7b9569d11bb94f9e429ec33e1a1d3fb4d8c992787a8a6e14b3621ee409e3076ab0f5cb7f1842"
        "0ce47a933770d8795a093b979dec314c55fd7c660484e67c16cee49e5b285a907a1158aebdf6eaa3b5098feeb0"
        "a4aba92aab4aac5620a09a01fe64a5f70b"
    )
    assert devicebox.open_box(box, keys={7: VAULT}, bound_to=NOTE).decode() == "おかわり"


@given(bit=st.integers(min_value=0))
def test_any_changed_bit_closes_it(bit: int) -> None:
    box = bytearray(boxed())
    bit %= 8 * len(box)
    box[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Invalid) as refused:
        devicebox.open_box(bytes(box), keys={7: VAULT}, bound_to=NOTE)
    assert refused.value.code == "sealed"


def test_under_another_note_or_another_city_s_key_it_stays_closed() -> None:
    box, other = boxed(), devicebox.private_key(bytes(48))
    for keys, note in (({7: VAULT}, NOTE[:-1] + "2"), ({7: other}, NOTE), ({6: VAULT}, NOTE), ({}, NOTE)):
        with pytest.raises(Invalid):
            devicebox.open_box(box, keys=keys, bound_to=note)


@given(rubbish=st.binary(max_size=200))
def test_rubbish_is_refused_in_the_same_way(rubbish: bytes) -> None:
    for box in (rubbish, b"\x01\x07\x04" + rubbish):
        with pytest.raises(Invalid):
            devicebox.open_box(box, keys={7: VAULT}, bound_to=NOTE)


def test_what_is_too_large_for_a_note_is_not_even_tried() -> None:
    with pytest.raises(Invalid):
        devicebox.open_box(boxed(b"x" * devicebox.BOX_MAX), keys={7: VAULT}, bound_to=NOTE)


def test_two_boxes_of_the_same_words_have_nothing_in_common() -> None:
    one, other = boxed(), boxed()
    assert one[2:67] != other[2:67] and one[67:] != other[67:] and len(one) == len(other)


def test_a_seed_of_another_length_is_a_programmer_s_error() -> None:
    with pytest.raises(ValueError, match="48 bytes"):
        devicebox.private_key(b"x" * 32)
    assert devicebox.point_of(devicebox.private_key(bytes(range(48)))) == POINT, "the same seed, the same key"
