import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kodomo_shokudo", "こども食堂"),
                            ("study", "学習スペース"),
                            ("jidokan", "児童館・児童交流館"),
                            ("kosodate_shien", "子育て支援センター"),
                            ("tsudoi", "つどいの広場"),
                            ("library", "図書館"),
                            ("playground", "遊び場"),
                            ("partner_shop", "協力飲食店"),
                            ("mobile", "出張開設"),
                            ("temporary_care", "一時預かり"),
                            ("free_school", "教育支援センター・フリースクール"),
                            ("after_school", "放課後児童クラブ"),
                            ("open_space", "オープンスペース"),
                            ("restricted", "居場所（限定）"),
                            ("nursery", "保育所・幼稚園など"),
                            ("public_facility", "公共施設"),
                            ("other", "その他"),
                        ],
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名前")),
                ("kana", models.CharField(blank=True, max_length=200, verbose_name="よみ")),
                ("description", models.TextField(blank=True, verbose_name="どんなところ")),
                (
                    "people_note",
                    models.CharField(blank=True, max_length=200, verbose_name="どんな人がいるか"),
                ),
                (
                    "organisation_name",
                    models.CharField(blank=True, max_length=160, verbose_name="運営団体名（資料のまま）"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("pending", "承認待ち"),
                            ("published", "公開"),
                            ("paused", "休止中"),
                            ("ended", "終了"),
                            ("refused", "公開しない"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("paused_since", models.DateField(blank=True, null=True, verbose_name="休止 いつから")),
                ("paused_until", models.DateField(blank=True, null=True, verbose_name="休止 いつまで")),
                ("paused_reason", models.CharField(blank=True, max_length=200, verbose_name="休止の わけ")),
                ("restricted", models.BooleanField(default=False, verbose_name="限られた人だけ")),
                (
                    "restricted_to",
                    models.CharField(blank=True, max_length=200, verbose_name="だれが使えるか（限定）"),
                ),
                ("everyone", models.BooleanField(blank=True, null=True, verbose_name="だれでも")),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("infant", "乳幼児"),
                                ("lower", "小学1～3年生"),
                                ("upper", "小学4～6年生"),
                                ("junior", "中学生"),
                                ("high", "高校生"),
                                ("adult", "おとな"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="年代",
                    ),
                ),
                (
                    "alone_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infant", "乳幼児"),
                            ("lower", "小学1～3年生"),
                            ("upper", "小学4～6年生"),
                            ("junior", "中学生"),
                            ("high", "高校生"),
                            ("adult", "おとな"),
                        ],
                        max_length=8,
                        verbose_name="ひとりで来てよい年代",
                    ),
                ),
                (
                    "adult_needed",
                    models.BooleanField(blank=True, null=True, verbose_name="おとなと いっしょ"),
                ),
                (
                    "audience_note",
                    models.CharField(blank=True, max_length=400, verbose_name="だれが来てよいか（ことば）"),
                ),
                ("months_note", models.CharField(blank=True, max_length=200, verbose_name="月齢の時間")),
                (
                    "school_hours",
                    models.BooleanField(blank=True, null=True, verbose_name="学校の時間でも行ける"),
                ),
                (
                    "fee_infant_yen",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加費 幼児"),
                ),
                (
                    "fee_elementary_yen",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加費 小学生"),
                ),
                (
                    "fee_junior_yen",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加費 中学生"),
                ),
                (
                    "fee_high_yen",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加費 高校生"),
                ),
                (
                    "fee_adult_yen",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加費 大人"),
                ),
                ("fee_note", models.CharField(blank=True, max_length=400, verbose_name="参加費のことば")),
                (
                    "booking",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "わかりません"),
                            ("none", "いらない"),
                            ("recommended", "したほうがよい"),
                            ("needed", "いる"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="予約",
                    ),
                ),
                ("booking_note", models.CharField(blank=True, max_length=400, verbose_name="予約のことば")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="定員")),
                ("capacity_note", models.CharField(blank=True, max_length=200, verbose_name="定員のことば")),
                (
                    "allergy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "わかりません"),
                            ("ask", "きいてください"),
                            ("handled", "対応しています"),
                            ("not_handled", "対応していません"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="アレルギー",
                    ),
                ),
                (
                    "allergy_note",
                    models.CharField(blank=True, max_length=200, verbose_name="アレルギーのことば"),
                ),
                (
                    "features",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
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
                                ("food_ribbon", "フードリボン"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="あるもの",
                    ),
                ),
                (
                    "accessibility",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
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
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="バリアフリー",
                    ),
                ),
                (
                    "accessibility_note",
                    models.CharField(blank=True, max_length=400, verbose_name="バリアフリーのことば"),
                ),
                (
                    "municipality_code",
                    models.CharField(blank=True, max_length=6, verbose_name="市区町村コード"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("building", models.CharField(blank=True, max_length=120, verbose_name="建物")),
                ("postal_code", models.CharField(blank=True, max_length=8, verbose_name="郵便番号")),
                ("machiaza_id", models.CharField(blank=True, max_length=7, verbose_name="町字ID")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("town_name", models.CharField(blank=True, max_length=60, verbose_name="町")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="緯度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="経度")),
                (
                    "position_source",
                    models.CharField(blank=True, max_length=60, verbose_name="位置の出どころ"),
                ),
                ("outside_city", models.BooleanField(default=False, verbose_name="市外")),
                ("access_note", models.CharField(blank=True, max_length=400, verbose_name="行き方")),
                ("parking_note", models.CharField(blank=True, max_length=200, verbose_name="駐車場")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="電話")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("url", models.URLField(blank=True, max_length=400, verbose_name="ホームページ")),
                ("opening_words", models.TextField(blank=True, verbose_name="時間（資料のことば）")),
                (
                    "opening_certain",
                    models.BooleanField(default=False, verbose_name="時間が はっきりしている"),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="確かめた日")),
                (
                    "verified_words",
                    models.CharField(blank=True, max_length=60, verbose_name="だれが確かめたか"),
                ),
                (
                    "verify_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="確かめてと たのんだ時"),
                ),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("source_url", models.URLField(blank=True, max_length=400, verbose_name="出典のアドレス")),
                ("dataset", models.CharField(blank=True, max_length=24, verbose_name="データセット")),
                ("external_id", models.CharField(blank=True, max_length=80, verbose_name="資料の番号")),
                ("original", models.JSONField(blank=True, default=dict, verbose_name="資料の行（そのまま）")),
                ("missing_since", models.DateField(blank=True, null=True, verbose_name="資料から消えた日")),
                ("search_text", models.TextField(blank=True, editable=False, verbose_name="さがす用")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                ("created_at", models.DateTimeField(verbose_name="書いた時")),
                ("updated_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="people.organisation",
                        verbose_name="運営",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "居場所",
                "verbose_name_plural": "居場所",
                "indexes": [
                    models.Index(fields=["state", "district_code"], name="place_state_district"),
                    models.Index(fields=["state", "kind"], name="place_state_kind"),
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["verified_on"],
                        name="place_verified",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["features"], name="place_features"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "pending", "published", "paused", "ended", "refused"])
                        ),
                        name="place_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lng__isnull", True)),
                            models.Q(("lat__range", (-90.0, 90.0)), ("lng__range", (-180.0, 180.0))),
                            _connector="OR",
                        ),
                        name="place_position_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paused"), _negated=True),
                            ("paused_since__isnull", False),
                            models.Q(("paused_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="place_paused_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_until__isnull", True),
                            ("paused_until__gte", models.F("paused_since")),
                            _connector="OR",
                        ),
                        name="place_paused_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted", False),
                            models.Q(
                                models.Q(("restricted_to", ""), _negated=True),
                                models.Q(("everyone", True), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="place_restricted_says_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("dataset", "municipality_code", "external_id"),
                        name="place_once_per_source_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("file", models.ImageField(upload_to="photos/", verbose_name="写真")),
                ("words", models.CharField(max_length=120, verbose_name="写真のことば")),
                ("consent_on", models.DateField(blank=True, null=True, verbose_name="写っている人の同意")),
                ("nobody_shown", models.BooleanField(default=False, verbose_name="人は写っていない")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認した時")),
                ("added_at", models.DateTimeField(verbose_name="入れた時")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "写真",
                "verbose_name_plural": "写真",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nobody_shown", True), ("consent_on__isnull", False), _connector="OR"
                        ),
                        name="photo_has_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="photo_approved_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順")),
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("weekly", "WEEKLY"),
                            ("fortnightly", "FORTNIGHTLY"),
                            ("monthly_nth", "MONTHLY_NTH"),
                            ("monthly_day", "MONTHLY_DAY"),
                            ("dates", "DATES"),
                            ("irregular", "IRREGULAR"),
                        ],
                        max_length=12,
                        verbose_name="くりかえし",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="曜日",
                    ),
                ),
                (
                    "nth",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="第何",
                    ),
                ),
                (
                    "days_of_month",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="毎月の日",
                    ),
                ),
                (
                    "dates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="決まった日",
                    ),
                ),
                ("anchor", models.DateField(blank=True, null=True, verbose_name="隔週の もとになる日")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="はじまり")),
                ("ends", models.TimeField(blank=True, null=True, verbose_name="おわり")),
                (
                    "season",
                    models.CharField(
                        choices=[
                            ("always", "ALWAYS"),
                            ("school_holidays", "SCHOOL_HOLIDAYS"),
                            ("school_term", "SCHOOL_TERM"),
                        ],
                        default="always",
                        max_length=16,
                        verbose_name="長期休業",
                    ),
                ),
                (
                    "holiday",
                    models.CharField(
                        choices=[
                            ("as_usual", "AS_USUAL"),
                            ("closed", "CLOSED"),
                            ("only", "ONLY"),
                            ("also", "ALSO"),
                            ("next_day", "NEXT_DAY"),
                        ],
                        default="as_usual",
                        max_length=8,
                        verbose_name="祝日",
                    ),
                ),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="月",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="いつから")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("times", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="何回")),
                (
                    "per",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "UNKNOWN"),
                            ("week", "PER_WEEK"),
                            ("month", "PER_MONTH"),
                            ("two_months", "PER_TWO_MONTHS"),
                            ("year", "PER_YEAR"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="どのくらいで",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="もとのことば")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_rules",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "あく時間のきまり",
                "verbose_name_plural": "あく時間のきまり",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="opening_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="opening_valid_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pattern__in",
                                ["weekly", "fortnightly", "monthly_nth", "monthly_day", "dates", "irregular"],
                            )
                        ),
                        name="opening_pattern_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MistakeReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("closed", "しまっていた"),
                            ("hours", "時間が ちがう"),
                            ("position", "場所が ちがう"),
                            ("fee", "お金が ちがう"),
                            ("who", "だれが 来てよいかが ちがう"),
                            ("other", "ほか"),
                        ],
                        max_length=10,
                        verbose_name="なにが",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="ことば")),
                ("told_on", models.DateField(verbose_name="知らせた日")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="片づけた時")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="どうしたか")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="片づけた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mistakes",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "まちがいの知らせ",
                "verbose_name_plural": "まちがいの知らせ",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("event", "もよおし"), ("mobile", "出張開設")],
                        default="event",
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名前")),
                ("kana", models.CharField(blank=True, max_length=200, verbose_name="よみ")),
                ("description", models.TextField(blank=True, verbose_name="どんなこと")),
                (
                    "organiser_name",
                    models.CharField(blank=True, max_length=160, verbose_name="主催（資料のまま）"),
                ),
                ("venue_name", models.CharField(blank=True, max_length=120, verbose_name="会場")),
                ("venue_address", models.CharField(blank=True, max_length=200, verbose_name="会場の住所")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="緯度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="経度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("pending", "承認待ち"),
                            ("published", "公開"),
                            ("cancelled", "中止"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("infant", "乳幼児"),
                                ("lower", "小学1～3年生"),
                                ("upper", "小学4～6年生"),
                                ("junior", "中学生"),
                                ("high", "高校生"),
                                ("adult", "おとな"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="年代",
                    ),
                ),
                (
                    "alone_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infant", "乳幼児"),
                            ("lower", "小学1～3年生"),
                            ("upper", "小学4～6年生"),
                            ("junior", "中学生"),
                            ("high", "高校生"),
                            ("adult", "おとな"),
                        ],
                        max_length=8,
                        verbose_name="ひとりで来てよい年代",
                    ),
                ),
                (
                    "adult_needed",
                    models.BooleanField(blank=True, null=True, verbose_name="おとなと いっしょ"),
                ),
                (
                    "audience_note",
                    models.CharField(blank=True, max_length=400, verbose_name="だれが来てよいか"),
                ),
                ("fee_note", models.CharField(blank=True, max_length=400, verbose_name="参加費")),
                ("free_of_charge", models.BooleanField(blank=True, null=True, verbose_name="無料")),
                ("url", models.URLField(blank=True, max_length=400, verbose_name="ホームページ")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="電話")),
                ("signup", models.BooleanField(default=False, verbose_name="申しこみを うける")),
                (
                    "signup_note",
                    models.CharField(blank=True, max_length=400, verbose_name="申しこみのことば"),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="定員（1回）")),
                (
                    "waiting_max",
                    models.PositiveIntegerField(default=20, verbose_name="キャンセル待ち（1回）"),
                ),
                (
                    "signup_closes_hours",
                    models.PositiveSmallIntegerField(default=0, verbose_name="しめきり（何時間前）"),
                ),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("dataset", models.CharField(blank=True, max_length=24, verbose_name="データセット")),
                (
                    "municipality_code",
                    models.CharField(blank=True, max_length=6, verbose_name="市区町村コード"),
                ),
                ("external_id", models.CharField(blank=True, max_length=80, verbose_name="資料の番号")),
                ("original", models.JSONField(blank=True, default=dict, verbose_name="資料の行（そのまま）")),
                ("missing_since", models.DateField(blank=True, null=True, verbose_name="資料から消えた日")),
                ("created_at", models.DateTimeField(verbose_name="書いた時")),
                ("updated_at", models.DateTimeField(verbose_name="直した時")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="市が見た時")),
                ("city_note", models.CharField(blank=True, max_length=400, verbose_name="市からのことば")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="people.organisation",
                        verbose_name="主催",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "もよおし",
                "verbose_name_plural": "もよおし",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "pending", "published", "cancelled"])),
                        name="event_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__isnull", True), ("venue_name", ""), _negated=True),
                        name="event_has_venue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lng__isnull", True)),
                            models.Q(("lat__isnull", False), ("lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_position_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("dataset", "municipality_code", "external_id"),
                        name="event_once_per_source_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedDays",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(verbose_name="はじめの日")),
                ("last", models.DateField(verbose_name="おわりの日")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="わけ")),
                ("sudden", models.BooleanField(default=False, verbose_name="急なお休み")),
                ("told_at", models.DateTimeField(verbose_name="知らせた時")),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="知らせた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closed_days",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "お休みの日",
                "verbose_name_plural": "お休みの日",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="closed_days_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="出した時")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "承認待ち"),
                            ("accepted", "承認"),
                            ("refused", "見送り"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="決めた時")),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="返事")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="ひとこと")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="people.organisation",
                        verbose_name="団体・店など",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "登録の願い",
                "verbose_name_plural": "登録の願い",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("place", "organisation"),
                        name="claim_one_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="出した時")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "承認待ち"),
                            ("accepted", "承認"),
                            ("refused", "見送り"),
                            ("withdrawn", "取り下げ"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="決めた時")),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="返事")),
                ("proposed", models.JSONField(verbose_name="直したいところ")),
                ("base_version", models.PositiveIntegerField(verbose_name="もとの版")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "変更の願い",
                "verbose_name_plural": "変更の願い",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("place",), name="change_one_waiting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infant", "乳幼児"),
                            ("lower", "小学1～3年生"),
                            ("upper", "小学4～6年生"),
                            ("junior", "中学生"),
                            ("high", "高校生"),
                            ("adult", "おとな"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="ことば")),
                ("told_on", models.DateField(verbose_name="書いた日")),
                ("held_for", models.CharField(blank=True, max_length=60, verbose_name="とめた わけ")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "読む前"), ("published", "のせた"), ("refused", "のせない")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="決めた時")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "こどもの ひとこと",
                "verbose_name_plural": "こどもの ひとこと",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "published", "refused"])),
                        name="place_note_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_hand", models.BooleanField(default=False, verbose_name="手で足した日")),
                ("day", models.DateField(verbose_name="日")),
                ("starts", models.TimeField(null=True, verbose_name="はじまり")),
                ("ends", models.TimeField(null=True, verbose_name="おわり")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "あく予定"), ("cancelled", "お休み")],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="お休みの わけ")),
                (
                    "staffing",
                    models.CharField(
                        choices=[("not_needed", "名簿を使わない"), ("short", "たりない"), ("ok", "そろった")],
                        default="not_needed",
                        max_length=10,
                        verbose_name="見守り",
                    ),
                ),
                ("adults_min", models.PositiveSmallIntegerField(null=True, verbose_name="おとな 最低")),
                ("adults_here", models.PositiveSmallIntegerField(null=True, verbose_name="おとな いま")),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="places.event",
                        verbose_name="もよおし",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="places.openingrule",
                        verbose_name="きまり",
                    ),
                ),
            ],
            options={
                "verbose_name": "あく日",
                "verbose_name_plural": "あく日",
                "indexes": [
                    models.Index(fields=["day", "starts"], name="session_day"),
                    models.Index(fields=["place", "day"], name="session_place_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__isnull", False), ("event__isnull", False), _connector="OR"
                        ),
                        name="session_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="session_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "cancelled"])),
                        name="session_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("staffing__in", ["not_needed", "short", "ok"])),
                        name="session_staffing_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("event__isnull", True)),
                        fields=("place", "day", "starts"),
                        name="session_never_doubled",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("event__isnull", False)),
                        fields=("event", "day", "starts"),
                        name="event_session_never_doubled",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "of_class",
                    models.CharField(
                        choices=[
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
                        ],
                        max_length=24,
                        verbose_name="区分",
                    ),
                ),
                ("heads", models.PositiveIntegerField(verbose_name="人数")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcounts",
                        to="places.session",
                        verbose_name="あく日",
                    ),
                ),
            ],
            options={
                "verbose_name": "人数",
                "verbose_name_plural": "人数",
                "constraints": [
                    models.UniqueConstraint(fields=("session", "of_class"), name="headcount_once_per_class"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "of_class__in",
                                [
                                    "infant",
                                    "elementary",
                                    "junior",
                                    "high",
                                    "guardian",
                                    "local_adult",
                                    "senior",
                                    "infant_elementary",
                                    "children",
                                    "adults",
                                    "helper_young",
                                    "helper_middle",
                                    "helper_senior",
                                ],
                            )
                        ),
                        name="headcount_class_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("groups", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="協力団体")),
                (
                    "volunteers",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ボランティア"),
                ),
                (
                    "families",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="親子の組数"),
                ),
                (
                    "consultations",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="相談件数"),
                ),
                ("note", models.TextField(blank=True, verbose_name="ふりかえり")),
                ("closed_at", models.DateTimeField(verbose_name="まとめた時")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="まとめた人",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="places.session",
                        verbose_name="あく日",
                    ),
                ),
            ],
            options={
                "verbose_name": "その日のまとめ",
                "verbose_name_plural": "その日のまとめ",
            },
        ),
        migrations.CreateModel(
            name="Signup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="しるし")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("confirmed", "申しこみ ずみ"),
                            ("waiting", "キャンセル待ち"),
                            ("cancelled", "とりけし"),
                        ],
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("code", models.CharField(max_length=4, verbose_name="受付番号")),
                ("nickname", models.CharField(max_length=40, verbose_name="よび名")),
                ("heads", models.JSONField(verbose_name="人数")),
                ("party", models.PositiveSmallIntegerField(verbose_name="合計")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="つたえたいこと")),
                ("call_needed", models.BooleanField(default=False, verbose_name="電話で しらせる")),
                ("made_at", models.DateTimeField(verbose_name="申しこんだ時")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="とりけした時")),
                ("arrived_at", models.DateTimeField(null=True, verbose_name="来た時")),
                (
                    "arrived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受付した人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ひと",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signups",
                        to="places.session",
                        verbose_name="あく日",
                    ),
                ),
            ],
            options={
                "verbose_name": "申しこみ",
                "verbose_name_plural": "申しこみ",
                "indexes": [models.Index(fields=["session", "state", "id"], name="signup_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["confirmed", "waiting", "cancelled"])),
                        name="signup_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="signup_cancelled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party__gt", 0)), name="signup_party_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_at__isnull", True), ("state", "confirmed"), _connector="OR"
                        ),
                        name="signup_arrived_confirmed",
                    ),
                    models.UniqueConstraint(fields=("session", "code"), name="signup_code_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpotNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="メール")),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spot_notices",
                        to="places.session",
                        verbose_name="あく日",
                    ),
                ),
            ],
            options={
                "verbose_name": "空きのおしらせ",
                "verbose_name_plural": "空きのおしらせ",
                "constraints": [
                    models.UniqueConstraint(fields=("session", "email"), name="spot_notice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EventGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="団体の名前")),
                ("task", models.CharField(blank=True, max_length=120, verbose_name="なにをする")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="places.event",
                        verbose_name="もよおし",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "協力団体",
                "verbose_name_plural": "協力団体",
                "constraints": [models.UniqueConstraint(fields=("event", "name"), name="event_group_once")],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewed", "確かめている"),
                            ("running", "取りこみ中"),
                            ("done", "取りこみずみ"),
                            ("failed", "できなかった"),
                            ("undone", "もどした"),
                        ],
                        default="previewed",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("filename", models.CharField(max_length=200, verbose_name="ファイル")),
                ("sha256", models.CharField(max_length=64, verbose_name="ファイルのしるし")),
                ("data", models.BinaryField(null=True, verbose_name="ファイルの中身")),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("source_url", models.URLField(blank=True, max_length=400, verbose_name="出典のアドレス")),
                ("partial", models.BooleanField(default=False, verbose_name="一部だけの資料")),
                ("dataset", models.CharField(max_length=24, verbose_name="データセット")),
                ("encoding", models.CharField(max_length=16, verbose_name="文字コード")),
                ("counts", models.JSONField(default=dict, verbose_name="かず")),
                ("problems", models.JSONField(default=list, verbose_name="知らせ")),
                ("details", models.JSONField(default=dict, verbose_name="ようす")),
                ("made", models.JSONField(default=dict, verbose_name="つくったもの")),
                ("uploaded_at", models.DateTimeField(verbose_name="受けとった時")),
                ("ran_at", models.DateTimeField(null=True, verbose_name="入れた時")),
                (
                    "ran_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "取り込み",
                "verbose_name_plural": "取り込み",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["previewed", "running", "done", "failed", "undone"])
                        ),
                        name="import_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("data__isnull", True),
                            ("state__in", ["previewed", "running", "failed"]),
                            _connector="OR",
                        ),
                        name="import_data_only_while_needed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["done", "undone"]), _negated=True),
                            ("ran_at__isnull", False),
                            _connector="OR",
                        ),
                        name="import_done_has_time",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="capacity_not_below_seats_taken",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."capacity" IS NOT NULL)',
                    func="\n                perform 1 from places_session where event_id = new.id order by id for no key update;\n                if exists (\n                    select 1 from places_signup join places_session on places_session.id = session_id\n                    where event_id = new.id and places_signup.state = 'confirmed'\n                    group by session_id having sum(party) > new.capacity\n                ) then\n                    raise exception 'more people have a seat than the new capacity' using errcode = '23514';\n                end if;\n                return new;\n                ",
                    hash="e6af54192ec8fa894b3d6b6fc2a39e91574e4ca1",
                    operation='UPDATE OF "capacity"',
                    pgid="pgtrigger_capacity_not_below_seats_taken_2a17e",
                    table="places_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signup",
            trigger=pgtrigger.compiler.Trigger(
                name="capacity_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'confirmed')",
                    declare="DECLARE seats integer; taken integer;",
                    func="\n                perform 1 from places_session where id = new.session_id for no key update;\n                select capacity into seats from places_session join places_event on places_event.id = event_id\n                    where places_session.id = new.session_id;\n                select coalesce(sum(party), 0) into taken from places_signup\n                    where session_id = new.session_id and state = 'confirmed' and id <> new.id;\n                if taken + new.party > seats then\n                    raise exception 'no seats left in session %', new.session_id using errcode = '23514';\n                end if;\n                return new;\n                ",
                    hash="c9db02099ddca7622b8a86e83f7c6233ee3eea3a",
                    operation='INSERT OR UPDATE OF "state", "party", "session_id"',
                    pgid="pgtrigger_capacity_kept_da723",
                    table="places_signup",
                    when="BEFORE",
                ),
            ),
        ),
    ]
