"""Column names of the published shapes, as data: the exact header rows, and every name a field goes by.

Header rows: 推奨データセット and 自治体標準オープンデータセット (the latter as くまもとデータ連携基盤 implements it), and
むすびえ's こども食堂 format as published by 東京都's and 沖縄市's cities. The new イベント一覧 has no published header row.
"""

from __future__ import annotations

from ibasho.town.places.datasets.rows import Dataset, Generation


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


_ADDRESS = """所在地_全国地方公共団体コード, 町字ID, 所在地_連結表記, 所在地_都道府県, 所在地_市区町村, 所在地_町字,
    所在地_番地以下, 建物名等(方書), 緯度, 経度,"""
_CONTACT = "電話番号, 内線番号,"
_CONTACT_MORE = "連絡先メールアドレス, 連絡先FormURL, 連絡先備考（その他、SNSなど）, 郵便番号,"
_CARE_NEW = f"""全国地方公共団体コード, ID, 地方公共団体名, 名称, 名称_カナ, 名称_英字, 種別, {_ADDRESS} 高度の種別, 高度の値,
    アクセス方法, 駐車場情報, {_CONTACT} FAX番号, {_CONTACT_MORE} 法人番号, 団体名, 認可等年月日, 収容定員, 受入年齢,
    利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項, 一時預かりの有無, 子供預かり料金種別, 子供預かり料金,
    子供預かり料金備考, 子供預かり開所時間, 子供預かり閉所時間, 病児保育の有無, 授乳室, おむつ替えコーナー, 飲食可否,
    ベビーカー貸出, ベビーカー利用, URL, 画像, 画像_ライセンス, 備考"""
_FACILITY_NEW = f"""全国地方公共団体コード, ID, 地方公共団体名, 名称, 名称_カナ, 名称_英字, {_ADDRESS} 高度の種別, 高度の値,
    種別, POIコード, {_CONTACT} {_CONTACT_MORE} 利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項, 説明,
    バリアフリー情報, URL, 画像, 画像_ライセンス, 備考"""
_OLD_HEAD = "都道府県コード又は市区町村コード, NO, 都道府県名, 市区町村名,"
_OLD_HOURS = "利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項,"
_CARE_OLD = f"""{_OLD_HEAD} 名称, 名称_カナ, 種別, 住所, 方書, 緯度, 経度, アクセス方法, 駐車場情報, 電話番号, 内線番号,
    FAX番号, 法人番号, 団体名, 認可等年月日, 収容定員, 受入年齢, {_OLD_HOURS} 一時預かりの有無, URL, 備考"""
_FACILITY_OLD = f"""{_OLD_HEAD} 名称, 名称_カナ, 名称_通称, POIコード, 住所, 方書, 緯度, 経度, 電話番号, 内線番号, 法人番号,
    団体名, {_OLD_HOURS} 説明, バリアフリー情報, URL, 備考"""
_EVENT_OLD = f"""{_OLD_HEAD} イベント名, イベント名_カナ, イベント名_英語, 開始日, 終了日, 開始時間, 終了時間, 開始日時特記事項,
    説明, 料金(基本), 料金(詳細), 連絡先名称, 連絡先電話番号, 連絡先内線番号, 主催者, 場所名称, 住所, 方書, 緯度, 経度,
    アクセス方法, 駐車場情報, 定員, 参加申込終了日, 参加申込終了時間, 参加申込方法, URL, 備考"""
_KODOMO_REST = """都道府県, 市区町村名, 名称, 名称_カナ, 設置目的, 実施支援の主な区分, 住所, 方書, 緯度, 経度,
    電話番号1, 電話番号1_連絡先備考, 電話番号2, 電話番号2_連絡先備考, 内線番号, FAX番号, URL, メールアドレス1,
    メールアドレス1_連絡先備考, メールアドレス2, メールアドレス2_連絡先備考, 法人番号, 運営団体名, 開催頻度, 開催曜日, 開催日,
    開催開始時間, 開催終了時間, 開催日時特記事項, 参加条件, 参加費_幼児, 参加費_小学生, 参加費_中学生, 参加費_高校生,
    参加費_大人, 参加費特記事項, 予約方法, 予約特記事項, 定員, フードパントリー実施, テイクアウト実施, 学区,
    ネットワークの加入, 追加情報NO, 画像, 画像_ライセンス, 備考"""

HEADERS: dict[tuple[Dataset, Generation], tuple[str, ...]] = {
    (Dataset.CHILDCARE, Generation.OLD): _names(_CARE_OLD),
    (Dataset.CHILDCARE, Generation.NEW): _names(_CARE_NEW),
    (Dataset.FACILITY, Generation.OLD): _names(_FACILITY_OLD),
    (Dataset.FACILITY, Generation.NEW): _names(_FACILITY_NEW),
    (Dataset.EVENT, Generation.OLD): _names(_EVENT_OLD),
    (Dataset.KODOMO_SHOKUDO, Generation.NEW): _names(f"全国地方公共団体コード, ID, {_KODOMO_REST}"),
    (Dataset.KODOMO_SHOKUDO, Generation.OLD): _names(f"NO, 都道府県コード又は市区町村コード, {_KODOMO_REST}"),
}

