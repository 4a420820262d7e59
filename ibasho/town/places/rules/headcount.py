"""Classes in which heads are counted. The unsplit ones stand where only a total is known: no split is invented."""

from __future__ import annotations

from collections.abc import Mapping

from ibasho.base.kernel.errors import Invalid

CLASSES = [
    ("infant", "乳幼児"),
    ("elementary", "小学生"),
    ("junior", "中学生"),
    ("high", "高校生"),
    ("guardian", "保護者"),
    ("local_adult", "地域のおとな"),
    ("senior", "高齢者"),
    ("infant_elementary", "乳幼児～小学生（内訳なし）"),
    ("children", "こども（内訳なし）"),
    ("adults", "おとな（内訳なし）"),
    ("helper_young", "手伝い 10～20代"),
    ("helper_middle", "手伝い 30～50代"),
    ("helper_senior", "手伝い 60代から"),
]
LABELS = dict(CLASSES)
CHILDREN = frozenset({"infant", "elementary", "junior", "high", "infant_elementary", "children"})
SPLIT = ("infant", "elementary", "junior", "high", "guardian", "local_adult", "senior")
UNSPLIT = ("infant_elementary", "children", "adults")
HELPER_CLASSES = ("helper_young", "helper_middle", "helper_senior")
HELPERS = frozenset(HELPER_CLASSES)
# As papers list them: children from small to large, the unsplit where their youngest stands, then grown-ups.
ORDER = (
    "infant", "infant_elementary", "elementary", "junior", "high", "children", "guardian", "local_adult", "senior",
    "adults", *HELPER_CLASSES,
)  # fmt: skip
HEADS_MAX = 9_999


def total(heads: Mapping[str, int]) -> int:
    """Participants: everyone counted who did not come to help."""
    return sum(count for of_class, count in heads.items() if of_class not in HELPERS)


def children(heads: Mapping[str, int]) -> int:
    return sum(count for of_class, count in heads.items() if of_class in CHILDREN)


def helpers(heads: Mapping[str, int]) -> int:
    return sum(count for of_class, count in heads.items() if of_class in HELPERS)


def checked(heads: Mapping[str, int | None]) -> dict[str, int]:
    """Heads by class as counted; a class that was not counted is left out, 0 stays 0. Raises Invalid."""
    counted = {of_class: count for of_class, count in heads.items() if count is not None}
    if set(counted) - set(LABELS) or any(not 0 <= count <= HEADS_MAX for count in counted.values()):
        raise Invalid("places.headcount", f"人数は 0から {HEADS_MAX}までの 数で 書いてください。")
    return counted
