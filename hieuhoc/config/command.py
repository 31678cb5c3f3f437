"""The `hieuhoc` console command: Django management with our settings in place and the database at hand."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from hieuhoc.config import environment
from hieuhoc.config.database import act_as_owner, act_as_user, hold_database

# Commands that only read or write files of the project.
NEED_NO_DATABASE = {
    "",
    "help",
    "version",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "makemessages",
}
OWNERS = {
    "backup",
    "dbshell",
    "demo",
    "load_places",
    "makemigrations",
    "migrate",
    "restore",
    "sqlmigrate",
    "test",
}
ONLY_HELP = {"-h", "--help", "--version"}
# Commands that serve pages, with what the pages load packed (web.management.parts).
SERVING = {"serve", "web", "demo"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hieuhoc.config.settings")
    if SERVING.intersection(sys.argv[1:2]):
        environment.hand_down("HIEUHOC_PACKED", "1")
    if acts_for_the_owner(sys.argv[1:]):
        act_as_owner()
    else:
        act_as_user()
    try:
        if needs_database(sys.argv[1:]):
            hold_database()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"hieuhoc: {error}")


def acts_for_the_owner(arguments: list[str]) -> bool:
    """Whoever changes tables, or reads and writes them whole. Everything else serves, and owns nothing."""
    return bool(arguments) and arguments[0] in OWNERS


def needs_database(arguments: list[str]) -> bool:
    command = arguments[0] if arguments else ""
    return command not in NEED_NO_DATABASE and not ONLY_HELP.intersection(arguments)


if __name__ == "__main__":
    main()
