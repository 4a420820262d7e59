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
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Helper",
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
                ("call_name", models.CharField(max_length=20, verbose_name="よび名")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                (
                    "district_code",
                    models.CharField(blank=True, max_length=20, verbose_name="どの小学校区に 住んでいるか"),
                ),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("adult", "18歳以上"),
                            ("from_65", "65歳以上"),
                            ("youth", "16・17歳"),
                            ("under_16", "16歳より下"),
                        ],
                        max_length=10,
                        verbose_name="年齢",
                    ),
                ),
                ("guardian_name", models.CharField(blank=True, max_length=80, verbose_name="保護者の名前")),
                ("guardian_phone", models.CharField(blank=True, max_length=20, verbose_name="保護者の電話")),
                ("guardian_consent_on", models.DateField(blank=True, null=True, verbose_name="保護者の同意")),
                (
                    "pay_kind",
                    models.CharField(
                        choices=[
                            ("city_staff", "市職員（兼業許可）"),
                            ("fiscal_year", "会計年度任用職員"),
                            ("paid", "有償ボランティア"),
                            ("unpaid", "無償ボランティア"),
                        ],
                        max_length=12,
                        verbose_name="お礼の区分",
                    ),
                ),
                (
                    "pay_way",
                    models.CharField(
                        choices=[("bank", "振込"), ("cash", "現金（受領印）")],
                        default="cash",
                        max_length=4,
                        verbose_name="受けとり方",
                    ),
                ),
                ("side_job_until", models.DateField(blank=True, null=True, verbose_name="兼業許可の期限")),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="できること",
                    ),
                ),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="おしえられる科目",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "応募"),
                            ("interview", "面談"),
                            ("offered", "お願いした"),
                            ("registered", "登録"),
                            ("declined", "見送り・ことわり"),
                            ("left", "やめた"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("applied_at", models.DateTimeField(verbose_name="応募した時")),
                ("applied_via", models.CharField(max_length=12, verbose_name="どこから")),
                ("interview_at", models.DateTimeField(blank=True, null=True, verbose_name="面談の時")),
                ("offered_on", models.DateField(blank=True, null=True, verbose_name="お願いした日")),
                ("registered_on", models.DateField(blank=True, null=True, verbose_name="登録した日")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="おわった日")),
                ("erase_on", models.DateField(blank=True, null=True, verbose_name="名前を 消す日")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="消した時")),
                (
                    "token_hash",
                    models.CharField(
                        blank=True, max_length=64, null=True, unique=True, verbose_name="リンクのしるし"
                    ),
                ),
                ("token_at", models.DateTimeField(blank=True, null=True, verbose_name="リンクを わたした時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helpers",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="helping",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="アカウント",
                    ),
                ),
            ],
            options={
                "verbose_name": "手伝う人",
                "verbose_name_plural": "手伝う人",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "registered"), _negated=True),
                            ("registered_on__isnull", False),
                            _connector="OR",
                        ),
                        name="helper_registered_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "left"]), _negated=True),
                            models.Q(("ended_on__isnull", False), ("erase_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="helper_ended_erases",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("age_band", "under_16"), ("state", "registered"), _negated=True),
                            ("guardian_consent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="helper_minor_has_consent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("state__in", ["declined", "left"]), _negated=True),
                        ),
                        fields=("organisation", "person"),
                        name="helper_once",
                    ),
                ],
            },
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
                ("first", models.DateField(verbose_name="月")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "まとめ中"), ("closed", "しめた"), ("sent", "支払いへ")],
                        default="open",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="しめた時")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster_months",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "謝礼の月",
                "verbose_name_plural": "謝礼の月",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "first"), name="roster_month_once"),
                    models.CheckConstraint(condition=models.Q(("first__day", 1)), name="roster_month_first"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Honorarium",
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
                    "pay_kind",
                    models.CharField(
                        choices=[
                            ("city_staff", "市職員（兼業許可）"),
                            ("fiscal_year", "会計年度任用職員"),
                            ("paid", "有償ボランティア"),
                            ("unpaid", "無償ボランティア"),
                        ],
                        max_length=12,
                        verbose_name="お礼の区分",
                    ),
                ),
                (
                    "pay_way",
                    models.CharField(
                        choices=[("bank", "振込"), ("cash", "現金（受領印）")],
                        max_length=4,
                        verbose_name="受けとり方",
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="時間（分）")),
                ("yen_per_hour", models.PositiveIntegerField(verbose_name="1時間（円）")),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("tax_yen", models.PositiveIntegerField(default=0, verbose_name="源泉徴収")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="はらった日")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="受領印の日")),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honoraria",
                        to="roster.helper",
                        verbose_name="手伝う人",
                    ),
                ),
                (
                    "month",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="roster.month",
                        verbose_name="月",
                    ),
                ),
            ],
            options={
                "verbose_name": "謝礼",
                "verbose_name_plural": "謝礼",
                "constraints": [
                    models.UniqueConstraint(fields=("month", "helper"), name="honorarium_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tax_yen__lte", models.F("amount_yen"))), name="honorarium_tax"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dbs_category",
                    models.CharField(
                        choices=[
                            ("obliged", "義務"),
                            ("certified", "認定"),
                            ("not_certified", "認定なし"),
                            ("unknown", "対象外・不明"),
                        ],
                        default="unknown",
                        max_length=14,
                        verbose_name="区分",
                    ),
                ),
                ("certificate_number", models.CharField(blank=True, max_length=40, verbose_name="認定番号")),
                ("certified_on", models.DateField(blank=True, null=True, verbose_name="認定の日")),
                ("rules_version", models.CharField(blank=True, max_length=40, verbose_name="対処規程の版")),
                ("rules_on", models.DateField(blank=True, null=True, verbose_name="対処規程の日")),
                (
                    "yen_per_hour",
                    models.PositiveIntegerField(default=1000, verbose_name="有償の 1時間（円）"),
                ),
                (
                    "minor_minutes_week_max",
                    models.PositiveSmallIntegerField(default=240, verbose_name="16歳より下：週に（分）"),
                ),
                ("minor_home_by", models.TimeField(default="18:00", verbose_name="16歳より下：何時まで")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体の 見守りのきまり",
                "verbose_name_plural": "団体の 見守りのきまり",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dbs_category", "certified"), _negated=True),
                            ("certified_on__isnull", False),
                            _connector="OR",
                        ),
                        name="programme_certified",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(default=False, verbose_name="名簿を 使う")),
                ("switched_at", models.DateTimeField(blank=True, null=True, verbose_name="切りかえた時")),
                ("ahead_days", models.PositiveSmallIntegerField(default=35, verbose_name="何日先まで 作る")),
                (
                    "cut_off_minutes",
                    models.PositiveSmallIntegerField(
                        default=120, verbose_name="しめきり（はじまりの 何分前）"
                    ),
                ),
                (
                    "warn_hours",
                    models.PositiveSmallIntegerField(
                        default=48, verbose_name="たりないと 知らせる（何時間前）"
                    ),
                ),
                (
                    "remind_hours",
                    models.PositiveSmallIntegerField(
                        default=20, verbose_name="前もって 思い出してもらう（何時間前）"
                    ),
                ),
                (
                    "shows_names",
                    models.BooleanField(default=True, verbose_name="きょうの 見守り（よび名）を 見せる"),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
                (
                    "switched_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="切りかえた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "名簿",
                "verbose_name_plural": "名簿",
            },
        ),
        migrations.CreateModel(
            name="Pattern",
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
                ("wanted", models.PositiveSmallIntegerField(default=2, verbose_name="何人")),
                ("skill", models.CharField(blank=True, max_length=24, verbose_name="できること")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="patterns",
                        to="roster.roster",
                        verbose_name="名簿",
                    ),
                ),
            ],
            options={
                "verbose_name": "まい週の 枠",
                "verbose_name_plural": "まい週の 枠",
                "ordering": ["weekday", "starts", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="pattern_weekday"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="pattern_hours"
                    ),
                    models.CheckConstraint(condition=models.Q(("wanted__gt", 0)), name="pattern_wanted"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Safeguard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_needed", models.BooleanField(default=False, verbose_name="確認の 対象")),
                ("pledge_on", models.DateField(blank=True, null=True, verbose_name="誓約書を うけとった日")),
                (
                    "rules_told_on",
                    models.DateField(blank=True, null=True, verbose_name="対処規程を 知らせた日"),
                ),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="確認を たのんだ日")),
                (
                    "done_on",
                    models.DateField(blank=True, null=True, verbose_name="確認の手つづきが おわった日"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="つぎの期限")),
                ("erase_on", models.DateField(blank=True, null=True, verbose_name="日付を 消す日")),
                (
                    "helper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="safeguard",
                        to="roster.helper",
                        verbose_name="手伝う人",
                    ),
                ),
            ],
            options={
                "verbose_name": "見守りの日付",
                "verbose_name_plural": "見守りの日付",
            },
        ),
        migrations.CreateModel(
            name="Shift",
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
                ("wanted", models.PositiveSmallIntegerField(verbose_name="何人")),
                ("skill", models.CharField(blank=True, max_length=24, verbose_name="できること")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="ひとこと")),
                ("by_hand", models.BooleanField(default=False, verbose_name="手で足した")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="なしにした時")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="roster.roster",
                        verbose_name="名簿",
                    ),
                ),
            ],
            options={
                "verbose_name": "枠",
                "verbose_name_plural": "枠",
                "ordering": ["day", "starts", "pk"],
                "indexes": [models.Index(fields=["roster", "day"], name="shift_roster_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="shift_hours"
                    ),
                    models.CheckConstraint(condition=models.Q(("wanted__gt", 0)), name="shift_wanted"),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("roster", "day", "starts", "ends", "skill"),
                        name="shift_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(verbose_name="順")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
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
                            ("yes", "はい"),
                            ("no", "むり"),
                            ("closed", "しめきった"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="返事",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="roster.helper",
                        verbose_name="手伝う人",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="roster.shift",
                        verbose_name="枠",
                    ),
                ),
            ],
            options={
                "verbose_name": "急な おねがい",
                "verbose_name_plural": "急な おねがい",
                "constraints": [models.UniqueConstraint(fields=("shift", "helper"), name="offer_once")],
            },
        ),
        migrations.CreateModel(
            name="Taken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="何人目")),
                ("held_from", models.DateTimeField(verbose_name="はじまり")),
                ("held_until", models.DateTimeField(verbose_name="おわり")),
                (
                    "state",
                    models.CharField(
                        choices=[("taken", "引きうけた"), ("given_up", "とりやめた")],
                        default="taken",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("link", "自分で（リンク）"),
                            ("staff", "職員が 入力"),
                            ("offer", "急な おねがい"),
                            ("swap", "交代"),
                        ],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                ("taken_at", models.DateTimeField(verbose_name="引きうけた時")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="思い出してもらった時"),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="行きますと 返事した時"),
                ),
                ("given_up_at", models.DateTimeField(blank=True, null=True, verbose_name="とりやめた時")),
                ("why", models.CharField(blank=True, max_length=120, verbose_name="わけ")),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="roster.helper",
                        verbose_name="手伝う人",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="roster.shift",
                        verbose_name="枠",
                    ),
                ),
            ],
            options={
                "verbose_name": "引きうけ",
                "verbose_name_plural": "引きうけ",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("slot__gt", 0)), name="taken_slot"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_up_at__isnull", True), ("state", "taken")),
                            models.Q(("given_up_at__isnull", False), ("state", "given_up")),
                            _connector="OR",
                        ),
                        name="taken_given_up_paired",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "taken")),
                        fields=("shift", "slot"),
                        name="taken_slot_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "taken")),
                        fields=("shift", "helper"),
                        name="taken_helper_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "taken")),
                        expressions=[
                            (
                                models.Func(
                                    "helper",
                                    "helper",
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
                        name="taken_never_two_at_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "返事まち"),
                            ("yes", "はい"),
                            ("no", "むり"),
                            ("closed", "しめきった"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="返事",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps",
                        to="roster.helper",
                        verbose_name="だれに",
                    ),
                ),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps",
                        to="roster.taken",
                        verbose_name="引きうけ",
                    ),
                ),
            ],
            options={
                "verbose_name": "交代の おねがい",
                "verbose_name_plural": "交代の おねがい",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "waiting")), fields=("taken", "to"), name="swap_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("came_at", models.DateTimeField(verbose_name="来た時")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="帰った時")),
                ("break_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="休み（分）")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="ひとこと")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
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
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "honorarium",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="roster.honorarium",
                        verbose_name="どの謝礼に 入ったか",
                    ),
                ),
                (
                    "taken",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="roster.taken",
                        verbose_name="引きうけ",
                    ),
                ),
            ],
            options={
                "verbose_name": "出勤",
                "verbose_name_plural": "出勤",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True), ("left_at__gt", models.F("came_at")), _connector="OR"
                        ),
                        name="attendance_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("left_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_approved_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("honorarium__isnull", True), ("approved_at__isnull", False), _connector="OR"
                        ),
                        name="attendance_paid_when_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="研修")),
                ("taken_on", models.DateField(verbose_name="うけた日")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trainings",
                        to="roster.helper",
                        verbose_name="手伝う人",
                    ),
                ),
            ],
            options={
                "verbose_name": "研修",
                "verbose_name_plural": "研修",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("taken_on")),
                            _connector="OR",
                        ),
                        name="training_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
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
                ("title", models.CharField(max_length=80, verbose_name="何を してほしいか")),
                ("words", models.TextField(max_length=2000, verbose_name="くわしく")),
                ("when", models.CharField(max_length=120, verbose_name="いつ")),
                ("pay", models.CharField(blank=True, max_length=120, verbose_name="お礼")),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="おしえられると うれしい科目",
                    ),
                ),
                ("youth_welcome", models.BooleanField(default=False, verbose_name="高校生・中学生も 歓迎")),
                ("opens_on", models.DateField(verbose_name="いつから")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="しめた時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vacancies",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vacancies",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "募集",
                "verbose_name_plural": "募集",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="vacancy_days",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="helper",
            name="vacancy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="helpers",
                to="roster.vacancy",
                verbose_name="募集",
            ),
        ),
    ]
