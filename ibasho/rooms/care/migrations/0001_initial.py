import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0005_protection_check"),
        ("people", "__first__"),
        ("places", "0002_adults_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="版")),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("alone_from_age", models.PositiveSmallIntegerField(verbose_name="何歳から 本人だけで")),
                ("child_words", models.TextField(verbose_name="こどもへの ことば")),
                ("adult_words", models.TextField(verbose_name="保護者への ことば")),
                ("set_at", models.DateTimeField(verbose_name="決めた時")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "同意の ことば",
                "verbose_name_plural": "同意の ことば",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alone_from_age__gte", 6), ("alone_from_age__lte", 20)),
                        name="care_consent_age_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日")),
                ("whole_month", models.BooleanField(default=False, verbose_name="月の まとめ")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "来所"),
                            ("phone", "電話"),
                            ("home", "訪問"),
                            ("letter", "文書・メール"),
                            ("online", "オンライン"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="受けた方法",
                    ),
                ),
                ("category", models.CharField(max_length=16, verbose_name="相談種別")),
                ("count", models.PositiveIntegerField(verbose_name="延べ")),
                ("firsts", models.PositiveIntegerField(default=0, verbose_name="実（この年度で はじめて）")),
                ("noted_at", models.DateTimeField(verbose_name="入れた時")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="取り消した時")),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り消した人",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "相談",
                "verbose_name_plural": "相談",
                "indexes": [models.Index(fields=["on", "category"], name="care_consultation_on")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="care_consultation_some"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("firsts__lte", models.F("count"))),
                        name="care_consultation_firsts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whole_month", False), ("on__day", 1), _connector="OR"),
                        name="care_consultation_month_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_at__isnull", True), ("dropped_by__isnull", True)),
                            models.Q(("dropped_at__isnull", False), ("dropped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="care_consultation_dropped_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True), ("whole_month", True)),
                        fields=("on", "channel", "category"),
                        name="care_consultation_total_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("public", "国・県・市の機関"),
                            ("corporation", "法人（役員・職員に 守秘義務）"),
                            ("person", "個人として 委嘱"),
                        ],
                        max_length=12,
                        verbose_name="立場",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="いつから")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="いつまで")),
                ("paper", models.CharField(blank=True, max_length=80, verbose_name="決定の 文書番号")),
                ("set_at", models.DateTimeField(verbose_name="入れた時")),
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
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "要対協の 構成員",
                "verbose_name_plural": "要対協の 構成員",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="care_council_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "organisation",
                                    "organisation",
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
                        name="care_council_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
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
                        choices=[("notice", "気づき"), ("referral", "つなぎ")],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("data_key", models.BinaryField(null=True, verbose_name="ふうじた かぎ")),
                ("key_number", models.PositiveSmallIntegerField(verbose_name="かぎの番号")),
                ("unreadable_on", models.DateField(blank=True, null=True, verbose_name="あけられなかった日")),
                ("forgotten_on", models.DateField(blank=True, null=True, verbose_name="わすれた日")),
            ],
            options={
                "verbose_name": "センターの 件",
                "verbose_name_plural": "センターの 件",
                "indexes": [
                    models.Index(
                        condition=models.Q(("data_key__isnull", False)),
                        fields=["key_number"],
                        name="care_matter_key",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["notice", "referral"])),
                        name="care_matter_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("data_key__isnull", True), ("forgotten_on__isnull", False)),
                            models.Q(("data_key__isnull", False), ("forgotten_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="care_matter_key_or_forgotten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="担当になった時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="担当をおえた時")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignees",
                        to="care.matter",
                        verbose_name="件",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当",
                "verbose_name_plural": "担当",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("matter", "person"),
                        name="care_assigned_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="care_assigned_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotesFrom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="月（1日）")),
                ("notes", models.PositiveIntegerField(default=0, verbose_name="気づきの 数")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "居場所からの 気づきの数",
                "verbose_name_plural": "居場所からの 気づきの数",
                "constraints": [
                    models.UniqueConstraint(fields=("place", "month"), name="care_notes_from_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="care_notes_from_month"
                    ),
                ],
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
                ("nonce", models.UUIDField(default=uuid.uuid4, unique=True, verbose_name="送ったしるし")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("app", "スマートフォン・タブレット"),
                            ("paper", "紙"),
                            ("talk", "電話・窓口"),
                        ],
                        max_length=8,
                        verbose_name="とどき方",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[("urgent", "いそぎ"), ("usual", "ふつう"), ("glad", "うれしい知らせ")],
                        max_length=8,
                        verbose_name="はやさ",
                    ),
                ),
                ("sealed_signs", models.BinaryField(null=True, verbose_name="気づいたこと（ふうとう）")),
                ("sealed_where", models.BinaryField(null=True, verbose_name="どこで・いつ（ふうとう）")),
                ("sealed_child", models.BinaryField(null=True, verbose_name="よび名（ふうとう）")),
                ("sealed_words", models.BinaryField(null=True, verbose_name="ことば（ふうとう）")),
                (
                    "child_mark",
                    models.BinaryField(
                        db_index=True, max_length=32, null=True, verbose_name="よび名の しるし"
                    ),
                ),
                ("content_mark", models.BinaryField(max_length=32, verbose_name="なかみの しるし")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "とどきました"),
                            ("taken", "対応しています"),
                            ("answered", "ありがとうございました"),
                            ("closed", "おわり"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="とどいた時")),
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="端末で 書いた時")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="センターに 知らせた時"),
                ),
                ("take_by", models.DateField(blank=True, null=True, verbose_name="いつまでに うけとるか")),
                (
                    "check_by",
                    models.DateTimeField(blank=True, null=True, verbose_name="いつまでに 安全を 確かめるか"),
                ),
                ("answer_by", models.DateField(verbose_name="いつまでに 返事するか")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="受理した時")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="安全を 確かめた時")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事した時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="おわった時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handled", "センターで 動いている"),
                            ("watched", "居場所と いっしょに 見まもる"),
                            ("known", "前から 動いている"),
                            ("thanked", "知らせを うけて おわり"),
                        ],
                        max_length=10,
                        verbose_name="どう なったか",
                    ),
                ),
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
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="おえた人",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice",
                        to="care.matter",
                        verbose_name="件",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="care.notice",
                        verbose_name="おなじこと",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理した人",
                    ),
                ),
                (
                    "typed_by",
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
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "気づき",
                "verbose_name_plural": "気づき",
                "indexes": [
                    models.Index(fields=["state", "take_by"], name="care_notice_state_by"),
                    models.Index(fields=["writer", "received_at"], name="care_notice_writer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["sent", "taken", "answered", "closed"])),
                        name="care_notice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "sent"), ("taken_at__isnull", True), ("taken_by__isnull", True)
                            ),
                            models.Q(
                                ("taken_at__isnull", False),
                                ("taken_by__isnull", False),
                                models.Q(("state", "sent"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_notice_taken_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="care_notice_checked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state__in", ["sent", "taken"]),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("state__in", ["answered", "closed"]),
                            ),
                            _connector="OR",
                        ),
                        name="care_notice_answered_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True), ("outcome", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_notice_closed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="care_notice_closed_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_by__isnull", True), ("pace", "glad")),
                            models.Q(
                                models.Q(("pace", "glad"), _negated=True),
                                ("check_by__isnull", False),
                                ("take_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="care_notice_clocks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=16, unique=True, verbose_name="公開番号")),
                ("sealed_text", models.BinaryField(null=True, verbose_name="ことば（ふうとう）")),
                ("sent_at", models.DateTimeField(verbose_name="送った時")),
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送った人",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="back",
                        to="care.notice",
                        verbose_name="気づき",
                    ),
                ),
            ],
            options={
                "verbose_name": "センターからの ことば",
                "verbose_name_plural": "センターからの ことば",
            },
        ),
        migrations.CreateModel(
            name="Opening",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("life", "いのち・からだの 危険"),
                            ("absent", "担当者が いない"),
                            ("order", "児相・警察からの 照会"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="わけの種類",
                    ),
                ),
                ("sealed_reason", models.BinaryField(null=True, verbose_name="わけ（ふうとう）")),
                ("opened_at", models.DateTimeField(verbose_name="開いた時")),
                ("until", models.DateTimeField(verbose_name="いつまで")),
                ("told_at", models.DateTimeField(verbose_name="知らせた時")),
                ("told_count", models.PositiveSmallIntegerField(verbose_name="知らせた人数")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="確かめた時")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("right", "必要だった"), ("wrong", "必要ではなかった")],
                        max_length=8,
                        verbose_name="どうだったか",
                    ),
                ),
                ("raised_at", models.DateTimeField(blank=True, null=True, verbose_name="上に あげた時")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="care.matter",
                        verbose_name="件",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="開いた人",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "緊急の閲覧",
                "verbose_name_plural": "緊急の閲覧",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gt", models.F("opened_at")),
                            (
                                "until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                                ),
                            ),
                        ),
                        name="care_opening_an_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_count__gte", 2)), name="care_opening_told_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True), ("reviewed_by__isnull", True), ("verdict", "")
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="care_opening_reviewed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="care_opening_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nendo", models.PositiveSmallIntegerField(unique=True, verbose_name="年度")),
                ("total", models.PositiveIntegerField(verbose_name="延べ")),
                ("source_name", models.CharField(max_length=200, verbose_name="出典")),
                ("source_url", models.URLField(blank=True, max_length=400, verbose_name="出典のアドレス")),
                ("noted_at", models.DateTimeField(verbose_name="入れた時")),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表された 相談件数",
                "verbose_name_plural": "公表された 相談件数",
            },
        ),
        migrations.CreateModel(
            name="PublishedShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("category", models.CharField(max_length=16, verbose_name="相談種別")),
                ("position", models.PositiveSmallIntegerField(verbose_name="じゅんばん")),
                (
                    "per_mille",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="割合（千分の）"),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="care.publishedyear",
                        verbose_name="公表",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表された 割合",
                "verbose_name_plural": "公表された 割合",
                "constraints": [
                    models.UniqueConstraint(fields=("year", "category"), name="care_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per_mille__isnull", True), ("per_mille__lte", 1000), _connector="OR"
                        ),
                        name="care_share_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "たのんだ"),
                            ("accepted", "うけた"),
                            ("declined", "うけられない"),
                            ("arrived", "来た"),
                            ("ended", "おわり"),
                            ("revoked", "とりやめ"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="段階",
                    ),
                ),
                ("sealed_child", models.BinaryField(null=True, verbose_name="よび名（ふうとう）")),
                ("sealed_allergy", models.BinaryField(null=True, verbose_name="アレルギー（ふうとう）")),
                ("sealed_collect", models.BinaryField(null=True, verbose_name="むかえ（ふうとう）")),
                (
                    "child_mark",
                    models.BinaryField(
                        db_index=True, max_length=32, null=True, verbose_name="よび名の しるし"
                    ),
                ),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="さいしょの日")),
                ("asked_at", models.DateTimeField(verbose_name="たのんだ時")),
                ("answer_by", models.DateField(verbose_name="いつまでに 返事か")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "decline",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "いまは いっぱい"),
                            ("hours", "時間や 曜日が 合わない"),
                            ("staff", "見る人が たりない"),
                            ("allergy", "アレルギーに 対応できない"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="うけられない わけ",
                    ),
                ),
                (
                    "sealed_decline_words",
                    models.BinaryField(null=True, verbose_name="わけの ことば（ふうとう）"),
                ),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="来た日")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="来たと 入れた時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="おわった時")),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("settled", "なれて 自分で 来ている"),
                            ("moved", "別の 場所へ うつった"),
                            ("stopped", "来なくなった"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="おわり方",
                    ),
                ),
                (
                    "consent_by",
                    models.CharField(
                        choices=[
                            ("child", "こども本人"),
                            ("guardian", "保護者"),
                            ("both", "こども本人と 保護者"),
                        ],
                        max_length=8,
                        verbose_name="同意した人",
                    ),
                ),
                (
                    "consent_how",
                    models.CharField(
                        choices=[("spoken", "ことばで（口頭）"), ("paper", "紙で")],
                        max_length=8,
                        verbose_name="同意の しかた",
                    ),
                ),
                ("consent_on", models.DateField(verbose_name="同意の日")),
                ("consent_age_met", models.BooleanField(verbose_name="本人だけで 決められる年齢")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="同意を やめた日")),
                (
                    "looked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="うけられない返事を 見た時"),
                ),
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
                    "arrived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="来たことを 入れた人",
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
                    "consent_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="care.consenttext",
                        verbose_name="同意の ことば",
                    ),
                ),
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
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referral",
                        to="care.matter",
                        verbose_name="件",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "つなぎ",
                "verbose_name_plural": "つなぎ",
                "indexes": [models.Index(fields=["place", "state"], name="care_referral_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "accepted", "declined", "arrived", "ended", "revoked"])
                        ),
                        name="care_referral_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="care_referral_answered_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["accepted", "declined", "arrived"]), _negated=True),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="care_referral_answered_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("decline", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("decline", "")),
                            _connector="OR",
                        ),
                        name="care_referral_declined_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arrived_at__isnull", True),
                                ("arrived_by__isnull", True),
                                ("arrived_on__isnull", True),
                            ),
                            models.Q(
                                ("arrived_at__isnull", False),
                                ("arrived_by__isnull", False),
                                ("arrived_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="care_referral_arrived_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "arrived"), _negated=True),
                            ("arrived_on__isnull", False),
                            _connector="OR",
                        ),
                        name="care_referral_arrived_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("state__in", ["ended", "revoked"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["ended", "revoked"]), _negated=True),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="care_referral_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), models.Q(("ended_how", ""), _negated=True)),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("ended_how", "")),
                            _connector="OR",
                        ),
                        name="care_referral_ended_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_by", "child"), _negated=True),
                            ("consent_age_met", True),
                            _connector="OR",
                        ),
                        name="care_referral_consent_age",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            models.Q(
                                ("state__in", ["revoked", "ended", "declined"]),
                                ("withdrawn_on__gte", models.F("consent_on")),
                            ),
                            _connector="OR",
                        ),
                        name="care_referral_withdrawn_is_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Related",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="入れた時")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="はずした時")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="care.matter",
                        verbose_name="件",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="関係のある人",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "関係のある人",
                "verbose_name_plural": "関係のある人",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("matter", "person"),
                        name="care_related_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("through", models.DateField(verbose_name="どの月まで（1日）")),
                ("body", models.JSONField(verbose_name="表（まもったあと）")),
                ("released_at", models.DateTimeField(verbose_name="出した時")),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "相談の 表",
                "verbose_name_plural": "相談の 表",
                "constraints": [
                    models.UniqueConstraint(fields=("nendo", "through"), name="care_release_once"),
                    models.CheckConstraint(
                        condition=models.Q(("through__day", 1)), name="care_release_month"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CentreSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default="こども家庭センター", max_length=80, verbose_name="センターの名前"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("hours", models.CharField(blank=True, max_length=120, verbose_name="いつ つながるか")),
                ("night_words", models.CharField(blank=True, max_length=200, verbose_name="夜・休みの日")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="直した時")),
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
            ],
            options={
                "verbose_name": "センターの 設定",
                "verbose_name_plural": "センターの 設定",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="care_settings_one_row")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearrelease",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8524b76d175a86109cfcfe1aecf3303ec2e2cd5c",
                    operation="UPDATE",
                    pgid="pgtrigger_kept_1b984",
                    table="care_yearrelease",
                    when="BEFORE",
                ),
            ),
        ),
    ]
