"""A real Neo4j 5 for tests: its libraries from Maven Central, kept in the user's cache; one process on a free port.

`python -m tests.neo4j_server` starts one to play with and says where it is.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

HERE = Path(__file__).with_name("neo4j")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "remit" / "neo4j"
START_SECONDS = 120
"""How long a server may take to answer; recovery after a kill is part of it."""


class CannotStartError(Exception):
    """There can be no server here; the message says what is missing."""


def libraries() -> Path:
    """The folder with Neo4j's jars for this pom.xml, fetched on the first use. Raises CannotStartError."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise CannotStartError(f"a real Neo4j needs {program}, which is not installed")
    folder = CACHE / hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:12]
    if folder.exists():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    fetched = Path(tempfile.mkdtemp(dir=CACHE))
    command = ["mvn", "-B", "-q", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    command.append(f"-DoutputDirectory={fetched}")
    for attempt in range(3):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode == 0:
            break
        time.sleep(5 * (attempt + 1))
    else:
        shutil.rmtree(fetched, ignore_errors=True)
        raise CannotStartError(f"Maven could not fetch Neo4j: {done.stdout.strip()[-500:]}")
    try:
        fetched.rename(folder)
    except OSError:  # another process was faster, and a server may run from its folder already
        shutil.rmtree(fetched, ignore_errors=True)
    return folder


class Neo4j:
    """A server whose store is in `home`; a context that starts it and ends it. `password` is made up for it.

    `brief` compiles less, for servers that live for minutes; what is measured wants False."""

    def __init__(self, home: Path, *, memory: str = "1g", brief: bool = True) -> None:
        self.home = home
        self.options = [f"-Xmx{memory}", *(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if brief else [])]
        self.password = secrets.token_hex(8)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Its address."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The id of its process. Raises CannotStartError where it is not running."""
        if self._process is None:
            raise CannotStartError("this Neo4j is not running")
        return self._process.pid

    def __enter__(self) -> Neo4j:
        (self.home / "conf").mkdir(parents=True)
        self._java("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", self.password)
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop(signal.SIGKILL)

    def start(self, *, read_only: bool = False) -> None:
        """Start the server and wait until it answers; `read_only`: no database may be written to, which is how the
        community edition, that has no roles, refuses a writer. Raises CannotStartError."""
        log = (self.home / "server.log").open("ab")
        command = [*_java(self.options), str(HERE / "Neo4jServer.java"), str(self.home), str(self.port)]
        command += ["read-only"] * read_only
        self._process = subprocess.Popen(  # stdin: the server ends when this process is gone, however it went
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=self._environment()
        )
        log.close()
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            if _answers(self.port):
                return
            time.sleep(0.2)
        self.stop(signal.SIGKILL)
        raise CannotStartError(f"Neo4j did not start: {(self.home / 'server.log').read_text()[-500:]}")

    def stop(self, how: signal.Signals) -> None:
        """End the server: asked to (SIGTERM), or killed in the middle of everything (SIGKILL)."""
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _java(self, *arguments: str) -> None:
        command = [*_java(["-Xmx256m", "-XX:TieredStopAtLevel=1"]), *arguments]
        done = subprocess.run(command, check=False, env=self._environment(), capture_output=True, text=True)
        if done.returncode:
            raise CannotStartError(f"Neo4j could not be set up: {done.stderr.strip()[-500:]}")

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def _java(options: list[str]) -> list[str]:
    return ["java", *options, "-cp", f"{libraries()}/*"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    """Whether a Bolt server answers: connected, and to the handshake's offer of versions it chooses one."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(bytes.fromhex("6060b017 00080805 00000004 00000003 00000000"))
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def main() -> None:
    """Start a server, say where it is, and end it on Ctrl-C (or when asked to end)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as scratch, Neo4j(Path(scratch) / "home") as server:
        sys.stdout.write(
            f"Neo4j is at {server.uri}. In another terminal:\n"
            f"  export NEO4J_URI={server.uri} NEO4J_PASSWORD={server.password}\n"
            "  remit neo4j push\nCtrl-C ends it; nothing is kept.\n"
        )
        sys.stdout.flush()
        try:
            signal.pause()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    try:
        main()
    except CannotStartError as problem:
        sys.exit(str(problem))
