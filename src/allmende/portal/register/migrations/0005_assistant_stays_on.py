from django.db import migrations


def switch_on(apps, schema_editor):
    """Whoever already used the assistant goes on using it; its entry is offered, not made up."""
    organisation = apps.get_model("organisations", "Organisation")
    use = apps.get_model("register", "BlockUse")
    use.objects.bulk_create(
        use(organisation_id=pk, block="assistant")
        for pk in organisation.objects.values_list("pk", flat=True)
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0004_exchange")]

    operations = [migrations.RunPython(switch_on, migrations.RunPython.noop)]
