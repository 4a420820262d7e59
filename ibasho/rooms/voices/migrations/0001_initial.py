import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes
import ibasho.rooms.voices.rules.kinds


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順")),
                ("words", models.JSONField(verbose_name="ことば")),
                ("picture", models.CharField(blank=True, max_length=20, verbose_name="絵")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
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
                        verbose_name="居場所に ほしいもの",
                    ),
                ),
            ],
            options={
                "verbose_name": "えらぶもの",
                "verbose_name_plural": "えらぶもの",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="ふうとう")),
                ("broken", models.BooleanField(default=False, verbose_name="あけられない")),
            ],
            options={
                "verbose_name": "ふうとう",
                "verbose_name_plural": "ふうとう",
            },
        ),
        migrations.CreateModel(
            name="Hearing",
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
                ("title", models.CharField(max_length=120, verbose_name="題")),
                ("child_title", models.CharField(max_length=80, verbose_name="こどもへの 題")),
                ("purpose", models.CharField(max_length=400, verbose_name="なんの ために きくか")),
                (
                    "child_purpose",
                    models.CharField(max_length=200, verbose_name="なんの ために きくか（こどもへ）"),
                ),
                ("policy", models.CharField(max_length=200, verbose_name="いかす 施策")),
                ("line_code", models.CharField(blank=True, max_length=24, verbose_name="事業の 番号")),
                (
                    "moment",
                    models.CharField(
                        choices=[("plan", "策定"), ("run", "実施"), ("review", "評価")],
                        max_length=8,
                        verbose_name="いつの 意見か",
                    ),
                ),
                (
                    "methods",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("survey", "アンケート"),
                                ("vote", "投票"),
                                ("sticker", "付箋・シール"),
                                ("outreach", "出向く"),
                                ("chat", "チャット"),
                                ("workshop", "ワークショップ"),
                                ("box", "いつでも いえる 箱"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="きき方",
                    ),
                ),
                (
                    "respondents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("child", "こども"),
                                ("parent", "子育て中の人"),
                                ("group", "団体の人"),
                                ("shop", "お店の人"),
                                ("farmer", "農家の人"),
                                ("supporter", "応援する人"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="だれに きくか",
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
                        verbose_name="どの 年代に",
                    ),
                ),
                (
                    "people_wanted",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="何人に ききたいか"),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[("open", "だれでも"), ("ticket", "ふだを もらった人（1人 1回）")],
                        default=ibasho.rooms.voices.rules.kinds.Access["OPEN"],
                        max_length=8,
                        verbose_name="入り方",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("open", "きいている"),
                            ("closed", "しめきった"),
                            ("finished", "おわり"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="いつから")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(default=60, verbose_name="何日の うちに 答えるか"),
                ),
                (
                    "cell_min",
                    models.PositiveSmallIntegerField(default=10, verbose_name="何人から 数を 出すか"),
                ),
                ("live", models.BooleanField(default=False, verbose_name="とちゅうの 結果を 見せる")),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("source_url", models.URLField(blank=True, max_length=400, verbose_name="出典のアドレス")),
                ("created_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "places",
                    models.ManyToManyField(
                        blank=True,
                        related_name="hearings",
                        to="places.place",
                        verbose_name="どの 居場所の こと",
                    ),
                ),
            ],
            options={
                "verbose_name": "意見を きく 回",
                "verbose_name_plural": "意見を きく 回",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "closed", "finished"])),
                        name="voices_hearing_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cell_min__gte", 5)), name="voices_hearing_cell_min"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="voices_hearing_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("opens_on__isnull", False), _connector="OR"),
                        name="voices_hearing_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Door",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "ホームページ"),
                            ("tablet", "学校のタブレット"),
                            ("sheet", "紙（A4）"),
                            ("stall", "出店の カウンター"),
                            ("workshop", "ワークショップのメモ"),
                            ("sticker", "シール・付箋"),
                            ("place", "居場所の ポスター"),
                        ],
                        max_length=10,
                        verbose_name="入り口",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="どこ")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
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
                ("on", models.DateField(blank=True, null=True, verbose_name="その日だけ")),
                ("quota", models.PositiveIntegerField(blank=True, null=True, verbose_name="何人まで")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="何人 答えたか")),
                ("token_hash", models.CharField(blank=True, max_length=64, verbose_name="リンク")),
                (
                    "link_given_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="リンクを わたした時"),
                ),
                ("shut", models.BooleanField(default=False, verbose_name="しめた")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="voice_doors",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="doors",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "入り口",
                "verbose_name_plural": "入り口",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quota__isnull", True), ("taken__lte", models.F("quota")), _connector="OR"
                        ),
                        name="voices_door_quota_kept",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=("token_hash",),
                        name="voices_door_token_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("child", "こども"),
                            ("parent", "子育て中の人"),
                            ("group", "団体の人"),
                            ("shop", "お店の人"),
                            ("farmer", "農家の人"),
                            ("supporter", "応援する人"),
                        ],
                        max_length=12,
                        verbose_name="だれ",
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
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                (
                    "wording",
                    models.CharField(
                        choices=[
                            ("small", "小学生"),
                            ("teen", "中高生"),
                            ("easy", "やさしい日本語"),
                            ("parent", "子育て中の人"),
                            ("place", "居場所の人"),
                            ("shop", "お店の人"),
                            ("farmer", "農家の人"),
                            ("supporter", "応援する人"),
                        ],
                        max_length=12,
                        verbose_name="ことば",
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                (
                    "slip_hash",
                    models.CharField(
                        blank=True, max_length=64, null=True, unique=True, verbose_name="ひかえ"
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="voices.door",
                        verbose_name="入り口",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "答え",
                "verbose_name_plural": "答え",
                "indexes": [models.Index(fields=["hearing", "day"], name="voices_answer_hearing_day")],
            },
        ),
        migrations.CreateModel(
            name="Outreach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("district_code", models.CharField(max_length=16, verbose_name="小学校区")),
                (
                    "stage",
                    models.CharField(
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
                ("words", models.CharField(blank=True, max_length=120, verbose_name="どこへ・どうやって")),
                ("on", models.DateField(verbose_name="いつ")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="行った日")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="やめた日")),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outreach",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.place",
                        verbose_name="どこへ",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "ききに 行く 予定",
                "verbose_name_plural": "ききに 行く 予定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True), ("dropped_on__isnull", True), _connector="OR"
                        ),
                        name="voices_outreach_one_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="順")),
                ("group", models.CharField(blank=True, max_length=60, verbose_name="まとまり")),
                ("label", models.CharField(max_length=80, verbose_name="なに")),
                ("value", models.PositiveIntegerField(blank=True, null=True, verbose_name="数")),
                ("unit", models.CharField(blank=True, max_length=12, verbose_name="単位")),
                (
                    "respondent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child", "こども"),
                            ("parent", "子育て中の人"),
                            ("group", "団体の人"),
                            ("shop", "お店の人"),
                            ("farmer", "農家の人"),
                            ("supporter", "応援する人"),
                        ],
                        max_length=12,
                        verbose_name="だれ",
                    ),
                ),
                ("is_total", models.BooleanField(default=False, verbose_name="合計")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
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
                        verbose_name="居場所に ほしいもの",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表された 数",
                "verbose_name_plural": "公表された 数",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hearing", "position"), name="voices_figure_position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="順")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one", "1つ えらぶ"),
                            ("many", "いくつでも えらぶ"),
                            ("rank", "じゅんばんを つける"),
                            ("faces", "5つの 顔"),
                            ("text", "じぶんの ことば"),
                            ("vote", "投票"),
                        ],
                        max_length=8,
                        verbose_name="答え方",
                    ),
                ),
                ("words", models.JSONField(verbose_name="きく ことば")),
                ("helps", models.JSONField(blank=True, default=dict, verbose_name="そえる ことば")),
                (
                    "asked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("child", "こども"),
                                ("parent", "子育て中の人"),
                                ("group", "団体の人"),
                                ("shop", "お店の人"),
                                ("farmer", "農家の人"),
                                ("supporter", "応援する人"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="だれに",
                    ),
                ),
                ("needed", models.BooleanField(default=False, verbose_name="かならず")),
                (
                    "picks_max",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="いくつまで"),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "きくこと",
                "verbose_name_plural": "きくこと",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("hearing", "position"),
                        name="voices_question_position_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(null=True, verbose_name="何番め")),
                ("face", models.PositiveSmallIntegerField(null=True, verbose_name="顔")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="voices.answer",
                        verbose_name="答え",
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="voices.choice",
                        verbose_name="えらんだもの",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="voices.question",
                        verbose_name="きくこと",
                    ),
                ),
            ],
            options={
                "verbose_name": "えらんだこと",
                "verbose_name_plural": "えらんだこと",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice__isnull", False), ("face__isnull", True)),
                            models.Q(("choice__isnull", True), ("face__range", (1, 5))),
                            _connector="OR",
                        ),
                        name="voices_pick_one_thing",
                    ),
                    models.UniqueConstraint(fields=("answer", "question", "choice"), name="voices_pick_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("face__isnull", False)),
                        fields=("answer", "question"),
                        name="voices_pick_one_face",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("child", "こども"),
                            ("parent", "子育て中の人"),
                            ("group", "団体の人"),
                            ("shop", "お店の人"),
                            ("farmer", "農家の人"),
                            ("supporter", "応援する人"),
                        ],
                        max_length=12,
                        verbose_name="だれ",
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
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("day", models.DateField(verbose_name="日")),
                ("words", models.CharField(max_length=400, verbose_name="ことば")),
                ("shown_words", models.CharField(max_length=400, verbose_name="のせる ことば")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                (
                    "held_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="よく見る わけ",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="同じ付箋の 数")),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        null=True,
                        size=None,
                        verbose_name="ことばの もと",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "読む前"), ("shown", "のせた"), ("hidden", "のせない")],
                        default="waiting",
                        max_length=8,
                        verbose_name="段階",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opinions",
                        to="voices.answer",
                        verbose_name="答え",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="voices.door",
                        verbose_name="入り口",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opinions",
                        to="voices.question",
                        verbose_name="きくこと",
                    ),
                ),
            ],
            options={
                "verbose_name": "声",
                "verbose_name_plural": "声",
                "indexes": [models.Index(fields=["hearing", "state"], name="voices_opinion_hearing_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "shown", "hidden"])),
                        name="voices_opinion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="voices_opinion_counts"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="choice",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="choices",
                to="voices.question",
                verbose_name="きくこと",
            ),
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版")),
                (
                    "said",
                    models.CharField(
                        choices=[("show", "のせる"), ("hide", "のせない")],
                        max_length=6,
                        verbose_name="どうするか",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=120, verbose_name="わけ")),
                ("on", models.DateField(verbose_name="読んだ日")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="読んだ人",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="voices.opinion",
                        verbose_name="声",
                    ),
                ),
            ],
            options={
                "verbose_name": "読んだしるし",
                "verbose_name_plural": "読んだしるし",
                "constraints": [
                    models.UniqueConstraint(fields=("opinion", "version", "by"), name="voices_reading_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
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
                        choices=[("live", "とちゅうの 結果"), ("tables", "集計")],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "確認待ち"), ("released", "公開した"), ("declined", "公開しない")],
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("body", models.JSONField(verbose_name="表")),
                ("people", models.PositiveIntegerField(verbose_name="何人の 答えか")),
                ("released_on", models.DateField(blank=True, null=True, verbose_name="公開した日")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用意した人",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公開した 集計",
                "verbose_name_plural": "公開した 集計",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "released", "declined"])),
                        name="voices_release_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            ("released_on__isnull", False),
                            _connector="OR",
                        ),
                        name="voices_release_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_by__isnull", True),
                            ("settled_by__isnull", True),
                            models.Q(("asked_by", models.F("settled_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="voices_release_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("hearing",),
                        name="voices_release_one_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "企画する"),
                            ("prepare", "準備する"),
                            ("listen", "聴く"),
                            ("reflect", "反映する"),
                            ("feedback", "返す"),
                        ],
                        max_length=8,
                        verbose_name="段",
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="予定の日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="した日")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="したこと")),
                ("skipped_why", models.CharField(blank=True, max_length=400, verbose_name="しなかった わけ")),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "5つの段",
                "verbose_name_plural": "5つの段",
                "constraints": [
                    models.UniqueConstraint(fields=("hearing", "kind"), name="voices_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("done_on__isnull", True), ("skipped_why", ""), _connector="OR"),
                        name="voices_step_done_or_skipped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                ("face", models.PositiveSmallIntegerField(null=True, verbose_name="顔")),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("child", "こども"),
                            ("parent", "子育て中の人"),
                            ("group", "団体の人"),
                            ("shop", "お店の人"),
                            ("farmer", "農家の人"),
                            ("supporter", "応援する人"),
                        ],
                        max_length=12,
                        verbose_name="だれ",
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
                ("count", models.IntegerField(verbose_name="数")),
                ("day", models.DateField(verbose_name="日")),
                ("nonce", models.UUIDField(default=uuid.uuid4, unique=True, verbose_name="送る番号")),
                ("mixed", models.BooleanField(default=False, verbose_name="まぜた")),
                (
                    "choice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="voices.choice",
                        verbose_name="えらんだもの",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="voices.door",
                        verbose_name="入り口",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="voices.question",
                        verbose_name="きくこと",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="数えた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "数えた声",
                "verbose_name_plural": "数えた声",
                "indexes": [models.Index(fields=["door", "question"], name="voices_tally_door_question")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count", 0), _negated=True), name="voices_tally_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("choice__isnull", True), ("face__isnull", True), ("question__isnull", True)
                            ),
                            models.Q(
                                ("choice__isnull", False), ("face__isnull", True), ("question__isnull", False)
                            ),
                            models.Q(
                                ("choice__isnull", True), ("face__range", (1, 5)), ("question__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="voices_tally_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("title", models.CharField(max_length=80, verbose_name="題")),
                ("child_title", models.CharField(max_length=60, verbose_name="こどもへの 題")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
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
                        verbose_name="居場所に ほしいもの",
                    ),
                ),
                ("line_code", models.CharField(blank=True, max_length=24, verbose_name="事業の 番号")),
                ("since_on", models.DateField(verbose_name="いつの声から")),
                ("answer_by", models.DateField(verbose_name="いつまでに 答えるか")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="とりさげた日")),
                (
                    "choices",
                    models.ManyToManyField(
                        blank=True, related_name="themes", to="voices.choice", verbose_name="えらんだもの"
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="voices.hearing",
                        verbose_name="回",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
            ],
            options={
                "verbose_name": "テーマ",
                "verbose_name_plural": "テーマ",
            },
        ),
        migrations.CreateModel(
            name="Grouping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groupings",
                        to="voices.opinion",
                        verbose_name="声",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groupings",
                        to="voices.theme",
                        verbose_name="テーマ",
                    ),
                ),
            ],
            options={
                "verbose_name": "テーマの 声",
                "verbose_name_plural": "テーマの 声",
                "constraints": [
                    models.UniqueConstraint(fields=("theme", "opinion"), name="voices_grouping_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Done",
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
                ("on", models.DateField(verbose_name="できた日")),
                ("words", models.CharField(max_length=200, verbose_name="できたこと")),
                ("child_words", models.CharField(max_length=120, verbose_name="できたこと（こどもへ）")),
                ("line_code", models.CharField(blank=True, max_length=24, verbose_name="事業の 番号")),
                ("photo", models.FileField(blank=True, upload_to="voices", verbose_name="写真")),
                ("photo_alt", models.CharField(blank=True, max_length=120, verbose_name="写真の 説明")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="とりさげた日")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="done",
                        to="voices.theme",
                        verbose_name="テーマ",
                    ),
                ),
            ],
            options={
                "verbose_name": "できたこと",
                "verbose_name_plural": "できたこと",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("reflect", "反映する"),
                            ("partly", "一部 反映する"),
                            ("considering", "検討中"),
                            ("cannot", "できない"),
                        ],
                        max_length=12,
                        verbose_name="決めたこと",
                    ),
                ),
                ("why", models.CharField(max_length=400, verbose_name="わけ")),
                ("child_why", models.CharField(max_length=200, verbose_name="わけ（こどもへ）")),
                ("decided_on", models.DateField(verbose_name="決めた日")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="つぎに 答える日")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="voices.theme",
                        verbose_name="テーマ",
                    ),
                ),
            ],
            options={
                "verbose_name": "答えた こと",
                "verbose_name_plural": "答えた こと",
                "ordering": ["decided_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_on__isnull", False), ("verdict", "considering")),
                            models.Q(
                                models.Q(("verdict", "considering"), _negated=True), ("next_on__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="voices_decision_considering_has_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "hash",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="ふだ"),
                ),
                ("spent", models.BooleanField(default=False, verbose_name="つかった")),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tickets",
                        to="voices.door",
                        verbose_name="入り口",
                    ),
                ),
            ],
            options={
                "verbose_name": "ふだ",
                "verbose_name_plural": "ふだ",
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "ホームページ"),
                            ("poster", "ポスター"),
                            ("visit", "出かけて 話した"),
                            ("school", "学校で"),
                            ("letter", "おたより"),
                        ],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                ("on", models.DateField(verbose_name="知らせた日")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="知らせた人",
                    ),
                ),
                (
                    "door",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="voices.door",
                        verbose_name="どこで",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="voices.theme",
                        verbose_name="テーマ",
                    ),
                ),
            ],
            options={
                "verbose_name": "知らせた しるし",
                "verbose_name_plural": "知らせた しるし",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("theme", "door", "way"), name="voices_told_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("question", "position"),
                name="voices_choice_position_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="released_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'released')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f8096b6ef30944106854bac840ca5447d816875",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_released_is_kept_1b55a",
                    table="voices_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a296796932e2d37f3f772b7ffbc57933d5a19d5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a657e",
                    table="voices_decision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