# Field → the names it goes by, the most telling first.
COMMON: dict[str, tuple[str, ...]] = {
    "municipality_code": _names(
        "全国地方公共団体コード, 都道府県コード又は市区町村コード, 都道府県コードまたは市区町村コード, 市区町村コード, 自治体コード"
    ),
    "external_id": _names("ID, NO, 番号, 施設ID, 管理番号, 通し番号"),
    "prefecture": _names("都道府県名, 都道府県"),
    "municipality": _names("市区町村名, 地方公共団体名, 市区町村, 市町村名"),
    "address": _names("所在地_連結表記, 住所, 所在地, 開催場所住所, 施設住所, 所在地住所"),
    "address_prefecture": _names("所在地_都道府県"),
    "address_municipality": _names("所在地_市区町村"),
    "address_town": _names("所在地_町字"),
    "address_block": _names("所在地_番地以下"),
    "building": _names("建物名等(方書), 方書, 建物名"),
    "lat": _names("緯度, 北緯, lat, latitude"),
    "lng": _names("経度, 東経, lng, lon, longitude"),
    "access_note": _names("アクセス方法, アクセス, 交通アクセス"),
    "parking_note": _names("駐車場情報, 駐車場, 駐車場有無"),
    "url": _names("URL, イベントURL, ホームページ, ホームページURL, ウェブサイト, リンク先URL"),
    "capacity": _names("収容定員, 定員"),
    "note": _names("備考, 特記事項, その他"),
}
PLACE_FIELDS: dict[str, tuple[str, ...]] = {
    **COMMON,
    "name": _names("名称, 施設名, 施設名称, こども食堂名, 食堂名, 居場所の名称"),
    "kana": _names("名称_カナ, 名称_かな, 施設名_カナ, フリガナ, ふりがな, よみがな, 名称_ヨミ"),
    "kind_text": _names("種別, 施設種別, 種別情報, 施設の種類, 種類, 施設分類"),
    "poi_code": _names("POIコード, POI"),
    "description": _names("説明, 設置目的, 概要, 活動内容, 内容"),
    "support_text": _names("実施支援の主な区分, 支援内容"),
    "postal_code": _names("郵便番号"),
    "machiaza_id": _names("町字ID"),
    "phone": _names("電話番号, 電話番号1, 連絡先電話番号, TEL, 電話, 連絡先"),
    "contact_email": _names("連絡先メールアドレス, メールアドレス, メールアドレス1, Email"),
    "organisation_name": _names("団体名, 運営団体名, 運営主体, 実施主体, 運営団体, 実施団体"),
    "corporate_number": _names("法人番号"),
    "audience_note": _names("参加条件, 対象, 対象者, 利用対象, 利用対象者, 参加対象"),
    "age_text": _names("受入年齢, 対象年齢"),
    "fee_infant_yen": _names("参加費_幼児"),
    "fee_elementary_yen": _names("参加費_小学生"),
    "fee_junior_yen": _names("参加費_中学生"),
    "fee_high_yen": _names("参加費_高校生"),
    "fee_adult_yen": _names("参加費_大人"),
    "fee_note": _names("参加費特記事項, 参加費, 料金, 利用料, 利用料金"),
    "booking_method": _names("予約方法, 申込方法"),
    "booking_note": _names("予約特記事項, 予約, 予約の有無"),
    "frequency": _names("開催頻度"),
    "weekdays": _names("利用可能曜日, 開催曜日, 開館曜日, 曜日"),
    "days": _names("開催日, 開館日, 開所日, 開催日時, 日時"),
    "starts": _names("開始時間, 開催開始時間, 開始時刻, 開館時間"),
    "ends": _names("終了時間, 開催終了時間, 終了時刻, 閉館時間"),
    "opening_note": _names("利用可能日時特記事項, 開催日時特記事項, 日時特記事項"),
    "temporary_care": _names("一時預かりの有無, 一時預かり"),
    "pantry": _names("フードパントリー実施"),
    "take_out": _names("テイクアウト実施"),
    "nursing_room": _names("授乳室"),
    "diaper": _names("おむつ替えコーナー"),
    "stroller": _names("ベビーカー利用, ベビーカー利用可"),
    "barrier_free_note": _names("バリアフリー情報"),
    "district_text": _names("学区, 小学校区, 校区"),
    "network_text": _names("ネットワークの加入"),
}
EVENT_FIELDS: dict[str, tuple[str, ...]] = {
    **COMMON,
    "title": _names("イベント名, イベント名称, 催し名, 行事名"),
    "kana": _names("イベント名_カナ, イベント名_かな"),
    "description": _names("説明, 内容, 概要"),
    "pattern_text": _names("開催パターン"),
    "category": _names("カテゴリー, イベント種類, 種別"),
    "audience_note": _names("対象者, 対象"),
    "starts_on": _names("開始日, 開催日"),
    "ends_on": _names("終了日"),
    "starts_at": _names("開始時間, 開始時刻"),
    "ends_at": _names("終了時間, 終了時刻"),
    "when_note": _names("開始日時特記事項, 開催日時特記事項, 日時説明"),
    "fee_yen": _names("料金(基本), 料金, 参加費"),
    "fee_note": _names("料金(詳細), 料金説明, 料金有無"),
    "venue_name": _names("場所名称, 開催場所, 開催施設, 会場, 開催場所名称"),
    "organiser_name": _names("主催者, 主催団体, 主催"),
    "contact_name": _names("連絡先名称"),
    "phone": _names("連絡先電話番号, 電話番号"),
    "signup_until": _names("参加申込終了日"),
    "signup_until_at": _names("参加申込終了時間, 参加申込終了時刻"),
    "signup_note": _names("参加申込方法, 申込方法"),
    "childcare_note": _names("子育て情報"),
}
# Cells with 有/無 or 1 that mean a feature of the place.
FEATURE_FIELDS = ("pantry", "take_out", "nursing_room", "diaper", "stroller")


def fields_of(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    return EVENT_FIELDS if dataset is Dataset.EVENT else PLACE_FIELDS
