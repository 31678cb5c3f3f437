"""Django's migrate, with the statistical views out of its way."""

from typing import Any

from django.core.management.commands import migrate as django_migrate
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from hieuhoc.audit.rights import grant_use
from hieuhoc.config.first_migration import FirstTimeExecutor
from hieuhoc.config.statistics import drop_statistical_views, make_statistical_views

django_migrate.MigrationExecutor = FirstTimeExecutor  # type: ignore[attr-defined]  # no other way in


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        connection = connections[options["database"]]
        drop_statistical_views(connection)
        super().handle(*args, **options)
        rooms = make_statistical_views(connection)
        grant_use(connection)
        if options["verbosity"] >= 1:
            self.stdout.write(f"  Statistical views: {', '.join(rooms) or 'none'}")
