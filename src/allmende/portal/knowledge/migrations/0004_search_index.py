"""The tables of the search index, which only PostgreSQL has."""

from django.db import migrations

from allmende.portal.knowledge.index import postgres


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_intake")]

    operations = [migrations.RunPython(postgres.create, postgres.drop)]
