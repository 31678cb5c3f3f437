import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Few people have signed in: the one-to-one field is as unique over those alone, and copying a million in costs less.
ONLY_LINKED = """
    ALTER TABLE people_citizen DROP CONSTRAINT people_citizen_user_id_key;
    CREATE UNIQUE INDEX citizen_user_once ON people_citizen (user_id) WHERE user_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssociationBranch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("folded_name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="WorkUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("folded_name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Citizen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("given_name", models.CharField(max_length=60)),
                ("name_key", models.CharField(max_length=160)),
                ("folded_name", models.CharField(max_length=120)),
                ("birth_date", models.DateField(null=True)),
                ("birth_year", models.SmallIntegerField(null=True)),
                ("sex", models.CharField(choices=[("m", "Nam"), ("f", "Nữ")], max_length=1, null=True)),
                ("phone", models.BinaryField(null=True)),
                ("phone_index", models.BinaryField(null=True)),
                ("email", models.BinaryField(null=True)),
                ("died_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
                ("secret", models.BinaryField()),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "joined_into",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined_records",
                        to="people.citizen",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="citizen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("family", "Gia đình"), ("clan", "Dòng họ")], max_length=8)),
                ("name", models.CharField(max_length=160)),
                ("folded_name", models.CharField(max_length=160)),
                ("code", models.CharField(max_length=40)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdentityNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BinaryField()),
                ("number_index", models.BinaryField()),
                ("digits", models.SmallIntegerField()),
                ("since", models.DateField(null=True)),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "citizen",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_numbers",
                        to="people.citizen",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Join",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "joined",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.citizen"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins", to="people.citizen"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="link_codes", to="people.citizen"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MatchChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declaration", models.BinaryField(unique=True)),
                ("is_new_person", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "citizen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.citizen",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "citizen",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residences",
                        to="people.citizen",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("assigned_at", models.DateTimeField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waiting_entries", to="people.citizen"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.changeorder"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitSpell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("commune", "Cấp xã"),
                            ("district", "Cấp huyện"),
                            ("province", "Cấp tỉnh"),
                            ("central", "Trung ương đóng trên địa bàn"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "Cơ sở giáo dục"),
                            ("agency", "Cơ quan, đơn vị sự nghiệp"),
                            ("enterprise", "Doanh nghiệp"),
                            ("armed_forces", "Lực lượng vũ trang"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spells", to="people.workunit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Thành viên"),
                            ("head", "Người đứng đầu"),
                            ("officer", "Cán bộ"),
                            ("staff", "Cán bộ, người lao động"),
                            ("hr", "Phụ trách nhân sự"),
                        ],
                        default="member",
                        max_length=8,
                    ),
                ),
                ("is_main", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.associationbranch",
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="people.citizen",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.group",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.workunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BranchSpell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spells",
                        to="people.associationbranch",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "since"), name="branch_spell_one_per_since", nulls_distinct=False
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("branch",), name="branch_spell_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("since__lt", models.F("until")),
                            _connector="OR",
                        ),
                        name="branch_spell_since_before_until",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(fields=["home", "name_key", "id"], name="citizen_home_name"),
        ),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(
                fields=["folded_name", "birth_year"],
                name="citizen_folded_name",
                opclasses=["text_pattern_ops", "int2_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], name="citizen_phone"
            ),
        ),
        migrations.AddConstraint(
            model_name="citizen",
            constraint=models.CheckConstraint(
                condition=models.Q(("birth_date__isnull", True), ("birth_year__isnull", False), _connector="OR"),
                name="citizen_birth_year_with_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(fields=("place", "kind", "code"), name="group_code_in_place"),
        ),
        migrations.AddConstraint(
            model_name="identitynumber",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on__isnull", True)),
                fields=("number_index",),
                name="identity_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitynumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("digits__in", [9, 12])), name="identity_number_digits"
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.UniqueConstraint(fields=("citizen", "since"), name="residence_one_per_since"),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("citizen",), name="residence_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("since__lt", models.F("until")), _connector="OR"),
                name="residence_since_before_until",
            ),
        ),
        migrations.AddIndex(
            model_name="waitingentry",
            index=models.Index(
                condition=models.Q(("assigned_to__isnull", True)), fields=["source"], name="waiting_entry_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingentry",
            constraint=models.UniqueConstraint(fields=("citizen", "order", "since"), name="waiting_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="unitspell",
            constraint=models.UniqueConstraint(
                fields=("unit", "since"), name="unit_spell_one_per_since", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="unitspell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("unit",), name="unit_spell_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitspell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("since__lt", models.F("until")), _connector="OR"
                ),
                name="unit_spell_since_before_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("branch__isnull", True), ("group__isnull", False), ("unit__isnull", True)),
                    models.Q(("branch__isnull", True), ("group__isnull", True), ("unit__isnull", False)),
                    models.Q(("branch__isnull", False), ("group__isnull", True), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="membership_in_exactly_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("since__lt", models.F("until")), _connector="OR"),
                name="membership_since_before_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True), ("unit__isnull", False), ("until__isnull", True)),
                fields=("citizen",),
                name="membership_one_main_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("branch__isnull", False), ("is_main", True), ("until__isnull", True)),
                fields=("citizen",),
                name="membership_one_main_branch",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group__isnull", False)),
                fields=("group", "citizen", "since"),
                name="membership_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit__isnull", False)), fields=("unit", "citizen", "since"), name="membership_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("branch__isnull", False)),
                fields=("branch", "citizen", "since"),
                name="membership_branch",
            ),
        ),
        migrations.AddIndex(
            model_name="citizen",
            index=models.Index(
                condition=models.Q(("joined_into__isnull", False)), fields=["joined_into"], name="citizen_joined_into"
            ),
        ),
        migrations.RunSQL(ONLY_LINKED, migrations.RunSQL.noop),
    ]
