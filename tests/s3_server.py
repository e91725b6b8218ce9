"""A server that answers as S3 does (moto), in a process of its own; of the writes that it is asked for some may fail.

    python tests/s3_server.py FAILING SEED      one write of FAILING fails (0: none)

What fails does so as it happens: it is refused (503 SlowDown), it is done and told as failed (500), or the connection
ends without an answer.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

#: What clients of it need to know; the keys are anybody's.
KEYS = {"AWS_ACCESS_KEY_ID": "anybody", "AWS_SECRET_ACCESS_KEY": "anybody", "AWS_REGION": "ap-northeast-2"}
BUCKET = "seminars"


class Failing:
    """An application of which one write in so many fails."""

    def __init__(self, application, failing: int, seed: int) -> None:
        self.application, self.failing = application, failing
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.count = {"writes": 0, "refused": 0, "done-and-failed": 0, "silent": 0}

    def __call__(self, environ, start):
        path = environ["PATH_INFO"]
        if path == "/counted":
            start("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self.count).encode()]
        how = ""
        if environ["REQUEST_METHOD"] in ("PUT", "POST") and path.count("/") > 1:
            with self.lock:
                self.count["writes"] += 1
                if self.failing and self.random.randrange(self.failing) == 0:
                    how = self.random.choice(("refused", "done-and-failed", "silent"))
                    self.count[how] += 1
        if not how:
            return self.application(environ, start)
        if how == "done-and-failed":
            b"".join(self.application(environ, lambda *_: None))
        else:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if how == "silent":
            environ["werkzeug.socket"].shutdown(2)
            return [b""]
        status = "503 Slow Down" if how == "refused" else "500 Internal Server Error"
        body = f"<Error><Code>{'SlowDown' if how == 'refused' else 'InternalError'}</Code></Error>".encode()
        start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]


@contextmanager
def s3(failing: int = 0, seed: int = 20) -> Iterator[str]:
    """The address of such a server with a bucket; the variables of this process lead to it meanwhile."""
    server = subprocess.Popen(
        [sys.executable, __file__, str(failing), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    before = dict(os.environ)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address.startswith("http://"), "the server did not start"
        urllib.request.urlopen(urllib.request.Request(f"{address}/{BUCKET}", method="PUT")).close()
        os.environ.update({**KEYS, "AWS_ENDPOINT_URL": address})
        yield address
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.kill()
        server.communicate()


def counted(address: str) -> dict[str, int]:
    """How many writes it was asked for, and how many of them failed in which way."""
    with urllib.request.urlopen(f"{address}/counted") as answer:
        return json.load(answer)


def serve(failing: int, seed: int) -> None:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    application = Failing(DomainDispatcherApplication(create_backend_app), failing, seed)
    server = make_server("127.0.0.1", 0, application, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
