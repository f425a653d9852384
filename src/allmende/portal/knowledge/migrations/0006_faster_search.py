"""Without an index that the planner took to be of use, and with a search that looks up less."""

from django.db import migrations

from allmende.portal.knowledge.index import postgres


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_passage_terms")]

    operations = [migrations.RunPython(postgres.renew, migrations.RunPython.noop)]
