from django.db import migrations


class Migration(migrations.Migration):
    """What stood here is made with the tables in 0001: databases that ran both are the same."""

    initial = True

    dependencies = [
        ("mealtickets", "0001_initial"),
    ]

    operations: list[migrations.operations.base.Operation] = []
