"""Classes in which heads are counted. The unsplit ones stand where only a total is known: no split is invented."""

from __future__ import annotations

from collections.abc import Mapping

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
HELPERS = frozenset({"helper_young", "helper_middle", "helper_senior"})


def total(heads: Mapping[str, int]) -> int:
    """Participants: everyone counted who did not come to help."""
    return sum(count for of_class, count in heads.items() if of_class not in HELPERS)


def children(heads: Mapping[str, int]) -> int:
    return sum(count for of_class, count in heads.items() if of_class in CHILDREN)
