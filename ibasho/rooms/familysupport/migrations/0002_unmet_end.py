"""How an occasion ended for which nobody was found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("familysupport", "0001_initial")]

    operations = [
        migrations.AddField(
            "visit",
            "unmet_end",
            models.CharField(
                verbose_name="見つからなかった あと どうしたか",
                max_length=8,
                choices=[
                    ("place", "近くの 居場所へ 行く"),
                    ("care", "一時預かりに たのむ"),
                    ("own", "家の人や 知り合いで なんとかする"),
                    ("none", "ほかに なくて あきらめる"),
                ],
                blank=True,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "visit",
            models.CheckConstraint(
                condition=models.Q(unmet_end="") | models.Q(state="unmet"), name="support_visit_unmet_ended"
            ),
        ),
    ]
