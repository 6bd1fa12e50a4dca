"""Sets a centre up, or serves it: `python -m tests.attacks.run_centre serve 8000`.

`serve` is what `gongyou serve` does, without copying the static files first. `zygote` has
everything imported and gives birth to one server after the other, so that a test can kill
many of them in a short time; each begins sealed, as after a power cut.
"""

import json
import os
import sys

PASSPHRASE = "seven grey herons over the weir"
PEOPLE = {"anna": "Walk-in advice", "bela": "Toy factory, north road"}


def setup() -> None:
    """An administrator, and two coordinators who do not know of each other."""
    import django

    django.setup()
    from gongyou.vault.public import create_compartment
    from gongyou.web import installing

    root = installing.initialise("root", PASSPHRASE).actor
    for login, title in PEOPLE.items():
        made = installing.add_account(root, login, PASSPHRASE)
        create_compartment(made.actor, title)


def serve(port: int) -> None:
    """Granian with the program's own settings of it."""
    import django

    django.setup()
    from gongyou.web import installing, serving

    installing.prepare_if_open()
    serving.serve("127.0.0.1", port)


def zygote(port: int) -> None:
    """Fork a server, say its process id, wait for its end, fork the next."""
    from django.urls import get_resolver

    from gongyou.web.wsgi import application

    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    while True:
        child = os.fork()
        if child == 0:
            _serve_here(port, application)
        print(child, flush=True)
        os.waitpid(child, 0)
        if sys.stdin.readline() != "again\n":
            return


def _serve_here(port: int, application) -> None:
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True
        request_queue_size = 64

        def server_bind(self):
            """Without asking who this machine is."""
            self.socket.setsockopt(65535 if sys.platform == "darwin" else 1, 2, 1)
            self.socket.bind(self.server_address)
            self.server_name, self.server_port = "localhost", port
            self.setup_environ()

    class Silent(WSGIRequestHandler):
        def log_message(self, *_about):
            """Nothing."""

    with make_server("127.0.0.1", port, application, Server, Silent) as server:
        server.serve_forever()


def dump(to: str) -> None:
    """Every value of every table in clear, as whoever holds the database's key sees it."""
    import django

    django.setup()
    from django.db import connection

    from gongyou.vault import commands

    commands.open_database(PASSPHRASE)
    with open(to, "wb") as file, connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor:
                for value in row:
                    whole = bytes(value) if isinstance(value, bytes | memoryview) else value
                    file.write(whole if isinstance(whole, bytes) else str(whole).encode())
                    file.write(b"\n")


def backup(to: str) -> None:
    """An officer's backup; the officer's own key is printed, never kept."""
    import django

    django.setup()
    from pathlib import Path

    from pyrage import x25519

    from gongyou.vault import commands
    from gongyou.web import keeping

    commands.open_database(PASSPHRASE)
    officer = x25519.Identity.generate()
    keeping.backup(Path(to), [str(officer.to_public())])
    print(officer)


def inspect(acknowledged: str) -> None:
    """Prints which acknowledged writes are missing, and what `check` says, as JSON."""
    import django

    django.setup()
    from gongyou.vault import commands
    from tests.attacks import acknowledged as looking

    commands.open_database(PASSPHRASE)
    anna = commands.open_actor("anna", PASSPHRASE)
    with open(acknowledged, encoding="utf-8") as file:
        lost = looking.lost(anna, json.load(file))
    checked = commands.check()
    print(json.dumps({"lost": lost, "problems": checked.problems}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings")
    os.umask(0o077)
    what, *rest = sys.argv[1:]
    if what == "setup":
        setup()
    elif what in ("inspect", "dump", "backup"):
        {"inspect": inspect, "dump": dump, "backup": backup}[what](*rest)
    else:
        {"serve": serve, "zygote": zygote}[what](int(rest[0]))
