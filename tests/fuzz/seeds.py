"""One sound input for each target: made by the makers of the parsers' own tests, or by our own writers."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from uuid import UUID

from PIL import Image

from ibasho.base.kernel import devicebox, sealing, zengin
from ibasho.base.kernel.tables import write_csv, write_xlsx
from ibasho.rooms.care.rules.importing import HEADER
from ibasho.rooms.mealtickets.rules import codes
from ibasho.town.places.datasets.rows import Dataset, Generation
from tests.base.kernel.test_zengin import PAY_ON, PAYER, RAMEN
from tests.rooms.mealtickets.datasets.test_bank import PLAIN
from tests.rooms.reach.datasets.test_candidates import geojson
from tests.town.areas.datasets.test_gtfs import TWO, feed
from tests.town.areas.datasets.test_streets import graphml
from tests.town.areas.published import mesh_text, plain
from tests.town.areas.shapes import collection, square
from tests.town.areas.test_datasets import A27_2023, N03
from tests.town.places.datasets.files import SHOKUDO, make

ROOT = Path(__file__).resolve().parents[2]
SECRET = "for-fuzzing-alone"
CARD_KEYS = {1: codes.public_key(codes.seed(SECRET, 1))}
SEAL_KEYS = sealing.Keys({1: SECRET})
BOX_KEYS = {1: devicebox.private_key(bytes(range(devicebox.SEED)))}
_CODE = codes.Code(UUID(int=7), 1, date(2027, 3, 31))
_ONE_SCAN = {
    "nonce": "0190f3d2-0000-7000-8000-000000000001", "code": "IBK:ABC", "counter": 3,
    "claimed_at": "2026-11-26T12:00:00+09:00", "signature": "0" * 64,
}  # fmt: skip

SCAN = json.dumps(_ONE_SCAN).encode()
SYNC = json.dumps({"items": [_ONE_SCAN, {**_ONE_SCAN, "counter": "four"}]}).encode()
CSV = write_csv(["名前", "数"], [["みどり食堂", 3], ["=1+1", -4]]).data
PLACES = make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO | {"ID": "1"})
BANK = PLAIN.encode("cp932")
SCHOOLS = write_csv(
    ["学校名", "種類", "校区", "児童数"], [["みどり小学校", "小学校", "みどり小", "340人"]]
).data
CONSULTATIONS = write_csv(list(HEADER), [["2026-04", "環境福祉", "来所", "1,024", 30]]).data
BOUNDARY = collection((N03, square(138.0, 34.7)))
DISTRICTS = collection((A27_2023, square(138.0, 34.7)))
TOWNS = "町名,緯度,経度\n葵町,34.7,138.0\n".encode()
CANDIDATES = geojson({"名称": "鵜の島ふれあいセンター", "P20_002": "鵜の島ふれあいセンター"})
AGES = ("年齢,男,女\n" + "".join(f"{age}歳,{age},1\n" for age in range(101))).encode("cp932")
MESH = mesh_text([plain("523771011", 100, 20)])
CLUBS = "小学校区,学年,人数\n第一,1年,12\n".encode()
GRAPHML = graphml()
PLAN = (ROOT / "demo" / "data" / "plan.toml").read_bytes()
LINE = json.dumps(
    {"destination": "U1", "events": [{"type": "follow", "webhookEventId": "01HX0000000000000000000000",
     "timestamp": 1764100000000, "deliveryContext": {"isRedelivery": False}, "mode": "active",
     "source": {"type": "user", "userId": "U" + "1" * 32}, "replyToken": "r"}]}
).encode()  # fmt: skip
PAYMENT = json.dumps(
    {"id": "evt_1", "type": "checkout.session.completed", "data": {"object": {
        "id": "cs_1", "amount_total": 3000, "currency": "jpy", "payment_status": "paid", "status": "complete",
        "client_reference_id": "G1", "payment_intent": "pi_1", "url": None}}}
).encode()  # fmt: skip
VAULT = b"\x00\x00\x00\x0e" + b'{"ask":"keys"}'


def card() -> bytes:
    return codes.encode(_CODE, codes.seed(SECRET, 1)).encode()


def card_bytes() -> bytes:
    return _CODE.signed + bytes(64)


def xlsx() -> bytes:
    return write_xlsx(["名前", "数"], [["みどり食堂", 3]], sheet="表").data


def zengin_file() -> bytes:
    return zengin.write(PAYER, [RAMEN], pay_on=PAY_ON)


def gtfs() -> bytes:
    return feed(TWO)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(out, "JPEG")
    return out.getvalue()


def rehearsal() -> bytes:
    return (ROOT / "demo" / "data" / "rehearsals" / "r8.json").read_bytes()


def sealed() -> bytes:
    return sealing.seal(b"a word", keys=SEAL_KEYS, purpose="fuzz", bound_to="one")
