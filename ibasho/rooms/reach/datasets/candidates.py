"""Buildings where something could open, from the lists that exist: 国土数値情報 by its columns (P20, P29, P05, P14),
the 公共施設 list of the municipal standard, or any list with names and positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import JAPAN, Position
from ibasho.town.areas.datasets.features import Feature, Features, read_features

ROWS_MAX = 5_000  # a city has hundreds of halls; more is a file of another kind


class Kind(StrEnum):
    """The values of `Candidate.Kind`."""

    SCHOOL = "school"
    CENTRE = "centre"
    HALL = "hall"
    PUBLIC = "public"
    SHOP = "shop"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """`capacity` None where the list says nothing (or -1). `outdoor`: a park or ground, not a building."""

    name: str
    kind: Kind
    lat: float
    lng: float
    address: str = ""
    capacity: int | None = None
    external_id: str = ""
    outdoor: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """`left_out`: what was not taken and how often, in words. `source`: what the file says of itself."""

    rows: tuple[Row, ...]
    dataset: str
    source: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a kind of list keeps what we need. The first column that says something counts."""

    dataset: str
    needs: tuple[str, ...]
    code: str
    name: tuple[str, ...]
    address: tuple[str, ...]
    source: str
    capacity: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    kind: Kind | None = None


KSJ = "国土数値情報（国土交通省）"
_SHAPES = (
    _Shape("P20", ("P20_001", "P20_002"), "P20_001", ("P20_002",), ("P20_003",), f"{KSJ} 避難施設 P20",
           capacity=("P20_005",)),
    _Shape("P29", ("P29_001", "P29_004"), "P29_001", ("P29_004", "P29_005"), ("P29_006", "P29_005"),
           f"{KSJ} 学校 P29", external=("P29_002",), kind=Kind.SCHOOL),
    _Shape("P05", ("P05_001", "P05_003"), "P05_001", ("P05_003",), ("P05_004",),
           f"{KSJ} 市町村役場等及び公的集会施設 P05"),
    _Shape("P14", ("P14_003", "P14_004"), "P14_003", ("P14_008", "P14_007", "P14_006"), ("P14_004",),
           f"{KSJ} 福祉施設 P14", kind=Kind.PUBLIC),
)  # fmt: skip
_NAMES = ("名称", "施設名", "施設名称", "名前", "name", "Name", "NAME")
_LIST = _Shape(
    "list", (), "", _NAMES, ("所在地_連結表記", "住所", "所在地", "address", "Address"), "",
    capacity=("定員", "収容人数", "収容人数（人）", "capacity"), external=("ID", "NO", "番号", "id"),
)  # fmt: skip
_CODES = ("都道府県コード又は市区町村コード", "全国地方公共団体コード", "市区町村コード")
_LATS = ("緯度", "lat", "latitude", "LAT", "Y", "y")
_LNGS = ("経度", "lng", "lon", "long", "longitude", "LON", "X", "x")

# The name tells what a building is; the first pattern that fits counts, and the last word of a name tells most.
_SAYS = (
    (
        re.compile(r"(小学校|中学校|高等学校|高校|義務教育学校|支援学校|学園|学校|分校)(体育館)?$"),
        Kind.SCHOOL,
    ),
    (re.compile(r"(センター|公民館|交流館|学習館|生涯学習|コミュニティ|市民館|図書館|児童館)"), Kind.CENTRE),
    (re.compile(r"(集会所|集会場|会館|ホール|体育館|武道館|自治会館|公会堂|クラブ)"), Kind.HALL),
    (re.compile(r"(市役所|役場|支所|出張所|庁舎|保育園|保育所|こども園|幼稚園)"), Kind.PUBLIC),
    (re.compile(r"(店|商店|食堂|スーパー|カフェ|株式会社|有限会社)"), Kind.SHOP),
)
_OUTDOOR = re.compile(r"(公園|広場|緑地|グラウンド|グランド|運動場|校庭|河川敷|駐車場|海岸)$")
_NUMBER = re.compile(r"^[\d.\-]+$")


