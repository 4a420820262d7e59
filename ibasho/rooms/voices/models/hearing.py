"""A hearing: why, whom, when, in five dated steps; its questions; what was published of it and who is to be asked next."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.labelled import pairs
from ibasho.rooms.voices.rules.kinds import (
    ANSWER_DAYS,
    CELL_FLOOR,
    CELL_MIN,
    Access,
    Method,
    Moment,
    QuestionKind,
    Respondent,
    StepKind,
)
from ibasho.town.areas.stages import Stage
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from ibasho.town.places.rules.features import FEATURES

STAGES = pairs(Stage)


class Hearing(models.Model):
    """`closes_on` empty: it stays open (いつでも いえる 箱). `line_code` names the programme line it feeds.

    `source_name`: it was held elsewhere and only its published figures are known; nothing is invented around them."""

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        OPEN = "open", "きいている"
        CLOSED = "closed", "しめきった"
        FINISHED = "finished", "おわり"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    title = models.CharField("題", max_length=120)
    child_title = models.CharField("こどもへの 題", max_length=80)
    purpose = models.CharField("なんの ために きくか", max_length=400)
    child_purpose = models.CharField("なんの ために きくか（こどもへ）", max_length=200)
    policy = models.CharField("いかす 施策", max_length=200)
    line_code = models.CharField("事業の 番号", max_length=24, blank=True)
    moment = models.CharField("いつの 意見か", max_length=8, choices=Moment.choices())
    methods = ArrayField(models.CharField(max_length=12, choices=Method.choices()), verbose_name="きき方")
    respondents = ArrayField(
        models.CharField(max_length=12, choices=Respondent.choices()), verbose_name="だれに きくか"
    )
    stages = ArrayField(
        models.CharField(max_length=8, choices=STAGES), verbose_name="どの 年代に", default=list, blank=True
    )
    people_wanted = models.PositiveIntegerField("何人に ききたいか", null=True, blank=True)
    access = models.CharField("入り方", max_length=8, choices=Access.choices(), default=Access.OPEN)
    state = models.CharField("段階", max_length=10, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField("いつから", null=True, blank=True)
    closes_on = models.DateField("いつまで", null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField("何日の うちに 答えるか", default=ANSWER_DAYS)
    cell_min = models.PositiveSmallIntegerField("何人から 数を 出すか", default=CELL_MIN)
    live = models.BooleanField("とちゅうの 結果を 見せる", default=False)
    places = models.ManyToManyField(
        Place, related_name="hearings", verbose_name="どの 居場所の こと", blank=True
    )
    source_name = models.CharField("出典", max_length=200, blank=True)
    source_url = models.URLField("出典のアドレス", max_length=400, blank=True)
    created_at = models.DateTimeField("作った時")
    created_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="作った人"
    )

    class Meta:
        verbose_name = "意見を きく 回"
        verbose_name_plural = "意見を きく 回"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "finished"]),
                name="voices_hearing_state_known",
            ),
            models.CheckConstraint(condition=Q(cell_min__gte=CELL_FLOOR), name="voices_hearing_cell_min"),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="voices_hearing_days",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opens_on__isnull=False), name="voices_hearing_opened"
            ),
        ]


class Step(models.Model):
    """One of the five. Done on a day, or passed over with a reason that everybody can read."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="steps", verbose_name="回")
    kind = models.CharField("段", max_length=8, choices=StepKind.choices())
    planned_on = models.DateField("予定の日", null=True, blank=True)
    done_on = models.DateField("した日", null=True, blank=True)
    note = models.CharField("したこと", max_length=400, blank=True)
    skipped_why = models.CharField("しなかった わけ", max_length=400, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )

    class Meta:
        verbose_name = "5つの段"
        verbose_name_plural = "5つの段"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "kind"], name="voices_step_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(skipped_why=""), name="voices_step_done_or_skipped"
            ),
        ]


