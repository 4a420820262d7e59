import django.db.models.deletion
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
            name="Payee",
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
                ("name", models.CharField(max_length=120, verbose_name="支払先の名前")),
                ("bank_code", models.CharField(max_length=4, verbose_name="銀行コード")),
                ("bank_kana", models.CharField(max_length=15, verbose_name="銀行名（ｶﾅ）")),
                ("branch_code", models.CharField(max_length=3, verbose_name="支店コード")),
                ("branch_kana", models.CharField(max_length=15, verbose_name="支店名（ｶﾅ）")),
                (
                    "account_type",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄"), ("9", "その他")],
                        max_length=1,
                        verbose_name="預金種目",
                    ),
                ),
                ("account_number", models.CharField(max_length=7, verbose_name="口座番号")),
                ("holder_kana", models.CharField(max_length=30, verbose_name="口座名義（ｶﾅ）")),
                (
                    "invoice_number",
                    models.CharField(blank=True, max_length=14, verbose_name="登録番号（T＋13桁）"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "確認待ち"), ("confirmed", "確認ずみ"), ("ended", "使わない")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="確かめた時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="終わりの時")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確かめた人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payees",
                        to="people.organisation",
                        verbose_name="団体・店など",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payees",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ひと",
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
                "verbose_name": "支払先",
                "verbose_name_plural": "支払先",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="payee_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bank_code__regex", "^[0-9]{4}$")), name="payee_bank_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("branch_code__regex", "^[0-9]{3}$")), name="payee_branch_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account_number__regex", "^[0-9]{7}$")),
                        name="payee_account_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("invoice_number", ""), ("invoice_number__regex", "^T[0-9]{13}$"), _connector="OR"
                        ),
                        name="payee_invoice_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            models.Q(("confirmed_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="payee_confirmed_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True), ("organisation__isnull", False)
                        ),
                        fields=("organisation",),
                        name="payee_one_per_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True), ("person__isnull", False)
                        ),
                        fields=("person",),
                        name="payee_one_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayerAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="名前（英字）")),
                ("name", models.CharField(max_length=120, verbose_name="名前")),
                ("consignor_code", models.CharField(max_length=10, verbose_name="振込依頼人コード")),
                ("consignor_kana", models.CharField(max_length=40, verbose_name="振込依頼人名（ｶﾅ）")),
                ("bank_code", models.CharField(max_length=4, verbose_name="銀行コード")),
                ("bank_kana", models.CharField(max_length=15, verbose_name="銀行名（ｶﾅ）")),
                ("branch_code", models.CharField(max_length=3, verbose_name="支店コード")),
                ("branch_kana", models.CharField(max_length=15, verbose_name="支店名（ｶﾅ）")),
                (
                    "account_type",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄"), ("9", "その他")],
                        max_length=1,
                        verbose_name="預金種目",
                    ),
                ),
                ("account_number", models.CharField(max_length=7, verbose_name="口座番号")),
                (
                    "list_first",
                    models.BooleanField(default=True, verbose_name="支払一覧（支出命令）を 先に出す"),
                ),
                (
                    "newlines",
                    models.BooleanField(default=True, verbose_name="全銀の行の終わりに 改行を入れる"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
            ],
            options={
                "verbose_name": "支払元",
                "verbose_name_plural": "支払元",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("consignor_code__regex", "^[0-9]{10}$")),
                        name="payer_consignor_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bank_code__regex", "^[0-9]{4}$")), name="payer_bank_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("branch_code__regex", "^[0-9]{3}$")), name="payer_branch_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account_number__regex", "^[0-9]{7}$")),
                        name="payer_account_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
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
                ("programme", models.CharField(max_length=24, verbose_name="事業")),
                ("title", models.CharField(max_length=120, verbose_name="件名")),
                ("nendo", models.PositiveSmallIntegerField(verbose_name="会計年度")),
                ("pay_on", models.DateField(verbose_name="振込指定日")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起案"),
                            ("asked", "確認待ち"),
                            ("confirmed", "決裁待ち"),
                            ("approved", "決裁ずみ"),
                            ("sent", "銀行へ 出した"),
                            ("settled", "結果を 読みこんだ"),
                            ("withdrawn", "取りさげ"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("prepared_at", models.DateTimeField(verbose_name="起案した時")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認した時")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="決裁した時")),
                (
                    "listed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="支払一覧を 出した時"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="全銀ファイルを 出した時"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="結果を 読みこんだ時"),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="取りさげの わけ")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決裁した人",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="payouts.payeraccount",
                        verbose_name="支払元",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起案した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "支払い",
                "verbose_name_plural": "支払い",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="run_confirmed_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="run_approved_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                models.Q(("approved_by", models.F("confirmed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="run_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "sent", "settled"]), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="run_sent_only_when_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                ("amount_yen", models.PositiveIntegerField(verbose_name="金額")),
                ("reference", models.CharField(max_length=40, verbose_name="もとの番号")),
                ("words", models.CharField(max_length=160, verbose_name="内容")),
                ("name", models.CharField(max_length=120, verbose_name="支払先の名前")),
                ("bank_code", models.CharField(max_length=4, verbose_name="銀行コード")),
                ("bank_kana", models.CharField(max_length=15, verbose_name="銀行名（ｶﾅ）")),
                ("branch_code", models.CharField(max_length=3, verbose_name="支店コード")),
                ("branch_kana", models.CharField(max_length=15, verbose_name="支店名（ｶﾅ）")),
                (
                    "account_type",
                    models.CharField(
                        choices=[("1", "普通"), ("2", "当座"), ("4", "貯蓄"), ("9", "その他")],
                        max_length=1,
                        verbose_name="預金種目",
                    ),
                ),
                ("account_number", models.CharField(max_length=7, verbose_name="口座番号")),
                ("holder_kana", models.CharField(max_length=30, verbose_name="口座名義（ｶﾅ）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "これから"),
                            ("paid", "振込ずみ"),
                            ("returned", "もどってきた"),
                            ("withdrawn", "取りさげ"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="結果の日")),
                ("result_words", models.CharField(blank=True, max_length=120, verbose_name="結果のことば")),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="payouts.payee",
                        verbose_name="支払先",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="payouts.run",
                        verbose_name="支払い",
                    ),
                ),
            ],
            options={
                "verbose_name": "支払いの1件",
                "verbose_name_plural": "支払いの1件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_yen__gt", 0)), name="payment_of_something"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "paid"])),
                        fields=("reference",),
                        name="payment_once_per_reference",
                    ),
                ],
            },
        ),
    ]
