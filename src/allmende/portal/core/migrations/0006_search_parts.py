import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_search")]

    operations = [
        migrations.CreateModel(
            name="SearchPart",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "part", "word", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("part", models.CharField(max_length=4)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="core.searchword",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=models.Index(fields=["word", "entry", "weight"], name="search_ranking"),
        ),
    ]