def read(data: bytes, filename: str = "", *, code: str = "", kind: Kind | None = None) -> Read:
    """`code`: the city's; rows of other cities are left out and counted. `kind`: for all, instead of what the names
    tell. Raises Invalid with one sentence where the file cannot be such a list."""
    features = read_features(data, filename)
    shape = _shape_of(features)
    left: dict[str, int] = {}
    rows = list(_rows(features.rows, shape, code, kind, left))
    if not rows:
        raise Invalid("reach.no_candidates", _nothing(left))
    if len(rows) > ROWS_MAX:
        raise Invalid(
            "reach.too_many_candidates",
            f"{len(rows):,}行あります。候補は {ROWS_MAX:,}か所までです。市の分だけに 分けてください。",
        )
    said = str(features.about.get("source") or features.about.get("title") or "")
    return Read(tuple(rows), shape.dataset, shape.source or said, left)


def kind_of(name: str) -> Kind:
    """What a building is, as far as its name tells."""
    return next((kind for pattern, kind in _SAYS if pattern.search(name)), Kind.OTHER)


def is_outdoor(name: str) -> bool:
    return bool(_OUTDOOR.search(name))


def _shape_of(features: Features) -> _Shape:
    for shape in _SHAPES:
        if features.has(*shape.needs):
            return shape
    if any(features.has(name) for name in _NAMES):
        return _LIST
    raise Invalid(
        "reach.not_a_list",
        "施設の名前の列が わかりません。「名称」「住所」「緯度」「経度」の列がある CSV か、"
        "国土数値情報の P20・P29・P05・P14 を えらんでください。",
    )


def _rows(
    features: Iterable[Feature], shape: _Shape, code: str, kind: Kind | None, left: dict[str, int]
) -> Iterable[Row]:
    seen: set[tuple[str, str]] = set()
    for one in features:
        name = _first_words(one, shape.name)
        position = _position(one)
        key = (name, one.text(*shape.external))
        why = _why_not(one, shape, code, name, position, key in seen)
        if why or position is None:
            left[why] = left.get(why, 0) + 1
            continue
        seen.add(key)
        yield Row(
            name=name[:120], kind=kind or shape.kind or kind_of(name), lat=position.lat, lng=position.lng,
            address=_first_words(one, shape.address)[:200], capacity=_count(one.text(*shape.capacity)),
            external_id=key[1][:80], outdoor=is_outdoor(name),
        )  # fmt: skip


def _why_not(
    one: Feature, shape: _Shape, code: str, name: str, position: Position | None, twice: bool
) -> str:
    own = one.text(*((shape.code,) if shape.code else _CODES))
    if code and own and own[:5].zfill(5) != code[:5]:
        return "ほかの市町村"
    if not name:
        return "名前がない"
    if position is None:
        return "位置がない"
    if not JAPAN.holds(position):
        return "位置が日本の外"
    return "同じ行が2つ" if twice else ""


def _position(one: Feature) -> Position | None:
    """A building's own point, else a point inside its outline, else the columns 緯度 and 経度."""
    if one.geometry is not None and not one.geometry.is_empty:
        point = one.geometry.representative_point()
        return Position(float(point.y), float(point.x))
    try:
        return Position(float(one.text(*_LATS)), float(one.text(*_LNGS)))
    except ValueError:
        return None


def _first_words(one: Feature, names: tuple[str, ...]) -> str:
    """The first of the columns that holds words, not a code: older years of P29 and P14 keep codes where newer keep
    names."""
    found = (one.text(name) for name in names)
    return next((words for words in found if words and not _NUMBER.match(words)), "")


def _count(words: str) -> int | None:
    """-1 and 0 mean that nobody has said."""
    try:
        number = int(float(words.replace(",", "")))
    except ValueError:
        return None
    return number if number > 0 else None


def _nothing(left: Mapping[str, int]) -> str:
    told = "、".join(f"{why} {count:,}" for why, count in left.items())
    return f"候補にできる行が ありません（{told}）。市のある都道府県の ファイルで、位置のあるものを えらんでください。"
