import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import ibasho.base.kernel.codes
import ibasho.rooms.mealtickets.models.gift


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("payouts", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
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
                ("name", models.CharField(max_length=80, verbose_name="基金の名前")),
                (
                    "receiver",
                    models.CharField(
                        choices=[
                            ("city", "市（歳入 → 基金）"),
                            ("council", "社会福祉協議会"),
                            ("certified", "税額控除の証明がある団体（公益法人・認定NPO）"),
                            ("group", "団体（税の控除なし）"),
                        ],
                        max_length=12,
                        verbose_name="受けとるところ",
                    ),
                ),
                ("receiver_name", models.CharField(max_length=120, verbose_name="受領者の名前")),
                (
                    "receiver_address",
                    models.CharField(blank=True, max_length=200, verbose_name="受領者の住所"),
                ),
                ("receiver_phone", models.CharField(blank=True, max_length=40, verbose_name="受領者の電話")),
                ("head_title", models.CharField(blank=True, max_length=40, verbose_name="代表者の職")),
                ("head_name", models.CharField(blank=True, max_length=60, verbose_name="代表者の名前")),
                (
                    "certificate_words",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="税の証明（税額控除証明・認定の番号）"
                    ),
                ),
                (
                    "bank_words",
                    models.CharField(blank=True, max_length=200, verbose_name="振込先（寄附する人に見せる）"),
                ),
                ("meal_yen", models.PositiveIntegerField(default=400, verbose_name="1食のめやす（円）")),
                ("gift_min_yen", models.PositiveIntegerField(default=100, verbose_name="寄附の最低額（円）")),
                (
                    "reserve_percent",
                    models.PositiveSmallIntegerField(default=10, verbose_name="予備に まわす割合（％）"),
                ),
                (
                    "reserve_meals_a_day",
                    models.PositiveIntegerField(default=20, verbose_name="1日に 予備から 出せる食数"),
                ),
                (
                    "cut_off_day",
                    models.PositiveSmallIntegerField(default=31, verbose_name="しめ日（31＝月末）"),
                ),
                ("pay_day", models.PositiveSmallIntegerField(default=25, verbose_name="支払日（翌月の日）")),
                (
                    "pay_before_holiday",
                    models.BooleanField(default=True, verbose_name="支払日が休みなら 前の日に"),
                ),
                (
                    "pay_min_yen",
                    models.PositiveIntegerField(
                        default=0, verbose_name="支払いの最低額（円。下なら 次の月に）"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="使う順")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                (
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payouts.payeraccount",
                        verbose_name="支払元",
                    ),
                ),
            ],
            options={
                "verbose_name": "基金",
                "verbose_name_plural": "基金",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("meal_yen__gte", 100), ("meal_yen__lte", 1000)),
                        name="fund_meal_yen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reserve_percent__lte", 50)), name="fund_reserve_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cut_off_day__gte", 1), ("cut_off_day__lte", 31)),
                        name="fund_cut_off_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pay_day__gte", 1), ("pay_day__lte", 31)), name="fund_pay_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shop",
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
                            ("applied", "申しこみ"),
                            ("approved", "承認した（準備中）"),
                            ("started", "カードが使える"),
                            ("paused", "お休み中"),
                            ("ended", "終わり"),
                            ("refused", "承認しない"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("price_yen", models.PositiveIntegerField(verbose_name="1食の金額（円）")),
                ("meals_a_day", models.PositiveSmallIntegerField(verbose_name="1日に 出せる食数")),
                (
                    "child_menu",
                    models.CharField(blank=True, max_length=200, verbose_name="こどもが えらべるもの"),
                ),
                (
                    "seats_note",
                    models.CharField(blank=True, max_length=120, verbose_name="ひとりの こどもの席"),
                ),
                (
                    "hours_note",
                    models.CharField(blank=True, max_length=120, verbose_name="カードが使える時間"),
                ),
                (
                    "smoking",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "禁煙"),
                            ("separate", "分煙"),
                            ("allowed", "たばこを すえる"),
                            ("", "わかりません"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="たばこ",
                    ),
                ),
                ("takeout", models.BooleanField(default=False, verbose_name="持ち帰りできる")),
                (
                    "tax_percent",
                    models.PositiveSmallIntegerField(
                        choices=[(10, "店内（10％）"), (8, "持ち帰り（8％ 軽減）")],
                        default=10,
                        verbose_name="税率",
                    ),
                ),
                (
                    "ribbon",
                    models.BooleanField(
                        default=False, verbose_name="フードリボンの店（お金は お店の箱にある）"
                    ),
                ),
                ("cards", models.BooleanField(default=True, verbose_name="こどもカードを 受けつける")),
                (
                    "pin_hash",
                    models.CharField(blank=True, max_length=160, verbose_name="お店の暗証番号（ハッシュ）"),
                ),
                ("stubs_printed", models.PositiveIntegerField(default=0, verbose_name="紙の半券 何番まで")),
                ("applied_at", models.DateTimeField(verbose_name="申しこみの時")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認の時")),
                (
                    "kit_sent_on",
                    models.DateField(blank=True, null=True, verbose_name="はじめセットを わたした日"),
                ),
                (
                    "tested_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ためし読みを した時"),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="はじめた日")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="終わった日")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="市のメモ")),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申しこんだ人",
                    ),
                ),
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
                    "payee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payouts.payee",
                        verbose_name="支払先",
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "協力飲食店の約束",
                "verbose_name_plural": "協力飲食店の約束",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("price_yen__gte", 100), ("price_yen__lte", 1000)),
                        name="shop_price_yen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tax_percent__in", [8, 10])), name="shop_tax_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "started", "paused"]), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="shop_approved_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "started"), _negated=True),
                            ("started_on__isnull", False),
                            _connector="OR",
                        ),
                        name="shop_started_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.PositiveSmallIntegerField(unique=True, verbose_name="鍵の番号")),
                ("public_key", models.BinaryField(max_length=32, verbose_name="公開鍵")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="新しいカードには 使わない"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="この鍵のカードを すべて止めた"),
                ),
            ],
            options={
                "verbose_name": "署名の鍵",
                "verbose_name_plural": "署名の鍵",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key_id__gte", 1), ("key_id__lte", 255)), name="key_one_byte"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Donor",
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
                ("kana", models.CharField(blank=True, max_length=160, verbose_name="よみ")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("url", models.URLField(blank=True, max_length=400, verbose_name="ホームページ")),
                ("logo", models.FileField(blank=True, upload_to="donors", verbose_name="ロゴ")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("none", "ことばなし"),
                            ("waiting", "確認待ち"),
                            ("shown", "出している"),
                            ("hidden", "出さない"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="企業・農家など",
                    ),
                ),
            ],
            options={
                "verbose_name": "応援する人・会社",
                "verbose_name_plural": "応援する人・会社",
            },
        ),
        migrations.CreateModel(
            name="Pool",
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
                            ("general", "どこでも"),
                            ("area", "地区のため"),
                            ("shop", "このお店のため"),
                            ("holiday", "長い休みのため"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名前")),
                ("kana", models.CharField(blank=True, max_length=120, verbose_name="よみ")),
                ("purpose", models.CharField(max_length=200, verbose_name="何のため")),
                (
                    "district_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="小学校区",
                    ),
                ),
                (
                    "share_percent",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="指定のない寄附から まわす割合（％）"
                    ),
                ),
                (
                    "meals_a_week_max",
                    models.PositiveIntegerField(default=100, verbose_name="1週間に 出す食数の上限"),
                ),
                (
                    "throttle",
                    models.BooleanField(default=True, verbose_name="なくなりそうなら 来週の数を へらす"),
                ),
                ("lasts_until", models.DateField(blank=True, null=True, verbose_name="いつまで もたせるか")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "受付中"), ("closed", "終わり")],
                        default="open",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="mealtickets.fund",
                        verbose_name="基金",
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
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "チケットの袋",
                "verbose_name_plural": "チケットの袋",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share_percent__lte", 100)), name="pool_share_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "shop"), ("place__isnull", False)),
                            models.Q(models.Q(("kind", "shop"), _negated=True), ("place__isnull", True)),
                            _connector="OR",
                        ),
                        name="pool_of_a_shop",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district_codes__len__gt", 0), ("kind", "area")),
                            models.Q(models.Q(("kind", "area"), _negated=True), ("district_codes__len", 0)),
                            _connector="OR",
                        ),
                        name="pool_of_an_area",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "general"), ("state", "open")),
                        fields=("fund",),
                        name="pool_one_general_per_fund",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("place",), name="pool_one_per_shop"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RibbonCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("hung", models.PositiveSmallIntegerField(default=0, verbose_name="つるされた リボン")),
                ("used", models.PositiveSmallIntegerField(default=0, verbose_name="使われた リボン")),
                ("told_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ribbons",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "リボンの数",
                "verbose_name_plural": "リボンの数",
                "constraints": [models.UniqueConstraint(fields=("shop", "day"), name="ribbon_once_a_day")],
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
                (
                    "kind",
                    models.CharField(
                        choices=[("child", "こどもカード"), ("wall", "かべのチケット")],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("given_to", models.CharField(blank=True, max_length=120, verbose_name="どこへ わたすか")),
                ("count", models.PositiveSmallIntegerField(verbose_name="枚数")),
                ("made_on", models.DateField(verbose_name="作った日")),
                ("valid_until", models.DateField(verbose_name="使える さいごの日")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "カードの たば",
                "verbose_name_plural": "カードの たば",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1), ("count__lte", 500)), name="sheet_count"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "wall"), ("shop__isnull", False)),
                            models.Q(("kind", "child"), ("shop__isnull", True)),
                            _connector="OR",
                        ),
                        name="sheet_of_a_shop",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__gte", models.F("made_on")),
                            (
                                "valid_until__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("made_on"), "+", models.Value(datetime.timedelta(days=184))
                                ),
                            ),
                        ),
                        name="sheet_six_months",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignReview",
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
                            ("burst", "短い時間に たくさん"),
                            ("two_places", "1枚が はなれた 2か所で"),
                            ("typed", "手で打った番号が 多い"),
                            ("closed", "お店が しまっている時間"),
                            ("doubles", "オフラインの重なりが 多い"),
                        ],
                        max_length=12,
                        verbose_name="しるし",
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                ("words", models.CharField(max_length=200, verbose_name="見て わかったこと")),
                ("seen_at", models.DateTimeField(verbose_name="見た時")),
                (
                    "seen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="見た人",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_reviews",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "しるしを 見た記録",
                "verbose_name_plural": "しるしを 見た記録",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "shop", "day"), name="sign_seen_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=160, verbose_name="ファイル名")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("read_at", models.DateTimeField(verbose_name="読んだ時")),
                ("problems", models.JSONField(default=list, verbose_name="読めなかった行")),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="読んだ人",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.fund",
                        verbose_name="基金",
                    ),
                ),
            ],
            options={
                "verbose_name": "銀行の明細",
                "verbose_name_plural": "銀行の明細",
                "constraints": [models.UniqueConstraint(fields=("fund", "sha256"), name="bank_file_once")],
            },
        ),
        migrations.CreateModel(
            name="Closing",
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
                ("first_on", models.DateField(verbose_name="いつから")),
                ("cut_off_on", models.DateField(verbose_name="しめ日")),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="会計年度")),
                ("closed_at", models.DateTimeField(verbose_name="しめた時")),
                ("run", models.CharField(blank=True, max_length=16, verbose_name="支払いの番号")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="しめた人",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="mealtickets.fund",
                        verbose_name="基金",
                    ),
                ),
            ],
            options={
                "verbose_name": "月のしめ",
                "verbose_name_plural": "月のしめ",
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "cut_off_on"), name="closing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first_on__lte", models.F("cut_off_on"))), name="closing_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Device",
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
                ("key_version", models.PositiveSmallIntegerField(default=1, verbose_name="鍵の版")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "使える"), ("revoked", "止めた")],
                        default="active",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("registered_at", models.DateTimeField(verbose_name="登録した時")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた時")),
                (
                    "synced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="さいごに つながった時"),
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
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "お店の端末",
                "verbose_name_plural": "お店の端末",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("state", "active")),
                            models.Q(("revoked_at__isnull", False), ("state", "revoked")),
                            _connector="OR",
                        ),
                        name="device_revoked_paired",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
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
                            ("given", "寄附（外から）"),
                            ("unissued", "まだ出していない"),
                            ("live", "出ているチケット"),
                            ("reserve", "予備"),
                            ("expired", "期限がすぎた分"),
                            ("payable", "お店に これから払う"),
                            ("paid", "お店に 払った"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                ("debits_yen", models.BigIntegerField(default=0, verbose_name="出た合計")),
                ("credits_yen", models.BigIntegerField(default=0, verbose_name="入った合計")),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="mealtickets.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="mealtickets.pool",
                        verbose_name="袋",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "勘定",
                "verbose_name_plural": "勘定",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "kind", "pool", "shop"), name="account_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credits_yen__gte", 0), ("debits_yen__gte", 0)),
                        name="account_sums",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "given"), ("credits_yen__gte", models.F("debits_yen")), _connector="OR"
                        ),
                        name="account_not_below_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["unissued", "live"]),
                                ("pool__isnull", False),
                                ("shop__isnull", True),
                            ),
                            models.Q(
                                ("kind__in", ["payable", "paid"]),
                                ("pool__isnull", True),
                                ("shop__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ["given", "reserve", "expired"]),
                                ("pool__isnull", True),
                                ("shop__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="account_of_its_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
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
                        default=ibasho.rooms.mealtickets.models.gift.new_gift_code,
                        max_length=24,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("card", "カード"), ("bank", "銀行振込"), ("counter", "窓口")],
                        max_length=8,
                        verbose_name="方法",
                    ),
                ),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("received_yen", models.PositiveIntegerField(default=0, verbose_name="届いた金額")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("promised", "お申しこみ"),
                            ("received", "受けとった"),
                            ("cancelled", "とりやめ"),
                            ("refunded", "お返しした"),
                        ],
                        default="promised",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="お名前")),
                ("kana", models.CharField(blank=True, max_length=160, verbose_name="よみ（振込の名義）")),
                ("anonymous", models.BooleanField(default=True, verbose_name="名前を出さない")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="住所（証明書にのせる）"),
                ),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="こどもへの ことば")),
                (
                    "message_state",
                    models.CharField(
                        choices=[
                            ("none", "ことばなし"),
                            ("waiting", "確認待ち"),
                            ("shown", "出している"),
                            ("hidden", "出さない"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="ことばの状態",
                    ),
                ),
                ("reference", models.CharField(max_length=8, unique=True, verbose_name="振込番号")),
                ("checkout_id", models.CharField(blank=True, max_length=120, verbose_name="決済の番号")),
                ("payment_id", models.CharField(blank=True, max_length=120, verbose_name="決済の支払番号")),
                ("promised_at", models.DateTimeField(verbose_name="申しこみの時")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="受けとった時")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="とりやめた時")),
                (
                    "donor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="mealtickets.donor",
                        verbose_name="応援のページ",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="mealtickets.fund",
                        verbose_name="基金",
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
                    "pool",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="mealtickets.pool",
                        verbose_name="つかいみち",
                    ),
                ),
            ],
            options={
                "verbose_name": "寄附",
                "verbose_name_plural": "寄附",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_yen__gt", 0)), name="gift_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_at__isnull", False), ("state__in", ["received", "refunded"])),
                            models.Q(("received_at__isnull", True), ("state__in", ["promised", "cancelled"])),
                            _connector="OR",
                        ),
                        name="gift_received_paired",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("checkout_id", ""), _negated=True),
                        fields=("checkout_id",),
                        name="gift_checkout_once",
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
                ("week", models.DateField(verbose_name="週の はじめ（月曜）")),
                ("meals", models.PositiveIntegerField(verbose_name="食数")),
                ("yen", models.PositiveIntegerField(verbose_name="金額")),
                ("expires_on", models.DateField(verbose_name="使える さいごの日")),
                ("why", models.CharField(max_length=200, verbose_name="この数の わけ")),
                ("made_at", models.DateTimeField(verbose_name="出した時")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出した人",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="mealtickets.pool",
                        verbose_name="袋",
                    ),
                ),
            ],
            options={
                "verbose_name": "今週のチケット",
                "verbose_name_plural": "今週のチケット",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("yen__gt", 0)), name="offer_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "expires_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("week"), "+", models.Value(datetime.timedelta(days=184))
                                ),
                            )
                        ),
                        name="offer_six_months",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redemption",
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
                        verbose_name="受付番号",
                    ),
                ),
                ("nonce", models.UUIDField(unique=True, verbose_name="一度きりの番号")),
                ("content_hash", models.CharField(max_length=64, verbose_name="中身のハッシュ")),
                ("counter", models.BigIntegerField(null=True, verbose_name="端末の通し番号")),
                (
                    "way",
                    models.CharField(
                        choices=[("online", "その場で"), ("offline", "あとから 同期"), ("stub", "紙の半券")],
                        max_length=8,
                        verbose_name="どうやって",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ok", "○"),
                            ("double", "○（オフラインの重なり）"),
                            ("check", "要確認"),
                            ("refused", "△ ×"),
                        ],
                        max_length=8,
                        verbose_name="答え",
                    ),
                ),
                ("reason", models.CharField(max_length=24, verbose_name="わけ")),
                ("amount_yen", models.PositiveIntegerField(default=0, verbose_name="金額")),
                ("from_reserve", models.BooleanField(default=False, verbose_name="予備から")),
                ("day", models.DateField(verbose_name="日（日本時間）")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="端末の時計")),
                ("received_at", models.DateTimeField(verbose_name="受けた時")),
                ("answer", models.JSONField(verbose_name="答えのことば")),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="mealtickets.device",
                        verbose_name="端末",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.pool",
                        verbose_name="袋",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "1食",
                "verbose_name_plural": "1食",
                "indexes": [
                    models.Index(fields=["shop", "day"], name="redemption_shop_day"),
                    models.Index(fields=["device", "counter"], name="redemption_counter"),
                    models.Index(fields=["received_at"], name="redemption_received"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_yen__gt", 0), ("outcome__in", ["ok", "double"])),
                            ("outcome__in", ["check", "refused"]),
                            _connector="OR",
                        ),
                        name="redemption_ok_has_amount",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                        verbose_name="番号",
                    ),
                ),
                ("meals", models.PositiveIntegerField(verbose_name="食数")),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("carried_yen", models.PositiveIntegerField(default=0, verbose_name="前から くりこした金額")),
                ("eat_in_yen", models.PositiveIntegerField(default=0, verbose_name="うち 10％の分")),
                ("take_out_yen", models.PositiveIntegerField(default=0, verbose_name="うち 8％の分")),
                (
                    "closing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="mealtickets.closing",
                        verbose_name="しめ",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="mealtickets.shop",
                        verbose_name="お店",
                    ),
                ),
            ],
            options={
                "verbose_name": "店の明細",
                "verbose_name_plural": "店の明細",
                "constraints": [
                    models.UniqueConstraint(fields=("closing", "shop"), name="statement_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_yen",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("eat_in_yen"), "+", models.F("take_out_yen")
                                ),
                            )
                        ),
                        name="statement_adds_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("picture", models.CharField(blank=True, max_length=20, verbose_name="えらんだ絵")),
                ("words", models.CharField(blank=True, max_length=120, verbose_name="ことば")),
                ("told_on", models.DateField(verbose_name="書いた日")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("none", "ことばなし"),
                            ("waiting", "確認待ち"),
                            ("shown", "出している"),
                            ("hidden", "出さない"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="状態",
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
                        verbose_name="お店",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="mealtickets.pool",
                        verbose_name="袋",
                    ),
                ),
            ],
            options={
                "verbose_name": "こどもの ありがとう",
                "verbose_name_plural": "こどもの ありがとう",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("picture", ""), ("words", ""), _negated=True),
                        name="thanks_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="しるし")),
                ("opened_at", models.DateTimeField(verbose_name="ひらいた時")),
                ("expires_at", models.DateTimeField(verbose_name="いつまで")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="とじた時")),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="mealtickets.device",
                        verbose_name="端末",
                    ),
                ),
            ],
            options={
                "verbose_name": "端末のとびら",
                "verbose_name_plural": "端末のとびら",
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
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
                            ("gift", "寄附"),
                            ("refund", "返金"),
                            ("share", "割合で わける"),
                            ("move", "袋から袋へ うつす"),
                            ("issue", "チケットを 出す"),
                            ("unissue", "出したチケットを もどす"),
                            ("meal", "1食"),
                            ("reserve_meal", "1食（予備から）"),
                            ("reverse", "1食の とりけし"),
                            ("expire", "期限切れ"),
                            ("to_reserve", "期限切れを 予備へ"),
                            ("payout", "お店へ 支払い"),
                            ("payout_back", "支払いが もどった"),
                        ],
                        max_length=12,
                        verbose_name="何の記帳",
                    ),
                ),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("at", models.DateTimeField(verbose_name="いつ")),
                ("day", models.DateField(db_index=True, verbose_name="日（日本時間）")),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="会計年度")),
                ("journal_id", models.BigIntegerField(db_index=True, verbose_name="きろくの番号")),
                ("payment", models.CharField(blank=True, max_length=16, verbose_name="支払いの番号")),
                (
                    "credit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.account",
                        verbose_name="どこへ",
                    ),
                ),
                (
                    "debit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.account",
                        verbose_name="どこから",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="mealtickets.gift",
                        verbose_name="寄附",
                    ),
                ),
                (
                    "redemption",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="mealtickets.redemption",
                        verbose_name="1食",
                    ),
                ),
            ],
            options={
                "verbose_name": "記帳",
                "verbose_name_plural": "記帳",
                "indexes": [
                    models.Index(fields=["credit", "day"], name="entry_credit_day"),
                    models.Index(fields=["debit", "day"], name="entry_debit_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_yen__gt", 0)), name="entry_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debit", models.F("credit")), _negated=True),
                        name="entry_from_one_to_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["meal", "reserve_meal"])),
                        fields=("redemption",),
                        name="entry_meal_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "reverse")),
                        fields=("redemption",),
                        name="entry_reversed_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "gift")), fields=("gift",), name="entry_gift_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "payout")), fields=("payment",), name="entry_payout_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "payout_back")),
                        fields=("payment",),
                        name="entry_payout_back_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.CharField(max_length=120, unique=True, verbose_name="知らせの番号")),
                ("kind", models.CharField(max_length=60, verbose_name="種類")),
                ("came_at", models.DateTimeField(verbose_name="届いた時")),
                ("outcome", models.CharField(max_length=60, verbose_name="どうしたか")),
                (
                    "gift",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="mealtickets.gift",
                        verbose_name="寄附",
                    ),
                ),
            ],
            options={
                "verbose_name": "決済の知らせ",
                "verbose_name_plural": "決済の知らせ",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("name", models.CharField(max_length=120, verbose_name="あて名")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("issued_at", models.DateTimeField(verbose_name="出した時")),
                ("printed", models.PositiveSmallIntegerField(default=1, verbose_name="出した回数")),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "gift",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="mealtickets.gift",
                        verbose_name="寄附",
                    ),
                ),
            ],
            options={
                "verbose_name": "受領証明書",
                "verbose_name_plural": "受領証明書",
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "nendo", "number"), name="receipt_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("why", models.CharField(max_length=200, verbose_name="わけ")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "承認待ち"), ("done", "お返しした"), ("refused", "返さない")],
                        default="asked",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申請の時")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="決めた時")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申請した人",
                    ),
                ),
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
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="mealtickets.gift",
                        verbose_name="寄附",
                    ),
                ),
            ],
            options={
                "verbose_name": "返金",
                "verbose_name_plural": "返金",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_yen__gt", 0)), name="refund_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "asked")
                            ),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="refund_decided_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="refund_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("gift",), name="refund_one_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reversal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=120, verbose_name="わけ")),
                ("reversed_at", models.DateTimeField(verbose_name="とりけした時")),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mealtickets.device",
                        verbose_name="端末",
                    ),
                ),
                (
                    "redemption",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="mealtickets.redemption",
                        verbose_name="1食",
                    ),
                ),
                (
                    "reversed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="とりけした人",
                    ),
                ),
            ],
            options={
                "verbose_name": "とりけし",
                "verbose_name_plural": "とりけし",
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True, verbose_name="行のしるし")),
                ("day", models.DateField(verbose_name="入金の日")),
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("payer", models.CharField(max_length=120, verbose_name="名義（明細のまま）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "だれのか わからない"),
                            ("matched", "寄附と 合った"),
                            ("ignored", "寄附ではない"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=160, verbose_name="わけ")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="mealtickets.bankfile",
                        verbose_name="明細",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_lines",
                        to="mealtickets.gift",
                        verbose_name="寄附",
                    ),
                ),
            ],
            options={
                "verbose_name": "入金の1行",
                "verbose_name_plural": "入金の1行",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gift__isnull", False), ("state", "matched")),
                            models.Q(models.Q(("state", "matched"), _negated=True), ("gift__isnull", True)),
                            _connector="OR",
                        ),
                        name="bank_line_matched_paired",
                    )
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
                ("paid", models.BooleanField(verbose_name="支払う")),
                ("why", models.CharField(max_length=200, verbose_name="わけ")),
                ("decided_at", models.DateTimeField(verbose_name="決めた時")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決めた人",
                    ),
                ),
                (
                    "redemption",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="mealtickets.redemption",
                        verbose_name="1食",
                    ),
                ),
            ],
            options={
                "verbose_name": "確認の結果",
                "verbose_name_plural": "確認の結果",
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.UUIDField(default=uuid.uuid4, unique=True, verbose_name="番号")),
                ("typed", models.CharField(max_length=12, unique=True, verbose_name="打ちこむ番号")),
                ("key_id", models.PositiveSmallIntegerField(verbose_name="鍵の番号")),
                ("position", models.PositiveSmallIntegerField(verbose_name="何枚目")),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "使える"), ("revoked", "止めた"), ("replaced", "とりかえた")],
                        default="live",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた時")),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaces",
                        to="mealtickets.card",
                        verbose_name="新しいカード",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="mealtickets.sheet",
                        verbose_name="たば",
                    ),
                ),
            ],
            options={
                "verbose_name": "こどもカード",
                "verbose_name_plural": "こどもカード",
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "position"), name="card_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "live")),
                            models.Q(models.Q(("state", "live"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="card_ended_paired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日（日本時間）")),
                ("turn", models.PositiveSmallIntegerField(verbose_name="その日の 何食目")),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="mealtickets.card",
                        verbose_name="カード",
                    ),
                ),
                (
                    "redemption",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="use",
                        to="mealtickets.redemption",
                        verbose_name="1食",
                    ),
                ),
            ],
            options={
                "verbose_name": "カードの 1回",
                "verbose_name_plural": "カードの 1回",
                "constraints": [
                    models.UniqueConstraint(fields=("card", "day", "turn"), name="card_use_once_a_turn")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5122d0f4ef78693b1baf5a0a91f457c2a95ef65",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9a20b",
                    table="mealtickets_ledgerentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.debit_id < NEW.credit_id THEN\n        UPDATE mealtickets_account SET debits_yen = debits_yen + NEW.amount_yen WHERE id = NEW.debit_id AND fund_id = NEW.fund_id;\n        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;\n        UPDATE mealtickets_account SET credits_yen = credits_yen + NEW.amount_yen WHERE id = NEW.credit_id AND fund_id = NEW.fund_id;\n        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;\n    ELSE\n        UPDATE mealtickets_account SET credits_yen = credits_yen + NEW.amount_yen WHERE id = NEW.credit_id AND fund_id = NEW.fund_id;\n        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;\n        UPDATE mealtickets_account SET debits_yen = debits_yen + NEW.amount_yen WHERE id = NEW.debit_id AND fund_id = NEW.fund_id;\n        IF NOT FOUND THEN RAISE EXCEPTION 'an entry stays within its fund'; END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="fe2eab7f3c124d3cc28bd430d20feebc90f75aba",
                    operation="INSERT",
                    pgid="pgtrigger_add_up_06464",
                    table="mealtickets_ledgerentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redemption",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f8e7a70e6ed6d3dd20d6f107ab03e97b8109d256",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6437a",
                    table="mealtickets_redemption",
                    when="BEFORE",
                ),
            ),
        ),
    ]
