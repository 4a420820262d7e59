"""What is there: codes and the words people use. Icons carry the same names."""

from __future__ import annotations

FEATURES = [
    ("meal", "ごはん"),
    ("snack", "おやつ"),
    ("wifi", "Wi-Fi"),
    ("charging", "充電できる"),
    ("games", "ゲーム機"),
    ("tv", "テレビ（DVD）"),
    ("table_tennis", "卓球台"),
    ("active_play", "体をつかう遊具"),
    ("dagashi", "駄菓子"),
    ("board_games", "ボードゲーム"),
    ("books", "本・まんが"),
    ("craft", "工作"),
    ("music", "音楽"),
    ("study_room", "学習室"),
    ("study_help", "勉強をきける"),
    ("quiet", "静かにすごせる"),
    ("lie_down", "横になれる"),
    ("outdoor", "外であそべる"),
    ("talk", "話をきいてくれる人"),
    ("nursing_room", "授乳室"),
    ("diaper", "おむつ替え"),
    ("parking", "駐車場"),
    ("counsellor", "相談員"),
    ("stroller", "ベビーカーOK"),
    ("pantry", "食品をもらえる"),
    ("take_out", "持ち帰り"),
    ("shower", "シャワー・おふろ"),
    ("laundry", "せんたく"),
    ("foreign_language", "外国のことば"),
    ("food_ribbon", "フードリボン"),  # shops that were in that scheme before keep their ribbons
]
FEATURE_LABELS = dict(FEATURES)

ACCESSIBILITY = [  # 政府相互運用性フレームワーク（GIF）アクセシビリティ
    ("wheelchair", "車椅子可"),
    ("wheelchair_rental", "車椅子貸出"),
    ("cane_rental", "ツエ貸出"),
    ("accessible_toilet", "バリアフリートイレ"),
    ("slope_elevator", "スロープ・エレベータ・エスカレータ"),
    ("tactile_paving", "点字ブロック等の移動支援"),
    ("braille_reading", "点字や読上による支援"),
    ("assistance_dog", "盲導犬・介助犬・聴導犬同伴"),
    ("subtitles", "字幕"),
    ("writing", "筆談対応"),
    ("priority_parking", "優先駐車場"),
    ("ostomate", "オストメイト対応トイレ"),
    ("child_toilet", "子供トイレ"),
]
ACCESSIBILITY_LABELS = dict(ACCESSIBILITY)
