"""The tables of a record in their first form."""

from django.db import migrations, models

from onetext.record.models import Number


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", Number(primary_key=True, serialize=False)),
                ("name", models.BinaryField(unique=True)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("record", models.BinaryField()),
                ("form", models.SmallIntegerField()),
                ("made", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("line", models.BigIntegerField()),
                ("chain", models.BinaryField(unique=True)),
                ("tag", models.BinaryField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Secret",
            fields=[
                ("id", Number(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", Number(primary_key=True, serialize=False)),
                ("kind", models.SmallIntegerField()),
                ("header", models.BigIntegerField()),
                ("writer", models.BinaryField()),
                ("client", models.BinaryField(unique=True)),
                ("tag", models.BinaryField(null=True, unique=True)),
                ("made", models.BigIntegerField()),
                ("erases", models.BigIntegerField(null=True)),
                ("sealed", models.BinaryField()),
                ("link", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("erases__isnull", False)), fields=("erases",), name="record_line_erases"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", Number(primary_key=True, serialize=False)),
                ("place", models.BigIntegerField()),
                ("line", models.BigIntegerField(null=True)),
                ("alias", models.BinaryField()),
                ("stands", models.BinaryField(null=True)),
                ("commitment", models.BinaryField()),
                ("link", models.BinaryField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place"], name="record_told_place"),
                    models.Index(condition=models.Q(("line__isnull", False)), fields=["line"], name="record_told_line"),
                    models.Index(
                        condition=models.Q(("stands__isnull", False)), fields=["stands"], name="record_told_stands"
                    ),
                ],
            },
        ),
    ]
