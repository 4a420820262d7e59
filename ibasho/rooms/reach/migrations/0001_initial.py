import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_people_streets_hours"),
        ("people", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
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
                ("name", models.CharField(max_length=120, verbose_name="名前")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "学校"),
                            ("centre", "学習センター・公民館"),
                            ("hall", "集会所・ホール"),
                            ("public", "その他の公共施設"),
                            ("shop", "店・会社"),
                            ("other", "その他"),
                        ],
                        default="other",
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("lat", models.FloatField(verbose_name="緯度")),
                ("lng", models.FloatField(verbose_name="経度")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="定員")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="メモ")),
                ("usable", models.BooleanField(default=True, verbose_name="候補にする")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
                ("external_id", models.CharField(blank=True, max_length=80, verbose_name="資料の番号")),
            ],
            options={
                "verbose_name": "候補の場所",
                "verbose_name_plural": "候補の場所",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "external_id", "name"), name="candidate_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                        choices=[("open", "新しく開く"), ("mobile", "出張開設")],
                        default="open",
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名前")),
                ("asked", models.JSONField(default=dict, verbose_name="問い")),
                ("found", models.JSONField(default=dict, verbose_name="答え")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("solving", "計算中"),
                            ("solved", "できた"),
                            ("failed", "できなかった"),
                            ("adopted", "下書きの場所にした"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="できなかった わけ")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                ("solved_at", models.DateTimeField(null=True, verbose_name="計算した時")),
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
                "verbose_name": "計画",
                "verbose_name_plural": "計画",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "solving", "solved", "failed", "adopted"])
                        ),
                        name="plan_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rota",
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
                ("title", models.CharField(max_length=120, verbose_name="名前")),
                ("first", models.DateField(verbose_name="はじめの日")),
                ("last", models.DateField(verbose_name="おわりの日")),
                (
                    "kit",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="持ち物",
                    ),
                ),
                ("announcement", models.TextField(blank=True, verbose_name="お知らせの文")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rotas",
                        to="reach.plan",
                        verbose_name="計画",
                    ),
                ),
            ],
            options={
                "verbose_name": "出張の予定",
                "verbose_name_plural": "出張の予定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="rota_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Study",
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
                ("title", models.CharField(blank=True, max_length=120, verbose_name="名前")),
                (
                    "scenario",
                    models.CharField(
                        choices=[
                            ("term", "学校のある週"),
                            ("holiday", "長い休みの週"),
                            ("week", "実際の1週間"),
                        ],
                        max_length=8,
                        verbose_name="いつの くらし",
                    ),
                ),
                ("first", models.DateField(verbose_name="はじめの月曜")),
                ("weeks", models.PositiveSmallIntegerField(verbose_name="何週")),
                ("network_version", models.CharField(blank=True, max_length=32, verbose_name="道の版")),
                ("settings", models.JSONField(default=dict, verbose_name="使った きまり")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "じゅんばん待ち"),
                            ("running", "計算中"),
                            ("done", "できた"),
                            ("failed", "できなかった"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="できなかった わけ")),
                ("summary", models.JSONField(default=dict, verbose_name="まとめ")),
                ("cells", models.BinaryField(null=True, verbose_name="区画ごとの数")),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                ("done_at", models.DateTimeField(null=True, verbose_name="できた時")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="たのんだ人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="studies",
                        to="reach.plan",
                        verbose_name="計画",
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="areas.population",
                        verbose_name="人口の資料",
                    ),
                ),
            ],
            options={
                "verbose_name": "空白の しらべ",
                "verbose_name_plural": "空白の しらべ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="study_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("cells__isnull", False), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="study_done_has_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weeks__range", (1, 5))), name="study_weeks_few"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="base",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="reach.study",
                verbose_name="もとの しらべ",
            ),
        ),
        migrations.CreateModel(
            name="Visit",
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
                ("day", models.DateField(verbose_name="日")),
                ("starts", models.TimeField(verbose_name="はじまり")),
                ("ends", models.TimeField(verbose_name="おわり")),
                ("first_staff", models.CharField(blank=True, max_length=40, verbose_name="職員1（よび名）")),
                ("second_staff", models.CharField(blank=True, max_length=40, verbose_name="職員2（よび名）")),
                (
                    "packed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="用意した物",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("done", "おわった"), ("cancelled", "中止")],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="中止の わけ")),
                ("families", models.PositiveIntegerField(null=True, verbose_name="親子組数")),
                ("children", models.PositiveIntegerField(null=True, verbose_name="こども")),
                ("consultations", models.PositiveIntegerField(null=True, verbose_name="相談件数")),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="気づいたこと（名前は書かない）"
                    ),
                ),
                ("reported_at", models.DateTimeField(null=True, verbose_name="書いた時")),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.event",
                        verbose_name="お知らせの もよおし",
                    ),
                ),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="reach.candidate",
                        verbose_name="会場",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "rota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="reach.rota",
                        verbose_name="出張の予定",
                    ),
                ),
            ],
            options={
                "verbose_name": "出張の1回",
                "verbose_name_plural": "出張の1回",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "done", "cancelled"])),
                        name="visit_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="visit_hours_order"
                    ),
                    models.UniqueConstraint(fields=("hall", "day", "starts"), name="visit_hall_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("families__isnull", False), ("reported_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="visit_done_has_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名前")),
                ("lat", models.FloatField(verbose_name="緯度")),
                ("lng", models.FloatField(verbose_name="経度")),
                ("weekday", models.PositiveSmallIntegerField(null=True, verbose_name="曜日")),
                ("starts", models.TimeField(null=True, verbose_name="はじまり")),
                ("ends", models.TimeField(null=True, verbose_name="おわり")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[("", "えらばれた"), ("pinned", "かならず"), ("forbidden", "えらばない")],
                        default="",
                        max_length=10,
                        verbose_name="きぼう",
                    ),
                ),
                ("week_of_cycle", models.PositiveSmallIntegerField(default=1, verbose_name="何週目")),
                ("children", models.FloatField(null=True, verbose_name="新しく とどく こども")),
                ("child_hours", models.FloatField(null=True, verbose_name="ふえる こども時間（週）")),
                ("why", models.JSONField(default=dict, verbose_name="わけ")),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reach.candidate",
                        verbose_name="候補の場所",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="places.place",
                        verbose_name="下書きの場所",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="reach.plan",
                        verbose_name="計画",
                    ),
                ),
            ],
            options={
                "verbose_name": "計画の ひとつ",
                "verbose_name_plural": "計画の ひとつ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekday__isnull", True), ("weekday__range", (0, 6)), _connector="OR"
                        ),
                        name="opening_weekday_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("starts__isnull", True)),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="plan_opening_hours_order",
                    ),
                ],
            },
        ),
    ]
