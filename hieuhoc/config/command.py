"""The `hieuhoc` console command: Django management with our settings in place and the database at hand."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from hieuhoc.config import environment
from hieuhoc.config.database import hold_database

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
ONLY_HELP = {"-h", "--help", "--version"}
# Commands that serve pages, with what the pages load packed (web.management.parts).
SERVING = {"serve", "web", "demo"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hieuhoc.config.settings")
    if SERVING.intersection(sys.argv[1:2]):
        environment.hand_down("HIEUHOC_PACKED", "1")
    try:
        if needs_database(sys.argv[1:]):
            hold_database()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"hieuhoc: {error}")


def needs_database(arguments: list[str]) -> bool:
    command = arguments[0] if arguments else ""
    return command not in NEED_NO_DATABASE and not ONLY_HELP.intersection(arguments)


if __name__ == "__main__":
    main()
