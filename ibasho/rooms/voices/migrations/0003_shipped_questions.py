"""A question that is asked in the same words every year, and what a choice of it means."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0002_swept_soon")]
    operations = [
        migrations.AddField(
            "question", "code", models.CharField(blank=True, default="", max_length=24, verbose_name="きまった きくこと"),
            preserve_default=False,
        ),
        migrations.AddField(
            "choice", "code", models.CharField(blank=True, default="", max_length=24, verbose_name="きまった いみ"),
            preserve_default=False,
        ),
    ]  # fmt: skip
