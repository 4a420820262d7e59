from django.db import migrations


class Migration(migrations.Migration):
    """An index beside the work of the day."""

    atomic = False
    dependencies = [("later", "0001_a_colour_for_each_meal")]
    operations = [
        migrations.RunSQL(
            "create index concurrently if not exists redemption_colour on mealtickets_redemption (colour)",
            "drop index concurrently if exists redemption_colour",
        )
    ]
