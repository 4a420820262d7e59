from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_data_ask"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="signed_out",
            field=models.PositiveIntegerField(default=0, verbose_name="いっせいに ログアウトした回数"),
        ),
    ]
