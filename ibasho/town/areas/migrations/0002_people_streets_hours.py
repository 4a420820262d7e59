import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgeCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("age", models.PositiveSmallIntegerField(verbose_name="年齢")),
                ("people", models.PositiveIntegerField(verbose_name="人")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
            ],
            options={
                "verbose_name": "年齢別の人口",
                "verbose_name_plural": "年齢別の人口",
                "constraints": [models.UniqueConstraint(fields=("year", "age"), name="age_count_once")],
            },
        ),
        migrations.CreateModel(
            name="BusTimetable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=32, unique=True, verbose_name="版")),
                ("packed", models.BinaryField(verbose_name="バス（つめたもの）")),
                ("stops", models.PositiveIntegerField(verbose_name="停留所")),
                ("trips", models.PositiveIntegerField(verbose_name="便")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
                ("valid_from", models.DateField(null=True, verbose_name="いつから")),
                ("valid_until", models.DateField(null=True, verbose_name="いつまで")),
                ("current", models.BooleanField(default=False, verbose_name="いま使う")),
                ("loaded_at", models.DateTimeField(verbose_name="入れた時")),
            ],
            options={
                "verbose_name": "バスの時刻表",
                "verbose_name_plural": "バスの時刻表",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("current",), name="bus_one_current"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16, verbose_name="区画の番号")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="区画の名前")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("lat", models.FloatField(verbose_name="緯度")),
                ("lng", models.FloatField(verbose_name="経度")),
                ("geometry", models.JSONField(blank=True, null=True, verbose_name="かたち")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="人口")),
                ("infant", models.FloatField(null=True, verbose_name="乳幼児")),
                ("lower", models.FloatField(null=True, verbose_name="小学1～3年生")),
                ("upper", models.FloatField(null=True, verbose_name="小学4～6年生")),
                ("junior", models.FloatField(null=True, verbose_name="中学生")),
                ("high", models.FloatField(null=True, verbose_name="高校生")),
                ("estimated", models.BooleanField(default=False, verbose_name="推計")),
                ("secrecy", models.PositiveSmallIntegerField(default=0, verbose_name="秘匿処理")),
                ("merged_into", models.CharField(blank=True, max_length=16, verbose_name="合算先")),
                (
                    "merged_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="合算した区画",
                    ),
                ),
            ],
            options={
                "verbose_name": "区画",
                "verbose_name_plural": "区画",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("secrecy__range", (0, 2))), name="cell_secrecy_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("high__isnull", True),
                                ("infant__isnull", True),
                                ("junior__isnull", True),
                                ("lower__isnull", True),
                                ("upper__isnull", True),
                            ),
                            models.Q(
                                ("high__gte", 0),
                                ("infant__gte", 0),
                                ("junior__gte", 0),
                                ("lower__gte", 0),
                                ("upper__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="cell_children_all_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClubCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("district_code", models.CharField(max_length=16, verbose_name="小学校区")),
                ("stage", models.CharField(max_length=8, verbose_name="年代")),
                ("children", models.PositiveIntegerField(verbose_name="人")),
                ("as_of", models.DateField(verbose_name="いつの")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
            ],
            options={
                "verbose_name": "学童保育のこども",
                "verbose_name_plural": "学童保育のこども",
                "constraints": [
                    models.UniqueConstraint(fields=("district_code", "stage"), name="club_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FreeTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=8, unique=True, verbose_name="年代")),
                ("school_day_from", models.TimeField(verbose_name="学校のある日")),
                ("other_day_from", models.TimeField(verbose_name="休みの日")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
            ],
            options={
                "verbose_name": "自由になる時刻",
                "verbose_name_plural": "自由になる時刻",
            },
        ),
        migrations.CreateModel(
            name="HomeTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=8, verbose_name="年代")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月")),
                ("home_by", models.TimeField(verbose_name="家に帰る時刻")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
            ],
            options={
                "verbose_name": "帰宅時刻",
                "verbose_name_plural": "帰宅時刻",
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "month"), name="home_time_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__range", (1, 12))), name="home_time_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
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
                            ("census", "国勢調査"),
                            ("register", "住民基本台帳"),
                            ("projection", "将来推計"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("mesh", "地域メッシュ"), ("small_area", "町丁・字")],
                        max_length=10,
                        verbose_name="区画",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("name", models.CharField(max_length=200, verbose_name="資料の名前")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
                ("current", models.BooleanField(default=False, verbose_name="いま使う")),
                ("counts", models.JSONField(default=dict, verbose_name="かず")),
                ("loaded_at", models.DateTimeField(verbose_name="入れた時")),
            ],
            options={
                "verbose_name": "人口の資料",
                "verbose_name_plural": "人口の資料",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "unit", "year"), name="population_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("current",),
                        name="population_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("current", True), ("kind", "projection"), _negated=True),
                        name="population_projection_is_not_now",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StreetNetwork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=32, unique=True, verbose_name="版")),
                ("packed", models.BinaryField(verbose_name="道（つめたもの）")),
                ("nodes", models.PositiveIntegerField(verbose_name="交差点")),
                ("arcs", models.PositiveIntegerField(verbose_name="道の数（向きごと）")),
                ("length_km", models.FloatField(verbose_name="道の長さ km")),
                ("islands", models.PositiveIntegerField(default=0, verbose_name="はなれた道のかたまり")),
                ("report", models.JSONField(default=dict, verbose_name="読んだときの知らせ")),
                ("source", models.CharField(max_length=200, verbose_name="出典")),
                ("as_of", models.DateField(null=True, verbose_name="いつの")),
                ("current", models.BooleanField(default=False, verbose_name="いま使う")),
                ("loaded_at", models.DateTimeField(verbose_name="入れた時")),
            ],
            options={
                "verbose_name": "道のネットワーク",
                "verbose_name_plural": "道のネットワーク",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("current",), name="streets_one_current"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="stagepace",
            name="cycle_in_district",
            field=models.BooleanField(default=False, verbose_name="自転車は校区の中だけ"),
        ),
        migrations.AddField(
            model_name="stagepace",
            name="cycle_metres_per_minute",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="自転車で1分に進むメートル"),
        ),
        migrations.AddField(
            model_name="stagepace",
            name="cycle_minutes_max",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="自転車で行ける分数"),
        ),
        migrations.AddField(
            model_name="stagepace",
            name="stay_in_district",
            field=models.BooleanField(default=False, verbose_name="校区から出ない"),
        ),
        migrations.AddConstraint(
            model_name="stagepace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cycle_metres_per_minute__isnull", True), ("cycle_minutes_max__isnull", True)),
                    models.Q(("cycle_metres_per_minute__gt", 0), ("cycle_minutes_max__gt", 0)),
                    _connector="OR",
                ),
                name="pace_cycle_pair",
            ),
        ),
        migrations.AddField(
            model_name="cell",
            name="population",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="areas.population",
                verbose_name="人口の資料",
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(fields=("population", "code"), name="cell_once"),
        ),
    ]
