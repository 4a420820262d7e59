import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0006_neighbourhood_kinds"),
        ("people", "__first__"),
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactPerson",
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
                ("name", models.CharField(max_length=60, verbose_name="名前")),
                ("duty", models.CharField(blank=True, max_length=40, verbose_name="役目")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("call_first", models.BooleanField(default=False, verbose_name="さいしょに 連絡する")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="やめた日")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体の 人",
                "verbose_name_plural": "団体の 人",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("call_first", True), ("left_on__isnull", True)),
                        fields=("organisation",),
                        name="network_one_to_call_first",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
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
                ("giver", models.CharField(max_length=120, verbose_name="だれから")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="どんな お金")),
                (
                    "for_words",
                    models.CharField(blank=True, max_length=200, verbose_name="だれが 申しこめるか"),
                ),
                ("yen_max", models.PositiveIntegerField(blank=True, null=True, verbose_name="上限（円）")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="受付 いつから")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="受付 いつまで")),
                ("report_words", models.CharField(blank=True, max_length=200, verbose_name="報告の しかた")),
                ("url", models.URLField(blank=True, max_length=400, verbose_name="アドレス")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("is_active", models.BooleanField(default=True, verbose_name="のせる")),
            ],
            options={
                "verbose_name": "助成金",
                "verbose_name_plural": "助成金",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("opens_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="network_grant_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantUse",
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
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("think", "考えている"),
                            ("applied", "申しこんだ"),
                            ("granted", "きまった"),
                            ("refused", "もらえなかった"),
                            ("reported", "報告した"),
                        ],
                        default="think",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                (
                    "yen_asked",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="申しこんだ額（円）"),
                ),
                (
                    "yen_given",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="きまった額（円）"),
                ),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="申しこんだ日")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="きまった日")),
                ("report_due_on", models.DateField(blank=True, null=True, verbose_name="報告の しめきり")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="報告した日")),
                ("changed_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="network.grant",
                        verbose_name="助成金",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "助成金の 申しこみ",
                "verbose_name_plural": "助成金の 申しこみ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grant", "organisation", "nendo"), name="network_grant_use_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hygiene",
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
                    "standing",
                    models.CharField(
                        choices=[
                            ("unasked", "まだ 相談していない"),
                            ("asking", "相談中"),
                            ("notice", "届出"),
                            ("permit", "営業許可"),
                            ("none", "どちらも いらない（福祉目的）"),
                        ],
                        max_length=8,
                        verbose_name="保健所との 関係",
                    ),
                ),
                ("consulted_on", models.DateField(blank=True, null=True, verbose_name="相談した日")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="届出・許可の 番号")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="許可の 満了日")),
                ("manager", models.CharField(blank=True, max_length=60, verbose_name="衛生責任者")),
                ("course_on", models.DateField(blank=True, null=True, verbose_name="講習を うけた日")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                (
                    "let_go_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="つづけないと きめた時"),
                ),
                ("changed_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="直した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "保健所のこと",
                "verbose_name_plural": "保健所のこと",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "place"), name="network_hygiene_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing__in", ["notice", "permit"]), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            ("consulted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="network_hygiene_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Insurance",
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
                ("name", models.CharField(max_length=80, verbose_name="保険の 名前")),
                ("insurer", models.CharField(blank=True, max_length=80, verbose_name="保険会社・窓口")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="証券番号")),
                (
                    "covers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("injury", "けが（傷害）"),
                                ("liable", "賠償責任"),
                                ("poison", "食中毒"),
                                ("takeout", "持ち帰りの 食中毒"),
                                ("way", "行き帰り"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="なにに きくか",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("ends_on", models.DateField(verbose_name="いつまで")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                (
                    "let_go_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="つづけないと きめた時"),
                ),
                ("changed_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="直した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "保険",
                "verbose_name_plural": "保険",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="network_insurance_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LoanItem",
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
                        choices=[("kit", "道具"), ("help", "手伝いの 人")], max_length=8, verbose_name="種類"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名前")),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="いくつ・何人")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("is_active", models.BooleanField(default=True, verbose_name="かせる")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="かす団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "かせるもの",
                "verbose_name_plural": "かせるもの",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="network_loan_count")
                ],
            },
        ),
        migrations.CreateModel(
            name="Loan",
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
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="いくつ")),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("ends_on", models.DateField(verbose_name="いつまで")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="なにに 使うか")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "たのんだ"),
                            ("agreed", "かす約束"),
                            ("declined", "かせない"),
                            ("lent", "かしている"),
                            ("back", "返った"),
                            ("off", "とりやめた"),
                        ],
                        default="asked",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("answer_words", models.CharField(blank=True, max_length=200, verbose_name="返事の ことば")),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="返った日")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="返事した人",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="たのんだ人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="かりる団体",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loans",
                        to="network.loanitem",
                        verbose_name="もの",
                    ),
                ),
            ],
            options={
                "verbose_name": "かしかり",
                "verbose_name_plural": "かしかり",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="network_loan_days"
                    ),
                    models.CheckConstraint(condition=models.Q(("count__gt", 0)), name="network_loan_some"),
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
                ("title", models.CharField(max_length=120, verbose_name="名前")),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("round", models.PositiveSmallIntegerField(verbose_name="第何回")),
                ("aim", models.CharField(blank=True, max_length=400, verbose_name="ねらい・話すこと")),
                ("day", models.DateField(blank=True, null=True, verbose_name="日")),
                (
                    "month_words",
                    models.CharField(blank=True, max_length=40, verbose_name="ころ（日が きまるまで）"),
                ),
                ("starts", models.TimeField(blank=True, null=True, verbose_name="はじまり")),
                ("ends", models.TimeField(blank=True, null=True, verbose_name="おわり")),
                ("venue", models.CharField(blank=True, max_length=120, verbose_name="会場")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "準備中"),
                            ("poll", "日程を きいている"),
                            ("invited", "案内した"),
                            ("held", "おこなった"),
                            ("closed", "まとめた"),
                            ("off", "とりやめた"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                (
                    "state_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "準備中"),
                            ("poll", "日程を きいている"),
                            ("invited", "案内した"),
                            ("held", "おこなった"),
                            ("closed", "まとめた"),
                            ("off", "とりやめた"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="その前の 状態",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ひらいた・やめた時")),
                ("poll_until", models.DateField(blank=True, null=True, verbose_name="日程の返事 いつまで")),
                ("answer_until", models.DateField(blank=True, null=True, verbose_name="出欠の返事 いつまで")),
                (
                    "groups_told",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="参加団体の 数（資料のまま）"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="出典")),
                ("minutes", models.TextField(blank=True, max_length=8000, verbose_name="議事の まとめ")),
                ("minutes_at", models.DateTimeField(blank=True, null=True, verbose_name="まとめた時")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="まとめを 送った時")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "minutes_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="まとめた人",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "交流会",
                "verbose_name_plural": "交流会",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "off"), _negated=True),
                        fields=("nendo", "round"),
                        name="network_meeting_round_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["invited", "held", "closed"]), _negated=True),
                            ("day__isnull", False),
                            _connector="OR",
                        ),
                        name="network_meeting_day_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True), ("ends__gt", models.F("starts")), _connector="OR"
                        ),
                        name="network_meeting_hours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
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
                ("file", models.FileField(blank=True, upload_to="network", verbose_name="ファイル")),
                ("url", models.URLField(blank=True, max_length=400, verbose_name="アドレス")),
                ("added_at", models.DateTimeField(verbose_name="のせた時")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "資料",
                "verbose_name_plural": "資料",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="network_material_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "link_hash",
                    models.CharField(
                        blank=True, db_index=True, max_length=64, verbose_name="リンクの しるし"
                    ),
                ),
                (
                    "link_given_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="リンクを わたした時"),
                ),
                ("polled_at", models.DateTimeField(blank=True, null=True, verbose_name="日程を きいた時")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="案内した時")),
                (
                    "coming",
                    models.CharField(
                        blank=True,
                        choices=[("", "返事なし"), ("yes", "参加"), ("no", "欠席")],
                        default="",
                        max_length=4,
                        verbose_name="出欠",
                    ),
                ),
                ("heads", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="何人で")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "came_heads",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="来た人数"),
                ),
                ("surveyed", models.BooleanField(default=False, verbose_name="アンケートに こたえた")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "案内",
                "verbose_name_plural": "案内",
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "organisation"), name="network_invited_once")
                ],
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
                ("words", models.CharField(max_length=400, verbose_name="決まったこと")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="順")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "決まったこと",
                "verbose_name_plural": "決まったこと",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                    "direction",
                    models.CharField(
                        choices=[("want", "求めている"), ("offer", "提供できる")],
                        max_length=8,
                        verbose_name="どちら",
                    ),
                ),
                (
                    "resource",
                    models.CharField(
                        choices=[
                            ("food", "食べもの"),
                            ("money", "お金"),
                            ("place", "場所"),
                            ("time", "人・時間"),
                        ],
                        max_length=8,
                        verbose_name="なにを",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="見出し")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="くわしく")),
                ("amount_words", models.CharField(blank=True, max_length=60, verbose_name="どのくらい")),
                ("where_words", models.CharField(blank=True, max_length=60, verbose_name="どのあたり")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("until", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "市が 見ている"),
                            ("open", "のっている"),
                            ("closed", "おわった"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="入れた時")),
                ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="市が 見た時")),
                ("back_words", models.CharField(blank=True, max_length=200, verbose_name="返した わけ")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="のせてよいと 聞いた日")),
                (
                    "looked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="見た人",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="だれが",
                    ),
                ),
            ],
            options={
                "verbose_name": "求める・提供する",
                "verbose_name_plural": "求める・提供する",
                "indexes": [
                    models.Index(fields=["state", "direction", "resource"], name="network_notice_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True),
                            ("agreed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="network_notice_open_after_yes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
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
                            ("proposed", "ひきあわせた"),
                            ("agreed", "きまった"),
                            ("declined", "見おくった"),
                            ("done", "できた"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                (
                    "want_yes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="求める側が よいと 言った時"),
                ),
                (
                    "offer_yes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提供する側が よいと 言った時"),
                ),
                ("became", models.CharField(blank=True, max_length=200, verbose_name="なにに なったか")),
                (
                    "children",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="とどいた こどもの 数"),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="ひきあわせた時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="おわった時")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="おえた人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ひきあわせた人",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.notice",
                        verbose_name="提供する",
                    ),
                ),
                (
                    "want",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.notice",
                        verbose_name="求める",
                    ),
                ),
            ],
            options={
                "verbose_name": "ひきあわせ",
                "verbose_name_plural": "ひきあわせ",
                "constraints": [
                    models.UniqueConstraint(fields=("want", "offer"), name="network_match_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["agreed", "done"]), _negated=True),
                            models.Q(("offer_yes_at__isnull", False), ("want_yes_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="network_match_both_said_yes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["declined", "done"])),
                            models.Q(
                                models.Q(("state__in", ["declined", "done"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="network_match_ended_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollDay",
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
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "日程の 候補",
                "verbose_name_plural": "日程の 候補",
                "ordering": ["day", "starts"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "day", "starts"), name="network_poll_day_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="network_poll_day_hours"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollAnswer",
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
                        choices=[("yes", "○"), ("maybe", "△"), ("no", "×")], max_length=8, verbose_name="返事"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll_answers",
                        to="network.invitation",
                        verbose_name="案内",
                    ),
                ),
                (
                    "poll_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="network.pollday",
                        verbose_name="候補",
                    ),
                ),
            ],
            options={
                "verbose_name": "日程の 返事",
                "verbose_name_plural": "日程の 返事",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll_day", "invitation"), name="network_poll_answer_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("does", models.CharField(blank=True, max_length=400, verbose_name="なにを しているか")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                ("began_on", models.DateField(blank=True, null=True, verbose_name="はじめた日")),
                (
                    "heads",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="なかまの 人数"),
                ),
                (
                    "takes_home",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="弁当や 食べものを 持ち帰ってもらう"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="直した人",
                    ),
                ),
                (
                    "city_keeper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="市の 担当",
                    ),
                ),
                (
                    "csw_keeper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="CSWの 担当",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network_profile",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体カルテ",
                "verbose_name_plural": "団体カルテ",
            },
        ),
        migrations.CreateModel(
            name="SentReport",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("subsidy", "市の補助金 実績報告"),
                            ("council", "社協への 活動報告"),
                            ("survey", "全国調査（年間）"),
                            ("centre", "拠点・児童館の 月報"),
                            ("funder", "助成元への 報告"),
                        ],
                        max_length=8,
                        verbose_name="様式",
                    ),
                ),
                ("first_on", models.DateField(verbose_name="いつから")),
                ("last_on", models.DateField(verbose_name="いつまで")),
                ("figures", models.JSONField(default=dict, verbose_name="数（その日のまま）")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="書きそえた ことば")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "grant_use",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="network.grantuse",
                        verbose_name="助成金の 申しこみ",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "出した 報告",
                "verbose_name_plural": "出した 報告",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))), name="network_report_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
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
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("on", models.DateField(verbose_name="日")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "電話"),
                            ("visit", "訪問"),
                            ("office", "窓口"),
                            ("mail", "メール"),
                            ("meeting", "会議・交流会"),
                            ("paper", "手紙・紙"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                ("spoke_with", models.CharField(blank=True, max_length=80, verbose_name="だれと")),
                ("version", models.PositiveSmallIntegerField(verbose_name="シートの 版")),
                ("answers", models.JSONField(default=dict, verbose_name="こたえ")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "実態把握シート",
                "verbose_name_plural": "実態把握シート",
                "indexes": [models.Index(fields=["nendo", "organisation"], name="network_sheet_nendo")],
            },
        ),
        migrations.CreateModel(
            name="SheetIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="課題")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="ことば")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issues",
                        to="network.sheet",
                        verbose_name="シート",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題",
                "verbose_name_plural": "課題",
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "code"), name="network_sheet_issue_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StartUp",
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
                ("name", models.CharField(max_length=80, verbose_name="仮の 名前")),
                ("starter", models.CharField(max_length=80, verbose_name="はじめる人")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                (
                    "wish",
                    models.CharField(blank=True, max_length=400, verbose_name="どんな 居場所に したいか"),
                ),
                ("kind", models.CharField(blank=True, max_length=20, verbose_name="居場所の 種類")),
                ("cell_code", models.CharField(blank=True, max_length=16, verbose_name="空白地区の 区画")),
                ("district_code", models.CharField(blank=True, max_length=16, verbose_name="小学校区")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "相談が とどいた"),
                            ("going", "すすめている"),
                            ("opened", "ひらいた"),
                            ("resting", "ひとやすみ"),
                            ("stopped", "やめた"),
                        ],
                        default="asked",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="最初の1回の 日")),
                (
                    "not_yet_on",
                    models.DateField(blank=True, null=True, verbose_name="まだ ひらいていないと した日"),
                ),
                (
                    "link_hash",
                    models.CharField(
                        blank=True, db_index=True, max_length=64, verbose_name="リンクの しるし"
                    ),
                ),
                (
                    "link_given_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="リンクを わたした時"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="とどいた時")),
                ("moved_at", models.DateTimeField(verbose_name="さいごに うごいた時")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="おわった日")),
                (
                    "ended_words",
                    models.CharField(blank=True, max_length=200, verbose_name="やめた・休む わけ"),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="いっしょに すすめる人",
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
            ],
            options={
                "verbose_name": "立ち上げ",
                "verbose_name_plural": "立ち上げ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", False), ("state__in", ["opened", "stopped"])),
                            models.Q(
                                models.Q(("state__in", ["opened", "stopped"]), _negated=True),
                                ("ended_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="network_start_ended_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandingOn",
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
                    "pieces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("rules", "使い方の きまり（曜日と 時間）"),
                                ("roster", "見守りの 枠"),
                                ("kit", "道具の 一覧"),
                                ("posters", "はり紙"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                        verbose_name="わたしたもの",
                    ),
                ),
                ("made", models.JSONField(default=dict, verbose_name="できた数")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("handed_on", models.DateField(verbose_name="わたした日")),
                (
                    "from_place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="もとの 居場所",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="わたした人",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="ひらく団体・企業",
                    ),
                ),
                (
                    "to_place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="新しい 居場所",
                    ),
                ),
                (
                    "startup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handings",
                        to="network.startup",
                        verbose_name="立ち上げ",
                    ),
                ),
            ],
            options={
                "verbose_name": "やり方の ひきわたし",
                "verbose_name_plural": "やり方の ひきわたし",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_place", models.F("to_place")), _negated=True),
                        name="network_handing_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pieces", []), _negated=True), name="network_handing_something"
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
                    "code",
                    models.CharField(
                        choices=[
                            ("place", "場所"),
                            ("health", "保健所"),
                            ("insure", "保険"),
                            ("people", "人"),
                            ("money", "お金"),
                            ("keys", "鍵と 道具"),
                            ("first", "最初の1回"),
                        ],
                        max_length=8,
                        verbose_name="段",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ahead", "これから"),
                            ("doing", "しているところ"),
                            ("done", "できた"),
                            ("none", "いらない"),
                        ],
                        default="ahead",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("since", models.DateField(verbose_name="いつから この状態")),
                ("begun_on", models.DateField(blank=True, null=True, verbose_name="この段に 来た日")),
                ("helper_words", models.CharField(blank=True, max_length=80, verbose_name="だれが 手伝うか")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ひとこと")),
                (
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="手伝う人",
                    ),
                ),
                (
                    "startup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="network.startup",
                        verbose_name="立ち上げ",
                    ),
                ),
            ],
            options={
                "verbose_name": "立ち上げの 段",
                "verbose_name_plural": "立ち上げの 段",
                "constraints": [
                    models.UniqueConstraint(fields=("startup", "code"), name="network_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="取り組み")),
                (
                    "goals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="SDGsの 目標",
                    ),
                ),
                ("is_member", models.BooleanField(default=False, verbose_name="SDGsプラットフォームの 会員")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="のせてよいと 言った日")),
                ("shown_at", models.DateTimeField(blank=True, null=True, verbose_name="のせた時")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network_supporter",
                        to="people.organisation",
                        verbose_name="団体・企業",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="のせた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "応援する人",
                "verbose_name_plural": "応援する人",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_at__isnull", True), ("shown_by__isnull", True)),
                            models.Q(
                                ("agreed_on__isnull", False),
                                ("shown_at__isnull", False),
                                ("shown_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="network_supporter_shown_after_yes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順")),
                ("text", models.CharField(max_length=200, verbose_name="質問")),
                (
                    "kind",
                    models.CharField(
                        choices=[("choice", "ひとつ えらぶ"), ("scale", "1〜5"), ("words", "ことば")],
                        max_length=8,
                        verbose_name="こたえ方",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="えらぶもの",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "アンケートの 質問",
                "verbose_name_plural": "アンケートの 質問",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="SurveyReply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, primary_key=True, serialize=False, verbose_name="番号"
                    ),
                ),
                ("answers", models.JSONField(default=dict, verbose_name="こたえ")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "アンケートの こたえ",
                "verbose_name_plural": "アンケートの こたえ",
            },
        ),
        migrations.CreateModel(
            name="Todo",
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
                ("words", models.CharField(max_length=200, verbose_name="やること")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="いつまでに")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="できた時")),
                ("done_words", models.CharField(blank=True, max_length=200, verbose_name="どうなったか")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="やめた時")),
                ("made_at", models.DateTimeField(verbose_name="入れた時")),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="できたと 入れた人",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="todos",
                        to="network.meeting",
                        verbose_name="交流会",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="だれが",
                    ),
                ),
            ],
            options={
                "verbose_name": "やること",
                "verbose_name_plural": "やること",
                "indexes": [models.Index(fields=["organisation", "done_at"], name="network_todo_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="network_todo_done_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"
                        ),
                        name="network_todo_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                            ("coop", "協定"),
                            ("memo", "覚書"),
                            ("use", "施設の 使用許可"),
                            ("privacy", "個人情報の 取りあつかい"),
                            ("food", "食品の 提供の 合意書"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名前")),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文書番号")),
                ("kept_at", models.CharField(blank=True, max_length=80, verbose_name="紙の ある場所")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ひとこと")),
                (
                    "let_go_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="つづけないと きめた時"),
                ),
                ("changed_at", models.DateTimeField(verbose_name="直した時")),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="直した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "協定など",
                "verbose_name_plural": "協定など",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="network_agreement_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("on", models.DateField(verbose_name="日")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "電話"),
                            ("visit", "訪問"),
                            ("office", "窓口"),
                            ("mail", "メール"),
                            ("meeting", "会議・交流会"),
                            ("paper", "手紙・紙"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                ("spoke_with", models.CharField(blank=True, max_length=80, verbose_name="だれと")),
                ("words", models.TextField(max_length=2000, verbose_name="内容")),
                ("next_words", models.CharField(blank=True, max_length=200, verbose_name="つぎに すること")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="いつまでに")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="すんだ時")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="network.contact",
                        verbose_name="もとの 記録",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="団体",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="すませた人",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "連絡の記録",
                "verbose_name_plural": "連絡の記録",
                "indexes": [models.Index(fields=["organisation", "-on"], name="network_contact_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="network_contact_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_on__isnull", True),
                            models.Q(("next_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="network_contact_next_says_what",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="words_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."how" IS DISTINCT FROM (NEW."how") OR OLD."next_on" IS DISTINCT FROM (NEW."next_on") OR OLD."next_words" IS DISTINCT FROM (NEW."next_words") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."spoke_with" IS DISTINCT FROM (NEW."spoke_with") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="41fac476375fb9a9edff35c768504d565a3585ac",
                    operation="UPDATE",
                    pgid="pgtrigger_words_stay_ed514",
                    table="network_contact",
                    when="BEFORE",
                ),
            ),
        ),
    ]
