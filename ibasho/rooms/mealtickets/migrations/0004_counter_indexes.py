from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mealtickets", "0003_shop_pause_and_answer")]

    operations = [
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(
                condition=models.Q(("outcome", "refused"), _negated=True),
                fields=["shop", "day"],
                name="redemption_eaten",
            ),
        ),
        migrations.AddIndex(
            model_name="carduse",
            index=models.Index(fields=["day"], name="card_use_day"),
        ),
    ]
