"""From a file's words to our kinds of places."""

from __future__ import annotations

import re
import unicodedata

from ibasho.town.places.datasets.rows import Dataset
from ibasho.town.places.rules.kinds import PlaceKind

POI_KINDS = {
    "1402a": PlaceKind.NURSERY,
    "1403a": PlaceKind.JIDOKAN,
    "1404a": PlaceKind.AFTER_SCHOOL,
    "1406a": PlaceKind.KOSODATE_SHIEN,
    "1501a": PlaceKind.NURSERY,
}
# The first pattern that fits decides; narrow words stand before wide ones.
_PATTERNS: tuple[tuple[str, PlaceKind], ...] = (
    ("限定", PlaceKind.RESTRICTED),
    ("学童|児童クラブ|放課後児童|放課後クラブ", PlaceKind.AFTER_SCHOOL),
    ("児童館|児童センター|児童交流館|児童会館", PlaceKind.JIDOKAN),
    ("つどいの広場|つどいのひろば|集いの広場|子育てひろば|子育て広場|親子ひろば|親子広場", PlaceKind.TSUDOI),
    ("子育て支援センター|子育て支援拠点|子育てセンター|子育て交流センター", PlaceKind.KOSODATE_SHIEN),
    ("教育支援センター|適応指導教室|フリースクール|学びの多様化", PlaceKind.FREE_SCHOOL),
    ("一時預かり|一時保育", PlaceKind.TEMPORARY_CARE),
    ("保育|幼稚園|こども園|子ども園|幼保", PlaceKind.NURSERY),
    ("出張|移動", PlaceKind.MOBILE),
    ("協力飲食店|協力店", PlaceKind.PARTNER_SHOP),
    ("(?:こども|子ども|子供|コドモ|みんなの|地域)食堂|だれでも食堂", PlaceKind.KODOMO_SHOKUDO),
    ("図書館", PlaceKind.LIBRARY),
    ("学習スペース|自習|学習室|学習支援|寺子屋", PlaceKind.STUDY),
    ("遊び場|あそび場|あそびば|プレーパーク|冒険広場|公園", PlaceKind.PLAYGROUND),
    ("オープンスペース|フリースペース|ユースセンター|青少年の居場所|居場所", PlaceKind.OPEN_SPACE),
)
_LABELS = {kind.label: kind for kind in PlaceKind}
_DEFAULTS = {
    Dataset.KODOMO_SHOKUDO: PlaceKind.KODOMO_SHOKUDO,
    Dataset.CHILDCARE: PlaceKind.NURSERY,
    Dataset.FACILITY: PlaceKind.PUBLIC_FACILITY,
    Dataset.EVENT: PlaceKind.OTHER,
}


def kind_of(dataset: Dataset, *, name: str, kind_text: str = "", poi_code: str = "") -> PlaceKind:
    """種別 first, then POIコード, then the name, then what the file is about. In a file of こども食堂 the
    name may only tell a place of study or an open space apart."""
    said = _by_words(kind_text)
    if said is not None:
        return said
    by_poi = POI_KINDS.get(unicodedata.normalize("NFKC", poi_code).strip().lower())
    if by_poi is not None:
        return by_poi
    named = _by_words(name)
    if dataset is Dataset.KODOMO_SHOKUDO and named not in (PlaceKind.STUDY, PlaceKind.AFTER_SCHOOL):
        return PlaceKind.KODOMO_SHOKUDO
    return named or _DEFAULTS[dataset]


def _by_words(words: str) -> PlaceKind | None:
    plain = unicodedata.normalize("NFKC", words).strip()
    if words.strip() in _LABELS:
        return _LABELS[words.strip()]
    return next((kind for pattern, kind in _PATTERNS if re.search(pattern, plain)), None)
