"""A web process on a socket that its parent listens on: `python -m hieuhoc.config.web_process FILENO`.

Several of them share the socket: what one is too busy to take, another takes.
"""

import gc
import logging
import signal
import socket
import sys

from hieuhoc.config import environment
from hieuhoc.config.web_lines import bounded_server
from hieuhoc.config.wsgi import application

LEFT_TO_FINISH = 25  # seconds for answers that are being made when we are asked to end


def main() -> None:
    shared = socket.socket(fileno=int(sys.argv[1]))
    server = bounded_server(application, shared, environment.number("HIEUHOC_WEB_THREADS", 8))
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    _settle()
    server.run()  # until SIGTERM
    server.task_dispatcher.shutdown(timeout=LEFT_TO_FINISH)


def _settle() -> None:
    """What was loaded at the start stays: the collector of cycles need not walk through it again for every page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # A page waits for the database ten times and more; each time it would wait again, 5 ms, for its turn in Python.
    sys.setswitchinterval(0.0005)
    # Waitress warns of every page that waits a moment for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


if __name__ == "__main__":
    main()