class Question(models.Model):
    """`words` and `helps`: {wording: text} (rules.kinds.Wording; rules.wordings says which is read by whom). `code`: it is a
    shipped question, asked in the same words every year so that years can be compared."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    hearing = models.ForeignKey(
        Hearing, on_delete=models.CASCADE, related_name="questions", verbose_name="回"
    )
    position = models.PositiveSmallIntegerField("順")
    kind = models.CharField("答え方", max_length=8, choices=QuestionKind.choices())
    words = models.JSONField("きく ことば")
    helps = models.JSONField("そえる ことば", default=dict, blank=True)
    asked = ArrayField(
        models.CharField(max_length=12, choices=Respondent.choices()),
        verbose_name="だれに",
        default=list,
        blank=True,
    )  # empty: everybody
    needed = models.BooleanField("かならず", default=False)
    picks_max = models.PositiveSmallIntegerField("いくつまで", null=True, blank=True)
    code = models.CharField("きまった きくこと", max_length=24, blank=True)

    class Meta:
        verbose_name = "きくこと"
        verbose_name_plural = "きくこと"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hearing", "position"],
                name="voices_question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class Choice(models.Model):
    """`wish`: the thing of a place (places.rules.features) this choice wishes for. `picture`: an icon of base.ui. `code`: what
    it means in a shipped question."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="choices", verbose_name="きくこと"
    )
    position = models.PositiveSmallIntegerField("順")
    words = models.JSONField("ことば")
    picture = models.CharField("絵", max_length=20, blank=True)
    wish = models.CharField("居場所に ほしいもの", max_length=20, choices=FEATURES, blank=True)
    code = models.CharField("きまった いみ", max_length=24, blank=True)

    class Meta:
        verbose_name = "えらぶもの"
        verbose_name_plural = "えらぶもの"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "position"],
                name="voices_choice_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class Release(models.Model):
    """Tables as they were published, hidden cells and all; never changed. The next release is made so that nobody finds a
    hidden cell by holding the two beside each other. `body`: kernel.disclosure.Shown as JSON. Two people, except the
    picture of a running vote, which a job releases (kind LIVE)."""

    class Kind(models.TextChoices):
        LIVE = "live", "とちゅうの 結果"
        TABLES = "tables", "集計"

    class State(models.TextChoices):
        ASKED = "asked", "確認待ち"
        RELEASED = "released", "公開した"
        DECLINED = "declined", "公開しない"

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="releases", verbose_name="回")
    kind = models.CharField("種類", max_length=8, choices=Kind.choices)
    state = models.CharField("段階", max_length=10, choices=State.choices)
    body = models.JSONField("表")
    people = models.PositiveIntegerField("何人の 答えか")
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="用意した人"
    )
    settled_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="確認した人"
    )
    released_on = models.DateField("公開した日", null=True, blank=True)

    class Meta:
        verbose_name = "公開した 集計"
        verbose_name_plural = "公開した 集計"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "released", "declined"]), name="voices_release_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_on__isnull=False),
                name="voices_release_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(settled_by__isnull=True)
                | ~Q(asked_by=F("settled_by")),
                name="voices_release_two_people",
            ),
            models.UniqueConstraint(
                fields=["hearing"], condition=Q(state="asked"), name="voices_release_one_asked"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="released_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="released"),
            )
        ]


class PublishedFigure(models.Model):
    """A figure somebody published of a hearing: kept as it was published. `value` empty: named without a number."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="figures", verbose_name="回")
    position = models.PositiveSmallIntegerField("順")
    group = models.CharField("まとまり", max_length=60, blank=True)
    label = models.CharField("なに", max_length=80)
    value = models.PositiveIntegerField("数", null=True, blank=True)
    unit = models.CharField("単位", max_length=12, blank=True)
    respondent = models.CharField("だれ", max_length=12, choices=Respondent.choices(), blank=True)
    is_total = models.BooleanField("合計", default=False)
    wish = models.CharField("居場所に ほしいもの", max_length=20, choices=FEATURES, blank=True)

    class Meta:
        verbose_name = "公表された 数"
        verbose_name_plural = "公表された 数"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "position"], name="voices_figure_position_once")
        ]


class Outreach(models.Model):
    """Where somebody goes next because nobody there was heard."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="outreach", verbose_name="回")
    district_code = models.CharField("小学校区", max_length=16)
    stage = models.CharField("年代", max_length=8, choices=STAGES)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="どこへ"
    )
    words = models.CharField("どこへ・どうやって", max_length=120, blank=True)
    on = models.DateField("いつ")
    planned_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )
    done_on = models.DateField("行った日", null=True, blank=True)
    dropped_on = models.DateField("やめた日", null=True, blank=True)

    class Meta:
        verbose_name = "ききに 行く 予定"
        verbose_name_plural = "ききに 行く 予定"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="voices_outreach_one_end"
            )
        ]
