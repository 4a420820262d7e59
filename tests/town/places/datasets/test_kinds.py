from __future__ import annotations

import pytest

from ibasho.town.places.datasets.kinds import kind_of
from ibasho.town.places.datasets.rows import Dataset
from ibasho.town.places.rules.kinds import PlaceKind as K


@pytest.mark.parametrize(
    ("dataset", "name", "kind_text", "poi", "kind"),
    [
        (Dataset.CHILDCARE, "みほん園", "認可公立保育所", "", K.NURSERY),
        (Dataset.CHILDCARE, "みほん園", "認定こども園（幼保連携型）", "", K.NURSERY),
        (Dataset.CHILDCARE, "みほん", "地域子育て支援拠点", "", K.KOSODATE_SHIEN),
        (Dataset.CHILDCARE, "みほん児童館", "児童館", "", K.JIDOKAN),
        (Dataset.CHILDCARE, "みほん児童館学童クラブ", "", "", K.AFTER_SCHOOL),
        (Dataset.FACILITY, "みほん", "", "1403a", K.JIDOKAN),
        (Dataset.FACILITY, "みほん", "", "１４０４Ａ", K.AFTER_SCHOOL),
        (Dataset.FACILITY, "みほん", "", "1406a", K.KOSODATE_SHIEN),
        (Dataset.FACILITY, "みほん市立中央図書館", "", "", K.LIBRARY),
        (Dataset.FACILITY, "みほん市役所", "", "", K.PUBLIC_FACILITY),
        (Dataset.FACILITY, "みほん公園", "", "", K.PLAYGROUND),
        (Dataset.FACILITY, "すまいるテラス", "居場所（限定）", "", K.RESTRICTED),
        (Dataset.KODOMO_SHOKUDO, "みほん児童館でごはん", "", "", K.KODOMO_SHOKUDO),
        (Dataset.KODOMO_SHOKUDO, "みほん学習支援教室", "", "", K.STUDY),
        (Dataset.KODOMO_SHOKUDO, "夢空間", "", "", K.KODOMO_SHOKUDO),
    ],
)
def test_words_and_codes_become_kinds(dataset: Dataset, name: str, kind_text: str, poi: str, kind: K) -> None:
    assert kind_of(dataset, name=name, kind_text=kind_text, poi_code=poi) is kind


@pytest.mark.parametrize("kind", list(K))
def test_our_own_words_come_back_as_themselves(kind: K) -> None:
    assert kind_of(Dataset.FACILITY, name="x", kind_text=kind.label) is kind
