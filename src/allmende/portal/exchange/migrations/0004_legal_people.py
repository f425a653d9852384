import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def person() -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_threads_mentions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("answerversion", "drafted_by", person()),
        migrations.AddField("answerversion", "reviewed_by", person()),
        migrations.AddField("legalquestion", "is_hidden", models.BooleanField(default=False)),
        migrations.AddField(
            "answerdraft",
            "audience",
            models.CharField(
                default="public", max_length=20, verbose_name="Wer darf die Antwort lesen?"
            ),
        ),
    ]
