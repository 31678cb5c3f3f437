"""What a WSGI server loads. Holds the database too: each web process is a user of its own."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from hieuhoc.config.database import act_as_user, hold_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hieuhoc.config.settings")
act_as_user()
hold_database()
application = get_wsgi_application()
connections.settings["default"]["CONN_HEALTH_CHECKS"] = False  # web.pauses looks instead, after a pause
