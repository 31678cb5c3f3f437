"""The process that `warm_reading` asks for children: it has loaded what reads sheets, and forks."""

import gc
import json
import os
import socket
import sys
from importlib import import_module

from hieuhoc.lib import reading_child

MOST_BYTES = 1 << 18  # of a request


def serve(link: socket.socket) -> None:
    """Answers pids to requests, and how a child ended (None: not yet)."""
    while True:
        asked, handles, _flags, _address = socket.recv_fds(link, MOST_BYTES, 1)
        if not asked:
            return
        question = json.loads(asked)
        if "request" in question:
            answer: int | None = _fork(link, question, handles[0])
        else:
            pid = question.get("wait") or question["ended"]
            ended, status = os.waitpid(pid, 0 if "wait" in question else os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if ended else None
        link.send(json.dumps(answer).encode())


def _fork(link: socket.socket, question: dict[str, str], writing: int) -> int:
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid
    ended_with = 1
    try:
        link.close()
        os.dup2(writing, 1)
        os.close(writing)
        os.chdir(question["folder"])
        sys.argv[1:] = [question["request"]]
        ended_with = reading_child.main()
        sys.stdout.flush()
    finally:
        os._exit(ended_with)


if __name__ == "__main__":
    import_module("hieuhoc.lib.reading_workbooks")
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
