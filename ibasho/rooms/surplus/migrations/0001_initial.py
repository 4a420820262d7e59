import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
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
            name="Depot",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ja", "JA"),
                            ("road", "道の駅"),
                            ("hall", "公共施設"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="種類",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("lat", models.FloatField(verbose_name="緯度")),
                ("lng", models.FloatField(verbose_name="経度")),
                ("hours_words", models.CharField(blank=True, max_length=120, verbose_name="あいている時間")),
                ("chilled", models.BooleanField(default=False, verbose_name="冷蔵庫が ある")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="だれの",
                    ),
                ),
            ],
            options={
                "verbose_name": "持ちこむ場所",
                "verbose_name_plural": "持ちこむ場所",
            },
        ),
        migrations.CreateModel(
            name="Driver",
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
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="行ける曜日",
                    ),
                ),
                (
                    "load_grams",
                    models.PositiveIntegerField(default=200000, verbose_name="1回に 運べる 重さ（g）"),
                ),
                ("chilled", models.BooleanField(default=False, verbose_name="保冷箱が ある")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
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
                ("is_active", models.BooleanField(default=True, verbose_name="つづけている")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="やめた日")),
            ],
            options={
                "verbose_name": "運ぶ人",
                "verbose_name_plural": "運ぶ人",
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
                (
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("giver_name", models.CharField(blank=True, max_length=80, verbose_name="くれる人の 名前")),
                ("giver_phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("giver_email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("own", "本人（ログイン）"),
                            ("link", "本人（リンク）"),
                            ("public", "本人（登録なし）"),
                            ("phone", "電話"),
                            ("fax", "FAX"),
                            ("counter", "窓口"),
                            ("standing", "毎年・毎週の 約束"),
                        ],
                        max_length=8,
                        verbose_name="どうやって 聞いたか",
                    ),
                ),
                (
                    "food",
                    models.CharField(
                        choices=[
                            ("vegetable", "やさい"),
                            ("fruit", "くだもの"),
                            ("rice", "米"),
                            ("bread", "パン・めん"),
                            ("dairy", "たまご・乳製品"),
                            ("meat", "肉"),
                            ("fish", "魚"),
                            ("processed", "加工食品・缶づめ"),
                            ("drink", "飲みもの"),
                            ("sweet", "おかし"),
                            ("seasoning", "調味料"),
                            ("dish", "弁当・そうざい"),
                            ("other", "そのほか"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="しなもの")),
                ("grams", models.PositiveIntegerField(verbose_name="重さ（g）")),
                ("amount_words", models.CharField(blank=True, max_length=60, verbose_name="量の ことば")),
                (
                    "step_grams",
                    models.PositiveIntegerField(verbose_name="分けられる いちばん小さい 重さ（g）"),
                ),
                ("lot", models.CharField(blank=True, max_length=40, verbose_name="ロット")),
                (
                    "band",
                    models.CharField(
                        choices=[("room", "常温"), ("chilled", "冷蔵"), ("frozen", "冷凍")],
                        max_length=8,
                        verbose_name="温度",
                    ),
                ),
                (
                    "date_kind",
                    models.CharField(
                        choices=[
                            ("use_by", "消費期限"),
                            ("best_by", "賞味期限"),
                            ("none", "期限の 表示なし"),
                        ],
                        max_length=8,
                        verbose_name="期限の 種類",
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="書いてある 期限")),
                ("use_until", models.DateField(verbose_name="いつまでに 食べるか")),
                (
                    "allergens_told",
                    models.CharField(
                        choices=[
                            ("listed", "入っている"),
                            ("none", "どれも 入っていない"),
                            ("unknown", "わからない"),
                            ("grown", "きかない（やさい・くだもの・米）"),
                        ],
                        max_length=8,
                        verbose_name="アレルギー物質",
                    ),
                ),
                (
                    "allergens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="入っている アレルギー物質",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ひとこと")),
                ("photo", models.FileField(blank=True, upload_to="surplus", verbose_name="写真")),
                ("giver_brings", models.BooleanField(default=False, verbose_name="とどけてくれる")),
                ("pickup_words", models.CharField(blank=True, max_length=120, verbose_name="とりに行く場所")),
                ("pickup_lat", models.FloatField(blank=True, null=True, verbose_name="緯度")),
                ("pickup_lng", models.FloatField(blank=True, null=True, verbose_name="経度")),
                ("ready_from", models.DateTimeField(verbose_name="いつから わたせるか")),
                ("ready_until", models.DateTimeField(verbose_name="いつまで わたせるか")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "まだ 見ていない"),
                            ("open", "行き先を さがしている"),
                            ("proposed", "案が ある"),
                            ("agreed", "行き先が きまった"),
                            ("done", "わたした"),
                            ("taken", "とりさげた"),
                            ("lapsed", "期限が きた"),
                        ],
                        max_length=8,
                        verbose_name="状態",
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
                ("made_at", models.DateTimeField(verbose_name="入れた時")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="市が 見た時")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="おわった時")),
                ("ended_words", models.CharField(blank=True, max_length=200, verbose_name="おわりの わけ")),
                ("thanked_at", models.DateTimeField(blank=True, null=True, verbose_name="お礼を 送った時")),
                (
                    "to_call",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "きまりました"),
                            ("gone", "なくなりました"),
                            ("refused", "うけとれませんでした"),
                            ("lapsed", "見つかりませんでした"),
                        ],
                        max_length=8,
                        verbose_name="電話で つたえること",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="見た人",
                    ),
                ),
                (
                    "depot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surplus.depot",
                        verbose_name="持ちこむ場所",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
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
                        verbose_name="くれる人",
                    ),
                ),
            ],
            options={
                "verbose_name": "おすそわけ",
                "verbose_name_plural": "おすそわけ",
                "indexes": [
                    models.Index(fields=["state", "use_until"], name="surplus_offer_open"),
                    models.Index(fields=["organisation", "-made_at"], name="surplus_offer_of_giver"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["new", "open", "proposed", "agreed", "done", "taken", "lapsed"])
                        ),
                        name="surplus_offer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step_grams__gt", 0), ("step_grams__lte", models.F("grams"))),
                        name="surplus_offer_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            models.Q(("giver_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="surplus_offer_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date_kind", "none"), ("expires_on__isnull", True)),
                            models.Q(
                                models.Q(("date_kind", "none"), _negated=True), ("expires_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="surplus_offer_date_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date_kind", "use_by"), _negated=True),
                            ("use_until__lte", models.F("expires_on")),
                            _connector="OR",
                        ),
                        name="surplus_offer_never_past_use_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("allergens_told", "listed"), models.Q(("allergens", []), _negated=True)
                            ),
                            models.Q(
                                models.Q(("allergens_told", "listed"), _negated=True), ("allergens", [])
                            ),
                            _connector="OR",
                        ),
                        name="surplus_offer_allergens_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ready_until__gt", models.F("ready_from"))),
                        name="surplus_offer_ready_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pickup_lat__isnull", True), ("pickup_lng__isnull", True)),
                            models.Q(("pickup_lat__isnull", False), ("pickup_lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="surplus_offer_position_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state__in", ["done", "taken", "lapsed"])),
                            models.Q(
                                models.Q(("state__in", ["done", "taken", "lapsed"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="surplus_offer_ended_pair",
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
                    "public_id",
                    models.CharField(
                        default=ibasho.base.kernel.codes.new_code,
                        max_length=16,
                        unique=True,
                        verbose_name="公開番号",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="何番目の 案")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "案"),
                            ("agreed", "きまった"),
                            ("replaced", "作りなおした"),
                            ("dropped", "やめた"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                (
                    "left_grams",
                    models.PositiveIntegerField(default=0, verbose_name="行き先の ない 重さ（g）"),
                ),
                (
                    "changed_words",
                    models.CharField(blank=True, max_length=200, verbose_name="手で 直した わけ"),
                ),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="きめた時")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="きめた人",
                    ),
                ),
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
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="surplus.offer",
                        verbose_name="おすそわけ",
                    ),
                ),
            ],
            options={
                "verbose_name": "分け方の 案",
                "verbose_name_plural": "分け方の 案",
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "number"), name="surplus_proposal_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("offer",),
                        name="surplus_proposal_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="surplus_proposal_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="surplus_proposal_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="わけと どうするか")),
                ("recalled_at", models.DateTimeField(verbose_name="とめた時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="おわった時")),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall",
                        to="surplus.offer",
                        verbose_name="おすそわけ",
                    ),
                ),
                (
                    "recalled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="とめた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回収",
                "verbose_name_plural": "回収",
            },
        ),
        migrations.CreateModel(
            name="Receiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="うけとる")),
                (
                    "room_grams",
                    models.PositiveIntegerField(default=0, verbose_name="常温で おける 重さ（g）"),
                ),
                (
                    "chilled_grams",
                    models.PositiveIntegerField(default=0, verbose_name="冷蔵庫に 入る 重さ（g）"),
                ),
                (
                    "frozen_grams",
                    models.PositiveIntegerField(default=0, verbose_name="冷凍庫に 入る 重さ（g）"),
                ),
                ("collects", models.BooleanField(default=True, verbose_name="とりに 行ける")),
                (
                    "reach_metres",
                    models.PositiveIntegerField(default=10000, verbose_name="どこまで とりに 行けるか（m）"),
                ),
                (
                    "least_grams",
                    models.PositiveIntegerField(
                        default=0, verbose_name="これより 少ないと いらない 重さ（g）"
                    ),
                ),
                (
                    "most_grams",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="1回に 使いきれる 重さ（g）"
                    ),
                ),
                ("meals", models.PositiveSmallIntegerField(verbose_name="1回の 食事の 数（ふだん）")),
                (
                    "wished",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("vegetable", "やさい"),
                                ("fruit", "くだもの"),
                                ("rice", "米"),
                                ("bread", "パン・めん"),
                                ("dairy", "たまご・乳製品"),
                                ("meat", "肉"),
                                ("fish", "魚"),
                                ("processed", "加工食品・缶づめ"),
                                ("drink", "飲みもの"),
                                ("sweet", "おかし"),
                                ("seasoning", "調味料"),
                                ("dish", "弁当・そうざい"),
                                ("other", "そのほか"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="よく使うもの",
                    ),
                ),
                (
                    "refused",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("vegetable", "やさい"),
                                ("fruit", "くだもの"),
                                ("rice", "米"),
                                ("bread", "パン・めん"),
                                ("dairy", "たまご・乳製品"),
                                ("meat", "肉"),
                                ("fish", "魚"),
                                ("processed", "加工食品・缶づめ"),
                                ("drink", "飲みもの"),
                                ("sweet", "おかし"),
                                ("seasoning", "調味料"),
                                ("dish", "弁当・そうざい"),
                                ("other", "そのほか"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="うけとらないもの",
                    ),
                ),
                (
                    "avoids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="おかない アレルギー物質",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("since", models.DateField(verbose_name="いつから")),
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
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surplus_receiver",
                        to="places.place",
                        verbose_name="居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "うけとる居場所",
                "verbose_name_plural": "うけとる居場所",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("meals__gt", 0)), name="surplus_receiver_meals"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="わけ")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passed",
                        to="surplus.proposal",
                        verbose_name="分け方の 案",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed",
                        to="surplus.receiver",
                        verbose_name="うけとる居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "こんかいは なし",
                "verbose_name_plural": "こんかいは なし",
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "receiver"), name="surplus_passed_once")
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
                ("day", models.DateField(verbose_name="日")),
                ("starts", models.TimeField(verbose_name="出る時間")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("told", "知らせた"),
                            ("done", "おわった"),
                            ("off", "やめた"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=0, verbose_name="かかる分（めやす）")),
                ("metres", models.PositiveIntegerField(default=0, verbose_name="道のり（m、めやす）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("made_at", models.DateTimeField(verbose_name="作った時")),
                (
                    "driver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="surplus.driver",
                        verbose_name="運ぶ人",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "運ぶ道",
                "verbose_name_plural": "運ぶ道",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "off"), _negated=True),
                        fields=("driver", "day"),
                        name="surplus_driver_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
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
                ("grams", models.PositiveIntegerField(verbose_name="重さ（g）")),
                ("reasons", models.JSONField(default=list, verbose_name="わけ")),
                ("by_hand", models.BooleanField(default=False, verbose_name="人が 直した")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "案"),
                            ("agreed", "きまった"),
                            ("declined", "うけとれない"),
                            ("handed", "わたした"),
                            ("no_show", "とりに来なかった"),
                            ("gone", "なくなった"),
                            ("dropped", "やめた"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "おく場所が ない"),
                            ("closed", "おやすみに なった"),
                            ("menu", "献立に 合わない"),
                            ("carry", "とりに 行けない"),
                            ("other", "そのほか"),
                        ],
                        max_length=8,
                        verbose_name="うけとれない わけ",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "to_call",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "きまりました"),
                            ("gone", "なくなりました"),
                            ("refused", "うけとれませんでした"),
                            ("lapsed", "見つかりませんでした"),
                        ],
                        max_length=8,
                        verbose_name="電話で つたえること",
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="surplus.proposal",
                        verbose_name="分け方の 案",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="surplus.receiver",
                        verbose_name="うけとる居場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "分",
                "verbose_name_plural": "分",
                "indexes": [models.Index(fields=["receiver", "state"], name="surplus_share_receiver")],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "receiver"), name="surplus_share_once"),
                    models.CheckConstraint(condition=models.Q(("grams__gt", 0)), name="surplus_share_grams"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("refusal", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("refusal", "")),
                            _connector="OR",
                        ),
                        name="surplus_share_declined_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="知らせた時")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の時")),
                (
                    "left_grams",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="のこり（g）"),
                ),
                ("eaten", models.BooleanField(blank=True, null=True, verbose_name="食べた人が いる")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
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
                    "recall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surplus.recall",
                        verbose_name="回収",
                    ),
                ),
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall_answer",
                        to="surplus.share",
                        verbose_name="分",
                    ),
                ),
            ],
            options={
                "verbose_name": "回収の 返事",
                "verbose_name_plural": "回収の 返事",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("eaten__isnull", True),
                                ("left_grams__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("eaten__isnull", False),
                                ("left_grams__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="surplus_recall_answer_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoShow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="どうしたか")),
                ("noted_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書いた人",
                    ),
                ),
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_show",
                        to="surplus.share",
                        verbose_name="分",
                    ),
                ),
            ],
            options={
                "verbose_name": "とりに来なかった",
                "verbose_name_plural": "とりに来なかった",
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grams", models.PositiveIntegerField(verbose_name="わたした 重さ（g）")),
                ("lot", models.CharField(blank=True, max_length=40, verbose_name="ロット")),
                (
                    "temperature_tenths",
                    models.SmallIntegerField(blank=True, null=True, verbose_name="温度（0.1℃）"),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="期限（見たとおり）")),
                ("fine", models.BooleanField(default=True, verbose_name="見た目と においに かわりない")),
                ("crates_out", models.PositiveSmallIntegerField(default=0, verbose_name="かりた箱")),
                ("crates_back", models.PositiveSmallIntegerField(default=0, verbose_name="返した箱")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("handed_at", models.DateTimeField(verbose_name="わたした時")),
                ("noted_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="入れた人",
                    ),
                ),
                (
                    "share",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="surplus.share",
                        verbose_name="分",
                    ),
                ),
            ],
            options={
                "verbose_name": "うけわたし",
                "verbose_name_plural": "うけわたし",
            },
        ),
        migrations.CreateModel(
            name="StandingOffer",
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
                    "food",
                    models.CharField(
                        choices=[
                            ("vegetable", "やさい"),
                            ("fruit", "くだもの"),
                            ("rice", "米"),
                            ("bread", "パン・めん"),
                            ("dairy", "たまご・乳製品"),
                            ("meat", "肉"),
                            ("fish", "魚"),
                            ("processed", "加工食品・缶づめ"),
                            ("drink", "飲みもの"),
                            ("sweet", "おかし"),
                            ("seasoning", "調味料"),
                            ("dish", "弁当・そうざい"),
                            ("other", "そのほか"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="しなもの")),
                ("grams", models.PositiveIntegerField(verbose_name="重さ（g）")),
                (
                    "step_grams",
                    models.PositiveIntegerField(verbose_name="分けられる いちばん小さい 重さ（g）"),
                ),
                (
                    "band",
                    models.CharField(
                        choices=[("room", "常温"), ("chilled", "冷蔵"), ("frozen", "冷凍")],
                        default="room",
                        max_length=8,
                        verbose_name="温度",
                    ),
                ),
                ("keeps_days", models.PositiveSmallIntegerField(verbose_name="何日 もつ")),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="何月に"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="曜日")),
                ("pickup_words", models.CharField(blank=True, max_length=120, verbose_name="とりに行く場所")),
                ("pickup_lat", models.FloatField(blank=True, null=True, verbose_name="緯度")),
                ("pickup_lng", models.FloatField(blank=True, null=True, verbose_name="経度")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("is_active", models.BooleanField(default=True, verbose_name="つづいている")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="さいごに きいた日")),
                ("none_on", models.DateField(blank=True, null=True, verbose_name="「こんかいは ない」の日")),
                ("made_at", models.DateTimeField(verbose_name="入れた時")),
                (
                    "depot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surplus.depot",
                        verbose_name="持ちこむ場所",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
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
                        verbose_name="くれる人",
                    ),
                ),
            ],
            options={
                "verbose_name": "季節の 約束",
                "verbose_name_plural": "季節の 約束",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="surplus_standing_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step_grams__gt", 0), ("step_grams__lte", models.F("grams"))),
                        name="surplus_standing_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pickup_lat__isnull", True), ("pickup_lng__isnull", True)),
                            models.Q(("pickup_lat__isnull", False), ("pickup_lng__isnull", False)),
                            _connector="OR",
                        ),
                        name="surplus_standing_position_pair",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="offer",
            name="standing",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="offers",
                to="surplus.standingoffer",
                verbose_name="季節の 約束",
            ),
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="順")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pick", "うけとる"), ("drop", "とどける"), ("back", "箱を 返す")],
                        max_length=8,
                        verbose_name="なにを",
                    ),
                ),
                ("due", models.TimeField(blank=True, null=True, verbose_name="つく時間（めやす）")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="すんだ時")),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surplus.offer",
                        verbose_name="おすそわけ",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stops",
                        to="surplus.run",
                        verbose_name="運ぶ道",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="surplus.share",
                        verbose_name="分",
                    ),
                ),
            ],
            options={
                "verbose_name": "立ちよる所",
                "verbose_name_plural": "立ちよる所",
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("run", "order"),
                        name="surplus_stop_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("offer__isnull", False), ("share__isnull", False), _connector="OR"
                        ),
                        name="surplus_stop_for_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
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
                ("grams_used", models.PositiveIntegerField(verbose_name="使った 重さ（g）")),
                ("grams_thrown", models.PositiveIntegerField(default=0, verbose_name="すてた 重さ（g）")),
                ("meals", models.PositiveSmallIntegerField(verbose_name="何食に なったか")),
                ("dish", models.CharField(blank=True, max_length=80, verbose_name="なにに なったか")),
                ("thanks", models.CharField(blank=True, max_length=200, verbose_name="お礼の ことば")),
                (
                    "thanks_state",
                    models.CharField(
                        choices=[("waiting", "まだ 見ていない"), ("shown", "のせた"), ("hidden", "のせない")],
                        default="waiting",
                        max_length=8,
                        verbose_name="お礼の 状態",
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="入れた時")),
                ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="見た時")),
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
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="surplus.share",
                        verbose_name="分",
                    ),
                ),
                (
                    "told_by",
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
                "verbose_name": "使ったこと",
                "verbose_name_plural": "使ったこと",
                "constraints": [
                    models.UniqueConstraint(fields=("share", "day"), name="surplus_use_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
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
                    "food",
                    models.CharField(
                        choices=[
                            ("vegetable", "やさい"),
                            ("fruit", "くだもの"),
                            ("rice", "米"),
                            ("bread", "パン・めん"),
                            ("dairy", "たまご・乳製品"),
                            ("meat", "肉"),
                            ("fish", "魚"),
                            ("processed", "加工食品・缶づめ"),
                            ("drink", "飲みもの"),
                            ("sweet", "おかし"),
                            ("seasoning", "調味料"),
                            ("dish", "弁当・そうざい"),
                            ("other", "そのほか"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("words", models.CharField(max_length=80, verbose_name="ほしいもの")),
                ("grams", models.PositiveIntegerField(blank=True, null=True, verbose_name="重さ（g）")),
                ("until", models.DateField(verbose_name="いつまでに")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "ほしい"), ("met", "とどいた"), ("dropped", "やめた")],
                        default="open",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="言った時")),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="surplus.receiver",
                        verbose_name="うけとる居場所",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="言った人",
                    ),
                ),
            ],
            options={
                "verbose_name": "ほしいもの",
                "verbose_name_plural": "ほしいもの",
            },
        ),
        migrations.CreateModel(
            name="KitchenRecord",
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
                ("menu", models.CharField(max_length=200, verbose_name="献立")),
                (
                    "allergens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="アレルギー物質",
                    ),
                ),
                (
                    "bought",
                    models.TextField(blank=True, max_length=1000, verbose_name="買ったもの・どこから"),
                ),
                (
                    "meals",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="出した 食事の 数"),
                ),
                ("heated", models.BooleanField(blank=True, null=True, verbose_name="中まで 火を 通した")),
                (
                    "helpers_well",
                    models.BooleanField(blank=True, null=True, verbose_name="手伝う人の 体調を 確かめた"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                ("written_at", models.DateTimeField(verbose_name="書いた時")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "verbose_name": "献立と 仕入れの 記録",
                "verbose_name_plural": "献立と 仕入れの 記録",
                "constraints": [
                    models.UniqueConstraint(fields=("place", "day"), name="surplus_kitchen_once_a_day")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing__isnull", False)),
                fields=("standing", "ready_from"),
                name="surplus_standing_once_a_week",
            ),
        ),
    ]
