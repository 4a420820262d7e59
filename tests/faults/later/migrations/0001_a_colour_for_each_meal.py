from django.db import migrations


class Migration(migrations.Migration):
    """A new column with a default the database keeps: older processes go on writing rows without knowing it."""

    initial = True
    dependencies = [("mealtickets", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "alter table mealtickets_redemption add column colour varchar(9) not null default 'green'",
            "alter table mealtickets_redemption drop column colour",
        )
    ]
