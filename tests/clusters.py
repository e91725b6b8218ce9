"""A Dask scheduler and workers in processes of their own, as two commands start them; they can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

#: What starts them, as `dask scheduler` and `dask worker` do; without what they show in a browser.
SCHEDULER = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--no-jupyter"]
WORKER = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard"]


class Machines:
    """A scheduler and some workers in a folder; all end with the block that they are used in."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self._wanted = workers

    def __enter__(self) -> Machines:
        self.start()
        return self

    def start(self) -> None:
        """Starts what is missing."""
        if self.scheduler is None:
            command = [*SCHEDULER, "--host", "127.0.0.1", "--port", str(self.port)]
            self.scheduler = self._started(command)
            self._answering()
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < self._wanted:
            local = ["--host", "127.0.0.1", "--local-directory", str(self.folder)]
            self.workers.append(self._started([*WORKER, *local, self.address]))

    def _started(self, command: list[str]) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "OMP_NUM_THREADS": "1"}
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=env, cwd=self.folder)

    def _answering(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the scheduler does not start")

    def kill_worker(self, number: int) -> None:
        """Ends a worker as a machine ends that loses its power."""
        worker = self.workers.pop(number % len(self.workers))
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def kill_scheduler(self) -> None:
        """Ends the scheduler in that way; its workers end when they notice."""
        assert self.scheduler is not None
        self.scheduler.send_signal(signal.SIGKILL)
        self.scheduler.wait()
        self.scheduler = None
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()

    def restart(self) -> None:
        """Starts all anew, with the environment as it is now."""
        self.kill_scheduler()
        self.start()

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        for process in (*self.workers, *filter(None, [self.scheduler])):
            process.kill()
            process.wait()
