"""Settings of gunicorn (`python:hieuhoc.config.web_server`)."""

import gc
import os
import sys
from typing import Any

from hieuhoc.config import environment
from hieuhoc.config.logs import logging_settings

wsgi_app = "hieuhoc.config.wsgi:application"
bind = environment.text("HIEUHOC_BIND", "127.0.0.1:8000")
workers = environment.number("HIEUHOC_WEB_PROCESSES", 3)
threads = environment.number("HIEUHOC_WEB_THREADS", 8)
worker_class = "hieuhoc.config.web_worker.FairWorker"
timeout = 120
graceful_timeout = 30
keepalive = 5
# The heartbeat file on a real disk can stall a worker for seconds.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Gunicorn's own lines quote whole addresses: they pass our cleaning like every other; access lines are ours (web).
accesslog = None
logconfig_dict = logging_settings(json=not environment.flag("HIEUHOC_DEBUG"))
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """What was loaded at the start stays: the collector of cycles need not walk through it again for every page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # A page waits for the database ten times and more; each time it would wait again, 5 ms, for its turn in Python.
    sys.setswitchinterval(0.0005)
