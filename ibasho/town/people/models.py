"""People, organisations and what binds them. Children have no account: a test keeps it so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from ibasho.base.kernel.codes import new_code
from ibasho.town.people import roles

_SESSION_SALT = (
    "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"  # Django's own: old sessions go on
)


class PersonManager(BaseUserManager["Person"]):
    """What Django and allauth need to find and make a person by mail address."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An adult with an account. `ends_on` is the last day on which sign-in works (default 3/31)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    email = models.EmailField("メールアドレス", unique=True)
    name = models.CharField("名前", max_length=80)
    nickname = models.CharField("よび名", max_length=40, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    language = models.CharField("ことば", max_length=8, default="ja")
    is_active = models.BooleanField("使える", default=True)
    ends_on = models.DateField("いつまで", null=True)
    created_at = models.DateTimeField("登録した時", auto_now_add=True)
    closed_at = models.DateTimeField("とじた時", null=True)  # a year later the name and address are erased
    signed_out = models.PositiveIntegerField("いっせいに ログアウトした回数", default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = "ひと"
        verbose_name_plural = "ひと"

    def __str__(self) -> str:
        return self.nickname or self.name

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares it with the session's at every request: a new password or `signed_out` ends every session."""
        told = f"{self.password}{self.signed_out or ''}"
        return salted_hmac(_SESSION_SALT, told, secret=secret, algorithm="sha256").hexdigest()

    def may_sign_in(self, day: date) -> bool:
        return self.is_active and (self.ends_on is None or day <= self.ends_on)


class Organisation(models.Model):
    """団体・店・農家・企業・課. A place, a shift or a gift belongs to one."""

    class Kind(models.TextChoices):
        GROUP = "group", "団体"
        SHOP = "shop", "店"
        FARM = "farm", "農家"
        COMPANY = "company", "企業"
        CITY = "city", "市の課"
        COUNCIL = "council", "社会福祉協議会"
        FACILITY = "facility", "施設（指定管理など）"
        DISTRICT = "district", "地区まちづくり協議会"
        NEIGHBOURS = "jichikai", "自治会"
        COMMISSIONERS = "minsei", "民生委員児童委員協議会"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("種類", max_length=12, choices=Kind.choices)
    name = models.CharField("名前", max_length=120)
    kana = models.CharField("よみ", max_length=160, blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    url = models.URLField("ホームページ", blank=True)
    is_active = models.BooleanField("活動中", default=True)
    created_at = models.DateTimeField("登録した時", auto_now_add=True)

    class Meta:
        verbose_name = "団体・店など"
        verbose_name_plural = "団体・店など"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "group",
                        "shop",
                        "farm",
                        "company",
                        "city",
                        "council",
                        "facility",
                        "district",
                        "jichikai",
                        "minsei",
                    ]
                ),
                name="organisation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person holds a role in an organisation from one day to another, both inclusive."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships", verbose_name="ひと"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name="団体・店など"
    )
    role = models.CharField("役割", max_length=24, choices=roles.CHOICES)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "所属"
        verbose_name_plural = "所属"
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(role__in=list(roles.ROLES)), name="membership_role_known"),
        ]


class Invitation(models.Model):
    """An organisation asks somebody in; the link works once and only until `expires_at`."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    token_hash = models.CharField("しるし", max_length=64, unique=True)  # the link itself is never kept
    email = models.EmailField("あて先", blank=True)  # blank: the link was handed over as a letter
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name="団体・店など"
    )
    role = models.CharField("役割", max_length=24, choices=roles.CHOICES)
    invited_at = models.DateTimeField("まねいた時")
    invited_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations_sent", verbose_name="まねいた人"
    )
    expires_at = models.DateTimeField("いつまで")
    accepted_at = models.DateTimeField("うけた時", null=True)
    accepted_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="invitations_accepted",
        verbose_name="うけた人",
    )
    withdrawn_at = models.DateTimeField("とりけした時", null=True)

    class Meta:
        verbose_name = "招待"
        verbose_name_plural = "招待"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_pair",
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class Appointment(models.Model):
    """A role of the city that waits for a second person: asked for by one administrator, begun by another's word.

    What is open is neither confirmed nor dropped; a role is asked for once at a time."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="appointments", verbose_name="ひと"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="appointments", verbose_name="団体・店など"
    )
    role = models.CharField("役割", max_length=24, choices=roles.CHOICES)
    ends_on = models.DateField("いつまで", null=True)
    asked_at = models.DateTimeField("たのんだ時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="たのんだ人"
    )
    confirmed_at = models.DateTimeField("確かめた時", null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )
    dropped_at = models.DateTimeField("とりやめた時", null=True)

    class Meta:
        verbose_name = "役割の 申し出"
        verbose_name_plural = "役割の 申し出"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, dropped_at__isnull=True),
                name="appointment_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=models.F("asked_by")) & ~Q(confirmed_by=models.F("person")),
                name="appointment_two_people",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="appointment_open_once",
            ),
        ]


class Protection(models.Model):
    """DV・支援措置: from `starts_on` (the day of application) nothing of this person leaves the house.

    Every exporter and list obeys it through people.policies; there is no second place to set it.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="protections", verbose_name="ひと"
    )
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True)
    set_at = models.DateTimeField("入れた時")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="入れた人")

    class Meta:
        verbose_name = "保護"
        verbose_name_plural = "保護"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="protection_ends_after_start",
            ),
        ]


class ProtectionCheck(models.Model):
    """Somebody laid the flags beside the city's list of 支援措置 and found them the same. Only that, never a name."""

    checked_at = models.DateTimeField("つき合わせた時")
    checked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="つき合わせた人"
    )

    class Meta:
        verbose_name = "名簿との つき合わせ"
        verbose_name_plural = "名簿との つき合わせ"


class LetterRun(models.Model):
    """Papers for many people in one file: asked for by one person, confirmed by another, made with the list of the day.

    `key` says which papers (room and object) and, by a mark, for whom: for other people it is another run.
    """

    key = models.CharField("どの紙か", max_length=80)
    count = models.PositiveIntegerField("何人分")
    asked_at = models.DateTimeField("たのんだ時")
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="たのんだ人"
    )
    confirmed_at = models.DateTimeField("確かめた時", null=True)
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )

    class Meta:
        verbose_name = "まとめて 作る紙"
        verbose_name_plural = "まとめて 作る紙"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="letter_run_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("asked_by")),
                name="letter_run_two_people",
            ),
        ]
        indexes = [models.Index(fields=["key", "-asked_at"], name="letter_run_newest")]


class DataAsk(models.Model):
    """「見せて・直して・消して」: what a child or a grown-up without an account asks of what we keep about them. No name is
    needed: whoever asked knows the number, and the city asks back where that is not enough to find them."""

    class Kind(models.TextChoices):
        SHOW = "show", "見せて"
        MEND = "mend", "直して"
        ERASE = "erase", "消して"

    public_id = models.CharField("うけつけの番号", max_length=16, unique=True, default=new_code)
    kind = models.CharField("なにを", max_length=8, choices=Kind.choices)
    words = models.CharField("どんなこと", max_length=400)
    contact = models.CharField("へんじの あて先", max_length=120, blank=True)
    asked_at = models.DateTimeField("たのまれた時")
    answer = models.CharField("へんじ", max_length=400, blank=True)
    answered_at = models.DateTimeField("こたえた時", null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="こたえた人"
    )

    class Meta:
        verbose_name = "本人からの 求め"
        verbose_name_plural = "本人からの 求め"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["show", "mend", "erase"]), name="data_ask_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="data_ask_answered_whole",
            ),
        ]
