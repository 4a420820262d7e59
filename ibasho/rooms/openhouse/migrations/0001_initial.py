import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
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
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Equipment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="物品")),
                ("count", models.PositiveSmallIntegerField(verbose_name="数")),
                ("is_active", models.BooleanField(default=True, verbose_name="貸す")),
            ],
            options={
                "verbose_name": "物品",
                "verbose_name_plural": "物品",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="equipment_some")
                ],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
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
                        choices=[("weather", "警報"), ("heat", "熱中症"), ("other", "その他")],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="ことば")),
                (
                    "district_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="小学校区（空は 市内全部）",
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("raised_at", models.DateTimeField(verbose_name="出した時")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="といた時")),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="といた人",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "警報などの お休み",
                "verbose_name_plural": "警報などの お休み",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="alarm_lifted_paired",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AlarmClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="openhouse.alarm",
                        verbose_name="警報など",
                    ),
                ),
                (
                    "closed_days",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.closeddays",
                        verbose_name="お休みの日",
                    ),
                ),
            ],
            options={
                "verbose_name": "警報で しめた居場所",
                "verbose_name_plural": "警報で しめた居場所",
            },
        ),
        migrations.CreateModel(
            name="Application",
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
                ("title", models.CharField(max_length=80, verbose_name="行事の名前")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("meal", "こども食堂"),
                            ("study", "学習支援"),
                            ("play", "あそび・体験"),
                            ("meeting", "打合せ・交流会"),
                            ("training", "研修・講座"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="目的",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="内容")),
                ("adults", models.PositiveSmallIntegerField(verbose_name="おとなの人数")),
                ("children", models.PositiveSmallIntegerField(verbose_name="こどもの人数")),
                ("waiver_asked", models.BooleanField(default=False, verbose_name="減免を ねがう")),
                ("waiver_reason", models.CharField(blank=True, max_length=200, verbose_name="減免の わけ")),
                ("waiver_given", models.BooleanField(blank=True, null=True, verbose_name="減免する")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "申請"),
                            ("drafted", "起案ずみ"),
                            ("checked", "確認ずみ"),
                            ("approved", "許可"),
                            ("declined", "許可しない"),
                            ("cancelled", "とりけし"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("applied_at", models.DateTimeField(verbose_name="申請した時")),
                ("key_code", models.CharField(blank=True, max_length=8, verbose_name="暗証番号")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="とりけし・不許可の時"),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="とりけし・不許可の わけ"),
                ),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申請した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="space_applications",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "利用申請",
                "verbose_name_plural": "利用申請",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("adults__gt", 0), ("children__gt", 0), _connector="OR"),
                        name="application_heads",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["declined", "cancelled"])),
                            models.Q(
                                models.Q(("state__in", ["declined", "cancelled"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="application_ended_paired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("starts", models.TimeField(verbose_name="はじまり")),
                ("ends", models.TimeField(verbose_name="おわり")),
                ("prepare_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="準備（分）")),
                ("clear_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="かたづけ（分）")),
                ("held_from", models.DateTimeField(verbose_name="おさえる はじまり")),
                ("held_until", models.DateTimeField(verbose_name="おさえる おわり")),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "おさえてある"), ("released", "あけた")],
                        default="held",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="あけた時")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="openhouse.application",
                        verbose_name="申請",
                    ),
                ),
            ],
            options={
                "verbose_name": "利用の日",
                "verbose_name_plural": "利用の日",
                "ordering": ["day", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="booking_hours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_until__gt", models.F("held_from"))), name="booking_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("state", "held")),
                            models.Q(("released_at__isnull", False), ("state", "released")),
                            _connector="OR",
                        ),
                        name="booking_released_paired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Crossing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.UUIDField(unique=True, verbose_name="一度きりの番号")),
                ("day", models.DateField(verbose_name="日")),
                ("at", models.DateTimeField(verbose_name="いつ")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("infant", "infant"),
                            ("lower", "lower"),
                            ("upper", "upper"),
                            ("junior", "junior"),
                            ("high", "high"),
                            ("adult", "adult"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("came", models.SmallIntegerField(verbose_name="来た")),
                ("inside", models.SmallIntegerField(verbose_name="中の人数の 増えへり")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("tablet", "入口の タブレット"),
                            ("staff", "スタッフ"),
                            ("card", "カード"),
                            ("closing", "おわりの時間"),
                        ],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crossings",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone",
                        to="openhouse.crossing",
                        verbose_name="とりけし",
                    ),
                ),
            ],
            options={
                "verbose_name": "出入り",
                "verbose_name_plural": "出入り",
                "indexes": [models.Index(fields=["place", "day", "at"], name="crossing_place_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("came", 0), ("inside", 0), _negated=True),
                        name="crossing_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Diary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="あけた時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="しめた時")),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="確かめたこと",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="ようす・申しおくり")),
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
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="あけた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diaries",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "日誌",
                "verbose_name_plural": "日誌",
                "constraints": [models.UniqueConstraint(fields=("place", "day"), name="diary_once")],
            },
        ),
        migrations.CreateModel(
            name="Disaster",
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
                ("title", models.CharField(max_length=80, verbose_name="何が あったか")),
                ("began_at", models.DateTimeField(verbose_name="はじまり")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="おわり")),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="はじめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "災害",
                "verbose_name_plural": "災害",
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="disaster_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DisasterReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("open", "あいている"),
                            ("partly", "一部 あいている"),
                            ("closed", "しまっている"),
                        ],
                        max_length=8,
                        verbose_name="ようす",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="ひとこと（水・電気・食べもの など）"
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="知らせた時")),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="openhouse.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disaster_reports",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="知らせた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "災害のときの ようす",
                "verbose_name_plural": "災害のときの ようす",
                "constraints": [
                    models.UniqueConstraint(fields=("disaster", "place"), name="disaster_report_once")
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
                ("is_on", models.BooleanField(default=False, verbose_name="人数を かぞえる")),
                ("heads_max", models.PositiveSmallIntegerField(verbose_name="定員")),
                (
                    "quiet_percent",
                    models.PositiveSmallIntegerField(default=40, verbose_name="ここまで すいている（%）"),
                ),
                (
                    "lively_percent",
                    models.PositiveSmallIntegerField(default=75, verbose_name="ここから にぎやか（%）"),
                ),
                (
                    "seat_minutes",
                    models.PositiveSmallIntegerField(default=90, verbose_name="自習席の 時間（分）"),
                ),
                (
                    "scarce_percent",
                    models.PositiveSmallIntegerField(
                        default=20, verbose_name="席が 少ないと みる（のこり%）"
                    ),
                ),
                (
                    "away_minutes",
                    models.PositiveSmallIntegerField(default=30, verbose_name="席を はなれて よい（分）"),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "入口",
                "verbose_name_plural": "入口",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("heads_max__gt", 0)), name="door_heads"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lively_percent__lte", 100), ("quiet_percent__lt", models.F("lively_percent"))
                        ),
                        name="door_percents",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoorCard",
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
                ("code_hash", models.CharField(max_length=64, unique=True, verbose_name="しるし")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("infant", "infant"),
                            ("lower", "lower"),
                            ("upper", "upper"),
                            ("junior", "junior"),
                            ("high", "high"),
                            ("adult", "adult"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("is_inside", models.BooleanField(default=False, verbose_name="中にいる")),
                ("turned_on", models.DateField(blank=True, null=True, verbose_name="さいごの日")),
                ("issued_at", models.DateTimeField(verbose_name="わたした時")),
                ("ends_on", models.DateField(verbose_name="いつまで")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_cards",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "入口カード",
                "verbose_name_plural": "入口カード",
            },
        ),
        migrations.CreateModel(
            name="DoorDevice",
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
                ("name", models.CharField(max_length=40, verbose_name="名前")),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="しるし")),
                ("registered_at", models.DateTimeField(verbose_name="登録した時")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_devices",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "入口の タブレット",
                "verbose_name_plural": "入口の タブレット",
            },
        ),
        migrations.CreateModel(
            name="GuardianNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(verbose_name="窓口で 確かめた時")),
                ("is_on", models.BooleanField(default=False, verbose_name="知らせる")),
                ("switched_at", models.DateTimeField(blank=True, null=True, verbose_name="切りかえた時")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="openhouse.doorcard",
                        verbose_name="入口カード",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保護者",
                    ),
                ),
            ],
            options={
                "verbose_name": "保護者への 知らせ",
                "verbose_name_plural": "保護者への 知らせ",
                "constraints": [
                    models.UniqueConstraint(fields=("card", "guardian"), name="guardian_notice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "checked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        default=list,
                        size=None,
                        verbose_name="確かめたこと",
                    ),
                ),
                ("photo", models.ImageField(blank=True, upload_to="handbacks/", verbose_name="写真")),
                (
                    "note",
                    models.CharField(blank=True, max_length=400, verbose_name="こわれたもの・気づいたこと"),
                ),
                ("at", models.DateTimeField(verbose_name="いつ")),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_back",
                        to="openhouse.booking",
                        verbose_name="利用の日",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="だれが",
                    ),
                ),
            ],
            options={
                "verbose_name": "原状回復の確認",
                "verbose_name_plural": "原状回復の確認",
            },
        ),
        migrations.CreateModel(
            name="HelpAsk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("subject", models.CharField(max_length=12, verbose_name="科目")),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infant", "infant"),
                            ("lower", "lower"),
                            ("upper", "upper"),
                            ("junior", "junior"),
                            ("high", "high"),
                            ("adult", "adult"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("seat", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="席")),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                ("came_at", models.DateTimeField(blank=True, null=True, verbose_name="行った時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_asks",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "おしえてカード",
                "verbose_name_plural": "おしえてカード",
                "indexes": [models.Index(fields=["place", "day"], name="help_place_day")],
            },
        ),
        migrations.CreateModel(
            name="Improvement",
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
                            ("wifi", "Wi-Fi"),
                            ("seats", "学習席"),
                            ("teen_time", "中高生タイム"),
                            ("tools", "あそび道具・設備"),
                            ("building", "建物・バリアフリー"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="何を",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名前")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="せつめい")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("works", "工事・準備"),
                            ("done", "できた"),
                            ("stopped", "やめた"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="段階",
                    ),
                ),
                ("voice_code", models.CharField(blank=True, max_length=24, verbose_name="もとになった声")),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="いつごろ")),
                ("works_on", models.DateField(blank=True, null=True, verbose_name="はじめた日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="できた日")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="improvements",
                        to="places.place",
                        verbose_name="居場所",
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
                "verbose_name": "みがくこと",
                "verbose_name_plural": "みがくこと",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="improvement_done_has_day",
                    )
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
                            ("injury", "けが"),
                            ("near_miss", "ヒヤリハット"),
                            ("complaint", "苦情・相談"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "about_staff",
                    models.BooleanField(default=False, verbose_name="スタッフのこと（市だけが 見ます）"),
                ),
                ("happened_at", models.DateTimeField(verbose_name="起きた時")),
                ("where", models.CharField(max_length=80, verbose_name="どこで")),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("infant", "infant"),
                            ("lower", "lower"),
                            ("upper", "upper"),
                            ("junior", "junior"),
                            ("high", "high"),
                            ("adult", "adult"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("body_part", models.CharField(blank=True, max_length=40, verbose_name="けがの場所")),
                ("what", models.TextField(max_length=2000, verbose_name="何が あったか")),
                ("done", models.TextField(blank=True, max_length=2000, verbose_name="したこと")),
                (
                    "guardian_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="保護者に 知らせた時"),
                ),
                ("hospital", models.CharField(blank=True, max_length=80, verbose_name="行った病院")),
                ("insurer", models.CharField(blank=True, max_length=80, verbose_name="保険")),
                (
                    "insurer_told_on",
                    models.DateField(blank=True, null=True, verbose_name="保険会社に 知らせた日"),
                ),
                (
                    "prevention",
                    models.TextField(blank=True, max_length=1000, verbose_name="くりかえさないために"),
                ),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="おわりにした時")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="おわりにした人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="places.place",
                        verbose_name="居場所",
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
                "verbose_name": "けが・ヒヤリハット・苦情",
                "verbose_name_plural": "けが・ヒヤリハット・苦情",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="incident_closed_paired",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="数")),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lendings",
                        to="openhouse.booking",
                        verbose_name="利用の日",
                    ),
                ),
                (
                    "equipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lendings",
                        to="openhouse.equipment",
                        verbose_name="物品",
                    ),
                ),
            ],
            options={
                "verbose_name": "貸す物品",
                "verbose_name_plural": "貸す物品",
                "constraints": [
                    models.UniqueConstraint(fields=("booking", "equipment"), name="lending_once"),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="lending_some"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("infant", "infant"),
                            ("lower", "lower"),
                            ("upper", "upper"),
                            ("junior", "junior"),
                            ("high", "high"),
                            ("adult", "adult"),
                        ],
                        max_length=8,
                        verbose_name="年代",
                    ),
                ),
                ("came", models.IntegerField(default=0, verbose_name="来た人数")),
                ("inside", models.IntegerField(default=0, verbose_name="いまいる人数")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "その日の人数",
                "verbose_name_plural": "その日の人数",
                "constraints": [
                    models.UniqueConstraint(fields=("place", "day", "stage"), name="presence_once"),
                    models.CheckConstraint(
                        condition=models.Q(("came__gte", models.F("inside")), ("inside__gte", 0)),
                        name="presence_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
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
                ("title", models.CharField(max_length=80, verbose_name="名前")),
                (
                    "stage",
                    models.CharField(
                        choices=[("trial", "試行"), ("full", "本稼働")], max_length=6, verbose_name="段階"
                    ),
                ),
                ("aim", models.CharField(blank=True, max_length=400, verbose_name="ねらい・変えること")),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("on_holidays", models.BooleanField(default=False, verbose_name="祝日も ひらく")),
                ("ended_before", models.DateField(blank=True, null=True, verbose_name="もとの終わり")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="きめた時")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended",
                        to="openhouse.ruleversion",
                        verbose_name="つぎの版",
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
                        verbose_name="きめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "きまりの版",
                "verbose_name_plural": "きまりの版",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="version_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Face",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("drop_in", "自由に あそぶ"),
                            ("study", "自習"),
                            ("groups", "団体が 使う"),
                            ("meal", "食堂"),
                            ("closed", "しめる"),
                        ],
                        max_length=8,
                        verbose_name="使い方",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="よび方")),
                ("adults_min", models.PositiveSmallIntegerField(default=2, verbose_name="おとな 最低")),
                (
                    "heads_max",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人数まで"),
                ),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("infant", "infant"),
                                ("lower", "lower"),
                                ("upper", "upper"),
                                ("junior", "junior"),
                                ("high", "high"),
                                ("adult", "adult"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="だれの",
                    ),
                ),
                (
                    "noise",
                    models.CharField(
                        choices=[("quiet", "しずか"), ("normal", "ふつう"), ("lively", "にぎやか")],
                        default="normal",
                        max_length=8,
                        verbose_name="音",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=120, verbose_name="ひとこと")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faces",
                        to="openhouse.ruleversion",
                        verbose_name="きまりの版",
                    ),
                ),
            ],
            options={
                "verbose_name": "時間の顔",
                "verbose_name_plural": "時間の顔",
                "ordering": ["weekday", "starts"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="face_weekday"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="face_hours"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "version",
                                    "version",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "weekday",
                                    "weekday",
                                    models.Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                    template="int4range((date_part('hour', starts) * 60 + date_part('minute', starts))::int, (date_part('hour', ends) * 60 + date_part('minute', ends))::int)",
                                ),
                                "&&",
                            ),
                        ],
                        name="face_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetySheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("aed", models.CharField(blank=True, max_length=120, verbose_name="AEDの場所")),
                ("way_out", models.CharField(blank=True, max_length=200, verbose_name="にげ道")),
                ("meeting_point", models.CharField(blank=True, max_length=120, verbose_name="集まる場所")),
                ("hospital", models.CharField(blank=True, max_length=160, verbose_name="近くの病院と 電話")),
                ("duties", models.CharField(blank=True, max_length=400, verbose_name="だれが 何をするか")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="確かめた日")),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="safety_sheet",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "安全シート",
                "verbose_name_plural": "安全シート",
            },
        ),
        migrations.CreateModel(
            name="Space",
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
                ("name", models.CharField(max_length=60, verbose_name="部屋の名前")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="どんな部屋")),
                ("heads_max", models.PositiveSmallIntegerField(verbose_name="定員")),
                ("seats", models.PositiveSmallIntegerField(default=0, verbose_name="自習席の数")),
                ("groups_apply", models.BooleanField(default=False, verbose_name="団体が 申請できる")),
                (
                    "key_kind",
                    models.CharField(
                        choices=[
                            ("staff", "職員が あける"),
                            ("code", "暗証番号"),
                            ("counter", "窓口で かりる"),
                        ],
                        default="staff",
                        max_length=8,
                        verbose_name="鍵",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="順")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spaces",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "部屋",
                "verbose_name_plural": "部屋",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("heads_max__gt", 0)), name="space_heads"),
                    models.CheckConstraint(
                        condition=models.Q(("seats__lte", models.F("heads_max"))), name="space_seats"
                    ),
                    models.UniqueConstraint(fields=("place", "name"), name="space_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="席")),
                ("day", models.DateField(verbose_name="日")),
                ("starts_at", models.DateTimeField(verbose_name="すわった時")),
                ("until", models.DateTimeField(verbose_name="いつまで")),
                ("slip", models.CharField(max_length=4, verbose_name="ひかえの数字")),
                (
                    "back_to",
                    models.DateTimeField(blank=True, null=True, verbose_name="はなれる前の いつまで"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="立った時")),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seat_uses",
                        to="openhouse.space",
                        verbose_name="部屋",
                    ),
                ),
            ],
            options={
                "verbose_name": "自習席の 使用",
                "verbose_name_plural": "自習席の 使用",
                "indexes": [models.Index(fields=["space", "day"], name="seat_space_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0), ("until__gt", models.F("starts_at"))),
                        name="seat_span",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    "space",
                                    "space",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "number",
                                    "number",
                                    models.Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "starts_at",
                                    "until",
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="seat_never_two",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="space",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="openhouse.space",
                verbose_name="部屋",
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="space",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="equipment",
                to="openhouse.space",
                verbose_name="部屋",
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="space",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookings",
                to="openhouse.space",
                verbose_name="部屋",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="space",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="openhouse.space",
                verbose_name="部屋",
            ),
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
                            ("draft", "起案"),
                            ("check", "確認"),
                            ("decide", "決裁"),
                            ("decline", "許可しない"),
                        ],
                        max_length=8,
                        verbose_name="何を",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="いつ")),
                ("as_deputy", models.BooleanField(default=False, verbose_name="代決")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="openhouse.application",
                        verbose_name="申請",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="だれが",
                    ),
                ),
            ],
            options={
                "verbose_name": "手つづきの段",
                "verbose_name_plural": "手つづきの段",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("application", "kind"), name="step_once")],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=6000, verbose_name="きまり")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="places.place",
                        verbose_name="居場所",
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
                "verbose_name": "利用のきまり",
                "verbose_name_plural": "利用のきまり",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="terms",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="openhouse.terms",
                verbose_name="みとめた きまり",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="crossing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b37b72ceaedcf677882f333e877f5cd71ba3b94c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0f114",
                    table="openhouse_crossing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="crossing",
            trigger=pgtrigger.compiler.Trigger(
                name="count",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO openhouse_presence (place_id, day, stage, came, inside)\n        VALUES (NEW.place_id, NEW.day, NEW.stage, 0, 0)\n        ON CONFLICT (place_id, day, stage) DO NOTHING;\n    UPDATE openhouse_presence SET came = came + NEW.came, inside = inside + NEW.inside\n        WHERE place_id = NEW.place_id AND day = NEW.day AND stage = NEW.stage;\n    RETURN NEW;\n",
                    hash="ad044c35dc380b9da97935a628e7c4274df910b1",
                    operation="INSERT",
                    pgid="pgtrigger_count_9e499",
                    table="openhouse_crossing",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("published_at__isnull", False)),
                expressions=[
                    (
                        models.Func(
                            "space",
                            "space",
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="version_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="equipment",
            constraint=models.UniqueConstraint(fields=("space", "name"), name="equipment_once"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["space", "day"], name="booking_space_day"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state", "held")),
                expressions=[
                    (
                        models.Func(
                            "space",
                            "space",
                            models.Value("[]"),
                            function="int8range",
                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            "held_from",
                            "held_until",
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="booking_never_two",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="50ec13412a7d3aa12a3f7d23046232e18b5581f5",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_f65e3",
                    table="openhouse_step",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_five_years",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.at > now() - interval '5 years')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8b903218689675d72c4e7580c0f690a4be55682f",
                    operation="DELETE",
                    pgid="pgtrigger_kept_five_years_e0456",
                    table="openhouse_step",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8ab151b6e4346b85b1239ac8b8e074d0a7faa06b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e070a",
                    table="openhouse_terms",
                    when="BEFORE",
                ),
            ),
        ),
    ]
