"""What is deleted or written anew for anonymity's sake is swept from the table's file soon, not when a fifth of it is gone."""

from __future__ import annotations

from django.db import migrations

SWEPT = ("voices_envelope", "voices_ticket", "voices_tally")
SOON = "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20"


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [
        migrations.RunSQL(
            f"alter table {table} set ({SOON})",
            f"alter table {table} reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)",
        )
        for table in SWEPT
    ]
