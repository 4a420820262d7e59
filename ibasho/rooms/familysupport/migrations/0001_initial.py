import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_support_adviser"),
        ("people", "__first__"),
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Child",
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
                ("call_name", models.CharField(max_length=20, verbose_name="よび名")),
                ("born_on", models.DateField(verbose_name="生年月日")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("", "言わない"), ("girl", "女の子"), ("boy", "男の子")],
                        max_length=4,
                        verbose_name="女の子・男の子",
                    ),
                ),
                ("school", models.CharField(blank=True, max_length=80, verbose_name="園・学校")),
                ("allergy", models.CharField(blank=True, max_length=200, verbose_name="アレルギー")),
                ("care_words", models.CharField(blank=True, max_length=400, verbose_name="気をつけること")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("baby", "0歳・1歳"),
                                ("sick", "病児・病後児（講習ずみ）"),
                                ("disability", "障がいのある子"),
                                ("allergy", "食物アレルギー"),
                                ("portuguese", "ポルトガル語"),
                                ("english", "英語"),
                                ("nurse", "看護師・保育士など"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="ひつような こと",
                    ),
                ),
            ],
            options={
                "verbose_name": "こども",
                "verbose_name_plural": "こども",
            },
        ),
        migrations.CreateModel(
            name="Centre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="センターの名前")),
                ("phone", models.CharField(max_length=20, verbose_name="電話")),
                ("hours_words", models.CharField(blank=True, max_length=120, verbose_name="受付時間")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="どんなところか")),
                ("is_open", models.BooleanField(default=True, verbose_name="会員を うけつける")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_centre",
                        to="people.organisation",
                        verbose_name="運営",
                    ),
                ),
            ],
            options={
                "verbose_name": "センター",
                "verbose_name_plural": "センター",
            },
        ),
        migrations.CreateModel(
            name="Course",
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
                            ("basic", "基礎講習"),
                            ("first_aid", "緊急救命講習"),
                            ("safety", "事故防止講習"),
                            ("follow_up", "フォローアップ・交流会"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="題")),
                ("held_on", models.DateField(verbose_name="日")),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="はじまり")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="分")),
                ("where", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="定員")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="とりやめた時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
            ],
            options={
                "verbose_name": "講習",
                "verbose_name_plural": "講習",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="support_course_minutes"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DropInCare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months_min", models.PositiveSmallIntegerField(default=6, verbose_name="何か月から")),
                ("months_max", models.PositiveSmallIntegerField(default=83, verbose_name="何か月まで")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="1日の定員")),
                ("booking_words", models.CharField(blank=True, max_length=200, verbose_name="申しこみ方")),
                ("fee_words", models.CharField(blank=True, max_length=120, verbose_name="料金")),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drop_in_care",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "一時預かり",
                "verbose_name_plural": "一時預かり",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months_max__gte", models.F("months_min"))),
                        name="support_drop_in_months",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DropInDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="その日の定員")),
                ("served", models.PositiveSmallIntegerField(default=0, verbose_name="うけた数")),
                ("turned_away", models.PositiveSmallIntegerField(default=0, verbose_name="ことわった数")),
                (
                    "care",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="familysupport.dropincare",
                        verbose_name="一時預かり",
                    ),
                ),
            ],
            options={
                "verbose_name": "一時預かりの1日",
                "verbose_name_plural": "一時預かりの1日",
                "constraints": [
                    models.UniqueConstraint(fields=("care", "day"), name="support_drop_in_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
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
                            ("injury", "けが・急病"),
                            ("near_miss", "ヒヤリハット"),
                            ("damage", "物を こわした・なくした"),
                            ("complaint", "苦情・相談"),
                            ("fee", "料金の相談"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "about_centre",
                    models.BooleanField(default=False, verbose_name="センターに ついて（市が 読む）"),
                ),
                ("happened_at", models.DateTimeField(verbose_name="おきた時")),
                ("where", models.CharField(blank=True, max_length=120, verbose_name="どこで")),
                ("what", models.TextField(max_length=2000, verbose_name="何が おきたか")),
                (
                    "treatment_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="治るまで（日）"),
                ),
                ("died", models.BooleanField(default=False, verbose_name="亡くなった")),
                ("done", models.TextField(blank=True, max_length=2000, verbose_name="したこと")),
                (
                    "insurer_told_on",
                    models.DateField(blank=True, null=True, verbose_name="保険会社に 知らせた日"),
                ),
                (
                    "serious_on",
                    models.DateField(blank=True, null=True, verbose_name="国への報告が いると わかった日"),
                ),
                (
                    "state_told_on",
                    models.DateField(blank=True, null=True, verbose_name="国に 報告した日（第1報）"),
                ),
                (
                    "state_second_on",
                    models.DateField(blank=True, null=True, verbose_name="国に 報告した日（第2報）"),
                ),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="おわりに した時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "できごと",
                "verbose_name_plural": "できごと",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state_second_on__isnull", True),
                            ("state_told_on__isnull", False),
                            _connector="OR",
                        ),
                        name="support_incident_reports",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("user", "依頼会員"), ("provider", "提供会員"), ("centre", "センター")],
                        max_length=8,
                        verbose_name="だれの ことば",
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="ことば")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                ("written_via", models.CharField(max_length=12, verbose_name="どこから")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="familysupport.incident",
                        verbose_name="できごと",
                    ),
                ),
            ],
            options={
                "verbose_name": "できごとの ことば",
                "verbose_name_plural": "できごとの ことば",
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="会員番号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("user", "依頼会員"), ("provider", "提供会員"), ("both", "両方会員")],
                        max_length=8,
                        verbose_name="区分",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "申込み"),
                            ("interviewed", "面談ずみ"),
                            ("active", "活動中"),
                            ("paused", "休止中"),
                            ("declined", "見送り"),
                            ("left", "退会"),
                        ],
                        default="applied",
                        max_length=12,
                        verbose_name="段階",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名前")),
                ("kana", models.CharField(blank=True, max_length=120, verbose_name="よみ")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="緯度")),
                ("lng", models.FloatField(blank=True, null=True, verbose_name="経度")),
                ("applied_at", models.DateTimeField(verbose_name="申しこんだ時")),
                ("applied_via", models.CharField(max_length=12, verbose_name="どこから")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="会則に 同意した日")),
                ("id_seen_on", models.DateField(blank=True, null=True, verbose_name="本人を 確かめた日")),
                ("interviewed_on", models.DateField(blank=True, null=True, verbose_name="面談した日")),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="入会した日")),
                ("paused_from", models.DateField(blank=True, null=True, verbose_name="休止 いつから")),
                ("paused_until", models.DateField(blank=True, null=True, verbose_name="休止 いつまで")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="おわった日")),
                ("erase_on", models.DateField(blank=True, null=True, verbose_name="名前を 消す日")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="消した時")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="アドバイザーの メモ")),
                (
                    "token_hash",
                    models.CharField(
                        blank=True, max_length=64, null=True, unique=True, verbose_name="リンクのしるし"
                    ),
                ),
                ("token_at", models.DateTimeField(blank=True, null=True, verbose_name="リンクを わたした時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="support_members",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="アカウント",
                    ),
                ),
            ],
            options={
                "verbose_name": "会員",
                "verbose_name_plural": "会員",
                "constraints": [
                    models.UniqueConstraint(fields=("centre", "number"), name="support_member_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["active", "paused"]), _negated=True),
                            models.Q(("joined_on__isnull", False), ("number__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_member_joined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paused"), _negated=True),
                            ("paused_from__isnull", False),
                            _connector="OR",
                        ),
                        name="support_member_paused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "left"]), _negated=True),
                            models.Q(("ended_on__isnull", False), ("erase_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_member_ended_erases",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lng__isnull", True)),
                            models.Q(("lat__isnull", False), ("lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_member_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                    "content",
                    models.CharField(
                        choices=[
                            ("nursery_way", "保育園・幼稚園への送り迎え"),
                            ("around_nursery", "園の前後の預かり"),
                            ("after_school", "放課後の預かり"),
                            ("school_way", "学童・習いごとへの送り迎え"),
                            ("parent_ill", "保護者の病気・急な用事"),
                            ("ceremony", "冠婚葬祭・学校行事"),
                            ("outing", "保護者の外出・休息"),
                            ("sick_child", "病児・病後児の預かり"),
                            ("early_late", "早朝・夜間・緊急の預かり"),
                            ("other", "そのほか"),
                        ],
                        max_length=16,
                        verbose_name="援助内容",
                    ),
                ),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("planned_at", models.DateTimeField(blank=True, null=True, verbose_name="予定の時")),
                ("where", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("held", "すみ"), ("cancelled", "とりやめ")],
                        default="planned",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="した日")),
                ("child_was_there", models.BooleanField(blank=True, null=True, verbose_name="こどもも いた")),
                ("sheet", models.JSONField(default=dict, verbose_name="打合せ票")),
                (
                    "user_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="依頼会員が 同意した時"),
                ),
                (
                    "provider_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提供会員が 同意した時"),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="familysupport.child",
                        verbose_name="こども",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "事前打合せ",
                "verbose_name_plural": "事前打合せ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("held_on__isnull", False),
                            _connector="OR",
                        ),
                        name="support_meeting_held",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("child", "provider", "content", "nendo"),
                        name="support_meeting_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseTaken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="分")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="familysupport.course",
                        verbose_name="講習",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="courses_taken",
                        to="familysupport.member",
                        verbose_name="会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "講習の 出席",
                "verbose_name_plural": "講習の 出席",
                "constraints": [
                    models.UniqueConstraint(fields=("course", "member"), name="support_course_taken_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="support_course_taken_minutes"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="child",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="children",
                to="familysupport.member",
                verbose_name="会員",
            ),
        ),
        migrations.CreateModel(
            name="Month",
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
                ("first", models.DateField(verbose_name="月の はじめの日")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "受付中"),
                            ("closed", "しめた"),
                            ("approved", "みとめた"),
                            ("sent", "支払いへ"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="しめた時")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="みとめた時")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="みとめた人",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="しめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "活動の月",
                "verbose_name_plural": "活動の月",
                "constraints": [
                    models.UniqueConstraint(fields=("centre", "first"), name="support_month_once"),
                    models.CheckConstraint(condition=models.Q(("first__day", 1)), name="support_month_first"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("closed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="support_month_two_people",
                    ),
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
                ("week", models.DateField(verbose_name="週の はじめ（月曜）")),
                ("facts", models.JSONField(default=dict, verbose_name="結果の数")),
                ("solved_at", models.DateTimeField(verbose_name="といた時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "solved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="といた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "1週間の案",
                "verbose_name_plural": "1週間の案",
                "indexes": [models.Index(fields=["centre", "week", "-solved_at"], name="support_plan_week")],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="保険の名前")),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("injury", "傷害保険（提供会員）"),
                                ("liability", "賠償責任保険"),
                                ("child_injury", "児童傷害保険"),
                                ("course", "研修・会合傷害保険"),
                            ],
                            max_length=14,
                        ),
                        size=None,
                        verbose_name="何を おぎなうか",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="事故のときの電話")),
                ("valid_from", models.DateField(verbose_name="いつから")),
                ("valid_until", models.DateField(verbose_name="いつまで")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
            ],
            options={
                "verbose_name": "保険",
                "verbose_name_plural": "保険",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                        name="support_policy_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "travels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("walk", "歩き"), ("bicycle", "自転車"), ("car", "車")], max_length=8
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="移動のしかた",
                    ),
                ),
                (
                    "car_seats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("baby", "ベビーシート（1歳ごろまで）"),
                                ("child", "チャイルドシート（4歳ごろまで）"),
                                ("junior", "ジュニアシート（小学生まで）"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="チャイルドシート",
                    ),
                ),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("baby", "0歳・1歳"),
                                ("sick", "病児・病後児（講習ずみ）"),
                                ("disability", "障がいのある子"),
                                ("allergy", "食物アレルギー"),
                                ("portuguese", "ポルトガル語"),
                                ("english", "英語"),
                                ("nurse", "看護師・保育士など"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="できること",
                    ),
                ),
                (
                    "wheres",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("provider_home", "提供会員の家"),
                                ("user_home", "依頼会員の家"),
                                ("place", "居場所・施設"),
                                ("way", "送り迎えだけ"),
                            ],
                            max_length=14,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="どこで",
                    ),
                ),
                (
                    "minutes_away_max",
                    models.PositiveSmallIntegerField(default=20, verbose_name="何分まで 行けるか"),
                ),
                (
                    "visits_week_max",
                    models.PositiveSmallIntegerField(default=3, verbose_name="週に 何回まで"),
                ),
                (
                    "visits_day_max",
                    models.PositiveSmallIntegerField(default=1, verbose_name="1日に 何回まで"),
                ),
                ("children_max", models.PositiveSmallIntegerField(default=1, verbose_name="一度に 何人まで")),
                ("child_age_min", models.PositiveSmallIntegerField(default=0, verbose_name="何歳から")),
                ("child_age_max", models.PositiveSmallIntegerField(default=12, verbose_name="何歳まで")),
                (
                    "wants_asks",
                    models.BooleanField(default=True, verbose_name="おねがいの メールを うけとる"),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=400, verbose_name="希望（アドバイザーへ）"),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provider",
                        to="familysupport.member",
                        verbose_name="会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "提供会員の できること",
                "verbose_name_plural": "提供会員の できること",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("child_age_max__gte", models.F("child_age_min"))),
                        name="support_provider_ages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("children_max__gt", 0), ("visits_day_max__gt", 0), ("visits_week_max__gt", 0)
                        ),
                        name="support_provider_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Away",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="いつから")),
                ("until_on", models.DateField(verbose_name="いつまで")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="away",
                        to="familysupport.provider",
                        verbose_name="提供会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "お休み",
                "verbose_name_plural": "お休み",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="support_away_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="曜日")),
                ("starts", models.TimeField(verbose_name="はじまり")),
                ("ends", models.TimeField(verbose_name="おわり")),
                (
                    "contents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("nursery_way", "保育園・幼稚園への送り迎え"),
                                ("around_nursery", "園の前後の預かり"),
                                ("after_school", "放課後の預かり"),
                                ("school_way", "学童・習いごとへの送り迎え"),
                                ("parent_ill", "保護者の病気・急な用事"),
                                ("ceremony", "冠婚葬祭・学校行事"),
                                ("outing", "保護者の外出・休息"),
                                ("sick_child", "病児・病後児の預かり"),
                                ("early_late", "早朝・夜間・緊急の預かり"),
                                ("other", "そのほか"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="援助内容",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("", "言わない"), ("girl", "女の子"), ("boy", "男の子")],
                        max_length=4,
                        verbose_name="女の子・男の子",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="familysupport.provider",
                        verbose_name="提供会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "動ける時間",
                "verbose_name_plural": "動ける時間",
                "ordering": ["weekday", "starts", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="support_hours_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="support_hours_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                    "content",
                    models.CharField(
                        choices=[
                            ("nursery_way", "保育園・幼稚園への送り迎え"),
                            ("around_nursery", "園の前後の預かり"),
                            ("after_school", "放課後の預かり"),
                            ("school_way", "学童・習いごとへの送り迎え"),
                            ("parent_ill", "保護者の病気・急な用事"),
                            ("ceremony", "冠婚葬祭・学校行事"),
                            ("outing", "保護者の外出・休息"),
                            ("sick_child", "病児・病後児の預かり"),
                            ("early_late", "早朝・夜間・緊急の預かり"),
                            ("other", "そのほか"),
                        ],
                        max_length=16,
                        verbose_name="援助内容",
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("provider_home", "提供会員の家"),
                            ("user_home", "依頼会員の家"),
                            ("place", "居場所・施設"),
                            ("way", "送り迎えだけ"),
                        ],
                        max_length=14,
                        verbose_name="どこで",
                    ),
                ),
                ("from_words", models.CharField(blank=True, max_length=120, verbose_name="どこから")),
                ("from_lat", models.FloatField(blank=True, null=True, verbose_name="どこから：緯度")),
                ("from_lng", models.FloatField(blank=True, null=True, verbose_name="どこから：経度")),
                ("to_words", models.CharField(blank=True, max_length=120, verbose_name="どこへ")),
                ("to_lat", models.FloatField(blank=True, null=True, verbose_name="どこへ：緯度")),
                ("to_lng", models.FloatField(blank=True, null=True, verbose_name="どこへ：経度")),
                ("from_on", models.DateField(verbose_name="いつから")),
                ("until_on", models.DateField(verbose_name="いつまで")),
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
                ("starts", models.TimeField(verbose_name="はじまり")),
                ("ends", models.TimeField(verbose_name="おわり")),
                ("needs_car", models.BooleanField(default=False, verbose_name="車が いる")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("baby", "0歳・1歳"),
                                ("sick", "病児・病後児（講習ずみ）"),
                                ("disability", "障がいのある子"),
                                ("allergy", "食物アレルギー"),
                                ("portuguese", "ポルトガル語"),
                                ("english", "英語"),
                                ("nurse", "看護師・保育士など"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="ひつような こと",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="つたえたいこと")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "受付中"), ("closed", "おわり"), ("withdrawn", "とりさげ")],
                        default="open",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申しこんだ時")),
                ("asked_via", models.CharField(max_length=12, verbose_name="どこから 申しこんだか")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入力した人",
                    ),
                ),
                (
                    "children",
                    models.ManyToManyField(
                        related_name="requests", to="familysupport.child", verbose_name="こども"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="familysupport.member",
                        verbose_name="会員",
                    ),
                ),
                (
                    "wished",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="familysupport.member",
                        verbose_name="できれば この人に",
                    ),
                ),
            ],
            options={
                "verbose_name": "依頼",
                "verbose_name_plural": "依頼",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="support_request_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="support_request_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_lat__isnull", True), ("from_lng__isnull", True)),
                            models.Q(("from_lat__isnull", False), ("from_lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_request_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_lat__isnull", True), ("to_lng__isnull", True)),
                            models.Q(("to_lat__isnull", False), ("to_lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_request_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tariff",
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
                ("name", models.CharField(max_length=80, verbose_name="名前")),
                ("valid_from", models.DateField(verbose_name="いつから")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("body", models.JSONField(verbose_name="料金のきまり")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "下書き"), ("published", "公開")],
                        default="draft",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公開した時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tariffs",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "料金表",
                "verbose_name_plural": "料金表",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="support_tariff_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="support_tariff_published",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "published")),
                        expressions=[
                            (
                                models.Func(
                                    "centre",
                                    "centre",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="support_tariff_never_two_at_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopUp",
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
                ("reports_count", models.PositiveSmallIntegerField(verbose_name="件数")),
                ("minutes", models.PositiveIntegerField(verbose_name="分")),
                ("user_yen", models.PositiveIntegerField(verbose_name="依頼会員から（円）")),
                ("city_yen", models.PositiveIntegerField(verbose_name="市から（円）")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="支払った日")),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="top_ups",
                        to="familysupport.month",
                        verbose_name="月",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="top_ups",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "市の上乗せ",
                "verbose_name_plural": "市の上乗せ",
                "constraints": [
                    models.UniqueConstraint(fields=("month", "provider"), name="support_top_up_once")
                ],
            },
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
                ("starts_at", models.DateTimeField(verbose_name="はじまり")),
                ("ends_at", models.DateTimeField(verbose_name="おわり")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "さがしています"),
                            ("agreed", "決まりました"),
                            ("done", "報告ずみ"),
                            ("unmet", "見つかりませんでした"),
                            ("cancelled", "とりやめ"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="決めた時")),
                (
                    "unmet_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nobody_free", "その時間に 動ける人が いない"),
                            ("too_far", "近くに 提供会員が いない"),
                            ("no_car", "車・チャイルドシートが いる"),
                            ("skill", "できる人が いない（年れい・アレルギーなど）"),
                            ("too_late", "申込みから 時間が なかった"),
                            ("refused", "頼んだが みんな 都合が つかなかった"),
                            ("outside", "きまりの外（泊まり・病気など）"),
                        ],
                        max_length=12,
                        verbose_name="見つからなかった わけ",
                    ),
                ),
                (
                    "unmet_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="見つからないと した時"),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="とりやめた時")),
                (
                    "cancel_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("before", "前の日まで"),
                            ("same_day", "当日"),
                            ("no_show", "連絡なし"),
                            ("warning", "警報・災害"),
                            ("provider", "提供会員の都合"),
                        ],
                        max_length=10,
                        verbose_name="とりやめの区分",
                    ),
                ),
                ("cancel_yen", models.PositiveIntegerField(default=0, verbose_name="キャンセル料")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="familysupport.request",
                        verbose_name="依頼",
                    ),
                ),
            ],
            options={
                "verbose_name": "依頼の1回",
                "verbose_name_plural": "依頼の1回",
                "ordering": ["starts_at", "pk"],
                "indexes": [models.Index(fields=["day", "state"], name="support_visit_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="support_visit_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["agreed", "done"]), _negated=True),
                            models.Q(("decided_at__isnull", False), ("provider__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_visit_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["open", "unmet"]), _negated=True),
                            ("provider__isnull", True),
                            _connector="OR",
                        ),
                        name="support_visit_open_has_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            ("decided_at__lt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="support_visit_arranged_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "unmet"),
                                ("unmet_at__isnull", False),
                                models.Q(("unmet_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "unmet"), _negated=True),
                                ("unmet_at__isnull", True),
                                ("unmet_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="support_visit_unmet_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("state", "cancelled"),
                                models.Q(("cancel_kind", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancel_kind", ""),
                                ("cancel_yen", 0),
                                ("cancelled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="support_visit_cancelled",
                    ),
                    models.UniqueConstraint(fields=("request", "starts_at"), name="support_visit_once"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["agreed", "done"])),
                        expressions=[
                            (
                                models.Func(
                                    "provider",
                                    "provider",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "starts_at",
                                    "ends_at",
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="support_visit_never_two_at_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
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
                        choices=[("pin", "この人に する"), ("forbid", "この人には しない")],
                        max_length=8,
                        verbose_name="きめたこと",
                    ),
                ),
                ("ruled_at", models.DateTimeField(verbose_name="きめた時")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="きめた人",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rulings",
                        to="familysupport.visit",
                        verbose_name="依頼の1回",
                    ),
                ),
            ],
            options={
                "verbose_name": "アドバイザーの きめ",
                "verbose_name_plural": "アドバイザーの きめ",
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "member"), name="support_ruling_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "pin")),
                        fields=("visit",),
                        name="support_ruling_one_pin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                ("began_at", models.DateTimeField(verbose_name="はじめた時")),
                ("ended_at", models.DateTimeField(verbose_name="おわった時")),
                ("travel_yen", models.PositiveIntegerField(default=0, verbose_name="交通費")),
                ("cost_yen", models.PositiveIntegerField(default=0, verbose_name="実費（食事など）")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="ようす")),
                ("lines", models.JSONField(default=list, verbose_name="計算")),
                (
                    "user_yen",
                    models.PositiveIntegerField(
                        verbose_name="依頼会員が はらう（交通費・実費を ふくまない）"
                    ),
                ),
                ("city_yen", models.PositiveIntegerField(verbose_name="市が たす")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("written", "確認まち"),
                            ("confirmed", "確認ずみ"),
                            ("disputed", "金額を 相談中"),
                        ],
                        default="written",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                ("written_via", models.CharField(max_length=12, verbose_name="どこから")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認した時")),
                (
                    "confirmed_via",
                    models.CharField(blank=True, max_length=12, verbose_name="どこから 確認したか"),
                ),
                ("dispute", models.CharField(blank=True, max_length=400, verbose_name="相談の ことば")),
                (
                    "paid_way",
                    models.CharField(
                        blank=True,
                        choices=[("cash", "現金"), ("code", "コード決済"), ("bank", "振込")],
                        max_length=4,
                        verbose_name="はらい方",
                    ),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="はらった日")),
                (
                    "tariff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="familysupport.tariff",
                        verbose_name="料金表",
                    ),
                ),
                (
                    "top_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="familysupport.topup",
                        verbose_name="市の上乗せ",
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="familysupport.visit",
                        verbose_name="依頼の1回",
                    ),
                ),
            ],
            options={
                "verbose_name": "活動報告",
                "verbose_name_plural": "活動報告",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("began_at"))),
                        name="support_report_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="support_report_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("top_up__isnull", True), ("state", "confirmed"), _connector="OR"),
                        name="support_report_paid_is_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        size=None,
                        verbose_name="わけ",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="familysupport.plan",
                        verbose_name="案",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="familysupport.visit",
                        verbose_name="依頼の1回",
                    ),
                ),
            ],
            options={
                "verbose_name": "案の1つ",
                "verbose_name_plural": "案の1つ",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "visit"), name="support_proposal_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="visit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incidents",
                to="familysupport.visit",
                verbose_name="依頼の1回",
            ),
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.CharField(max_length=16, verbose_name="ひとまとまり")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        size=None,
                        verbose_name="わけ",
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="たのんだ時")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "返事まち"),
                            ("yes", "できます"),
                            ("no", "今回は むずかしい"),
                            ("settled", "ほかの人に 決まった"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="返事",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "answered_via",
                    models.CharField(blank=True, max_length=12, verbose_name="どこから 返事したか"),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="もう一度 たずねた時"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_for",
                        to="familysupport.member",
                        verbose_name="提供会員",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to="familysupport.visit",
                        verbose_name="依頼の1回",
                    ),
                ),
            ],
            options={
                "verbose_name": "打診",
                "verbose_name_plural": "打診",
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "member"), name="support_ask_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "waiting"), ("answered_at__isnull", True)),
                            models.Q(
                                models.Q(("answer", "waiting"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="support_ask_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WhatIf",
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
                ("from_on", models.DateField(verbose_name="どの週から")),
                ("weeks", models.PositiveSmallIntegerField(default=4, verbose_name="何週間")),
                ("assumed", models.JSONField(verbose_name="仮定")),
                ("found", models.JSONField(default=dict, verbose_name="結果")),
                ("made_at", models.DateTimeField(verbose_name="つくった時")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="what_ifs",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="つくった人",
                    ),
                ),
            ],
            options={
                "verbose_name": "もしもの計算",
                "verbose_name_plural": "もしもの計算",
            },
        ),
        migrations.CreateModel(
            name="CentreRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="いつから")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                (
                    "user_label",
                    models.CharField(default="依頼会員", max_length=20, verbose_name="依頼会員の よび方"),
                ),
                (
                    "provider_label",
                    models.CharField(default="提供会員", max_length=20, verbose_name="提供会員の よび方"),
                ),
                (
                    "both_label",
                    models.CharField(default="両方会員", max_length=20, verbose_name="両方会員の よび方"),
                ),
                (
                    "child_days_min",
                    models.PositiveSmallIntegerField(default=57, verbose_name="こども：生後 何日から"),
                ),
                (
                    "child_years_max",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="こども：何歳の年度末まで（小6＝12）"
                    ),
                ),
                (
                    "provider_age_min",
                    models.PositiveSmallIntegerField(default=20, verbose_name="提供会員：何歳から"),
                ),
                (
                    "course_minutes_min",
                    models.PositiveSmallIntegerField(
                        default=1440, verbose_name="基礎講習（分。24時間＝1440）"
                    ),
                ),
                (
                    "refresher_years",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="救命・事故防止の講習：何年ごと"
                    ),
                ),
                (
                    "children_at_once_max",
                    models.PositiveSmallIntegerField(default=1, verbose_name="一度に 預かる こどもの数"),
                ),
                ("day_starts", models.TimeField(default=datetime.time(6, 0), verbose_name="何時から")),
                ("day_ends", models.TimeField(default=datetime.time(22, 0), verbose_name="何時まで")),
                ("sick_child", models.BooleanField(default=False, verbose_name="病児・病後児も うける")),
                (
                    "report_due_day",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="報告書の しめきり（翌月 何日）"
                    ),
                ),
                ("joining_fee_yen", models.PositiveIntegerField(default=0, verbose_name="入会金")),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="familysupport.centre",
                        verbose_name="センター",
                    ),
                ),
            ],
            options={
                "verbose_name": "センターのきまり",
                "verbose_name_plural": "センターのきまり",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="support_rules_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day_ends__gt", models.F("day_starts"))),
                        name="support_rules_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("report_due_day__gte", 1), ("report_due_day__lte", 28)),
                        name="support_rules_due_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "centre",
                                    "centre",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="support_rules_never_two_at_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("about_centre", False), ("visit__isnull", True), _connector="OR"),
                name="support_incident_of_centre",
            ),
        ),
    ]
