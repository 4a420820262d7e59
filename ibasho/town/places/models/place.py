"""A place: what it is, who may come, what it costs, where it stands, and how sure we are of it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.labelled import pairs
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.rules.features import ACCESSIBILITY, FEATURES
from ibasho.town.places.rules.kinds import PlaceKind

STAGES = pairs(Stage)


class Place(models.Model):
    """One entry of the directory. What is not known is NULL or empty and says so on screen."""

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        PENDING = "pending", "承認待ち"
        PUBLISHED = "published", "公開"
        PAUSED = "paused", "休止中"
        ENDED = "ended", "終了"
        REFUSED = "refused", "公開しない"

    class Booking(models.TextChoices):
        UNKNOWN = "", "わかりません"
        NONE = "none", "いらない"
        RECOMMENDED = "recommended", "したほうがよい"
        NEEDED = "needed", "いる"

    class Allergy(models.TextChoices):
        UNKNOWN = "", "わかりません"
        ASK = "ask", "きいてください"
        HANDLED = "handled", "対応しています"
        NOT_HANDLED = "not_handled", "対応していません"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=20, choices=pairs(PlaceKind))
    name = models.CharField("名前", max_length=120)
    kana = models.CharField("よみ", max_length=200, blank=True)
    description = models.TextField("どんなところ", blank=True)
    people_note = models.CharField("どんな人がいるか", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name="運営",
    )
    organisation_name = models.CharField("運営団体名（資料のまま）", max_length=160, blank=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.DRAFT)
    paused_since = models.DateField("休止 いつから", null=True, blank=True)
    paused_until = models.DateField("休止 いつまで", null=True, blank=True)
    paused_reason = models.CharField("休止の わけ", max_length=200, blank=True)

    # Who may come
    restricted = models.BooleanField("限られた人だけ", default=False)  # never advertised as open to all
    restricted_to = models.CharField("だれが使えるか（限定）", max_length=200, blank=True)
    everyone = models.BooleanField("だれでも", null=True, blank=True)
    stages = ArrayField(
        models.CharField(max_length=8, choices=STAGES), verbose_name="年代", default=list, blank=True
    )
    alone_from = models.CharField("ひとりで来てよい年代", max_length=8, choices=STAGES, blank=True)
    adult_needed = models.BooleanField("おとなと いっしょ", null=True, blank=True)
    audience_note = models.CharField("だれが来てよいか（ことば）", max_length=400, blank=True)
    months_note = models.CharField("月齢の時間", max_length=200, blank=True)
    school_hours = models.BooleanField("学校の時間でも行ける", null=True, blank=True)

    # What it costs (yen; NULL: not known) and how to come
    fee_infant_yen = models.PositiveIntegerField("参加費 幼児", null=True, blank=True)
    fee_elementary_yen = models.PositiveIntegerField("参加費 小学生", null=True, blank=True)
    fee_junior_yen = models.PositiveIntegerField("参加費 中学生", null=True, blank=True)
    fee_high_yen = models.PositiveIntegerField("参加費 高校生", null=True, blank=True)
    fee_adult_yen = models.PositiveIntegerField("参加費 大人", null=True, blank=True)
    fee_note = models.CharField("参加費のことば", max_length=400, blank=True)
    booking = models.CharField("予約", max_length=12, choices=Booking.choices, blank=True, default="")
    booking_note = models.CharField("予約のことば", max_length=400, blank=True)
    capacity = models.PositiveIntegerField("定員", null=True, blank=True)
    capacity_note = models.CharField("定員のことば", max_length=200, blank=True)
    allergy = models.CharField("アレルギー", max_length=12, choices=Allergy.choices, blank=True, default="")
    allergy_note = models.CharField("アレルギーのことば", max_length=200, blank=True)

    # What is there
    features = ArrayField(
        models.CharField(max_length=20, choices=FEATURES), verbose_name="あるもの", default=list, blank=True
    )
    accessibility = ArrayField(
        models.CharField(max_length=24, choices=ACCESSIBILITY),
        verbose_name="バリアフリー",
        default=list,
        blank=True,
    )
    accessibility_note = models.CharField("バリアフリーのことば", max_length=400, blank=True)

    # Where it is
    municipality_code = models.CharField("市区町村コード", max_length=6, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    building = models.CharField("建物", max_length=120, blank=True)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    machiaza_id = models.CharField("町字ID", max_length=7, blank=True)
    district_code = models.CharField("小学校区", max_length=16, blank=True)
    town_name = models.CharField("町", max_length=60, blank=True)
    lat = models.FloatField("緯度", null=True, blank=True)
    lng = models.FloatField("経度", null=True, blank=True)
    position_source = models.CharField("位置の出どころ", max_length=60, blank=True)
    outside_city = models.BooleanField("市外", default=False)
    access_note = models.CharField("行き方", max_length=400, blank=True)
    parking_note = models.CharField("駐車場", max_length=200, blank=True)

    # Contact of the place (public) — never of a person
    phone = models.CharField("電話", max_length=40, blank=True)
    contact_email = models.EmailField("メール", blank=True)
    url = models.URLField("ホームページ", max_length=400, blank=True)

    # When it is open: rules stand in OpeningRule; the words of the source are always kept and shown
    opening_words = models.TextField("時間（資料のことば）", blank=True)
    opening_certain = models.BooleanField("時間が はっきりしている", default=False)

    # How sure we are
    verified_on = models.DateField("確かめた日", null=True, blank=True)
    verified_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="確かめた人"
    )
    verified_words = models.CharField("だれが確かめたか", max_length=60, blank=True)
    verify_asked_at = models.DateTimeField("確かめてと たのんだ時", null=True, blank=True)

    # Where it comes from
    source_name = models.CharField("出典", max_length=200, blank=True)
    source_url = models.URLField("出典のアドレス", max_length=400, blank=True)
    dataset = models.CharField("データセット", max_length=24, blank=True)
    external_id = models.CharField("資料の番号", max_length=80, blank=True)
    original = models.JSONField("資料の行（そのまま）", default=dict, blank=True)
    missing_since = models.DateField("資料から消えた日", null=True, blank=True)

    search_text = models.TextField(
        "さがす用", blank=True, editable=False
    )  # normalised kana, see rules.search
    version = models.PositiveIntegerField("版", default=1)
    created_at = models.DateTimeField("書いた時")
    updated_at = models.DateTimeField("直した時")

    class Meta:
        verbose_name = "居場所"
        verbose_name_plural = "居場所"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "pending", "published", "paused", "ended", "refused"]),
                name="place_state_known",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lng__range=(-180.0, 180.0)),
                name="place_position_pair",
            ),
            # Since when may be unknown to the source; why or since when must be said.
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_since__isnull=False) | ~Q(paused_reason=""),
                name="place_paused_says_something",
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(paused_until__gte=models.F("paused_since")),
                name="place_paused_order",
            ),
            # A restricted place says for whom, and is never "for everyone".
            models.CheckConstraint(
                condition=Q(restricted=False) | (~Q(restricted_to="") & ~Q(everyone=True)),
                name="place_restricted_says_whom",
            ),
            models.UniqueConstraint(
                fields=["dataset", "municipality_code", "external_id"],
                condition=~Q(external_id=""),
                name="place_once_per_source_row",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "district_code"], name="place_state_district"),
            models.Index(fields=["state", "kind"], name="place_state_kind"),
            models.Index(fields=["verified_on"], condition=Q(state="published"), name="place_verified"),
            GinIndex(fields=["features"], name="place_features"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def position(self) -> Position | None:
        """None where it is not known."""
        if self.lat is None or self.lng is None:
            return None
        return Position(self.lat, self.lng)


class Photo(models.Model):
    """A picture of the place, re-encoded so that EXIF and GPS are gone; shown only with consent and approval."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="photos", verbose_name="居場所")
    file = models.ImageField("写真", upload_to="photos/")
    words = models.CharField("写真のことば", max_length=120)  # read by those who cannot see it
    consent_on = models.DateField("写っている人の同意", null=True, blank=True)
    nobody_shown = models.BooleanField("人は写っていない", default=False)
    approved_at = models.DateTimeField("承認した時", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承認した人"
    )
    added_at = models.DateTimeField("入れた時")

    class Meta:
        verbose_name = "写真"
        verbose_name_plural = "写真"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(nobody_shown=True) | Q(consent_on__isnull=False), name="photo_has_consent"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="photo_approved_pair",
            ),
        ]
