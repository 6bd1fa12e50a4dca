"""Planted names are nowhere on the disk in any encoding; kill -9 loses nothing acknowledged."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

CANARY = "珊瑚麻雀欧阳"
PHONE = "13955557777"

PROGRAM = textwrap.dedent(
    """
    import sys
    from datetime import date
    import django
    django.setup()
    from gongyou.vault.schema import migrate
    migrate()
    from tests.people import make_people
    from gongyou.centre.documents import make, runs
    from gongyou.centre.queries.duplicates import worker_pairs
    from gongyou.centre.services.intake import record_intake
    people = make_people()
    n = 0
    while True:
        recorded = record_intake(
            by=people.caseworker, compartment=people.inside, story="{canary}的经过",
            identity={{"name": "{canary}", "phone": "{phone}"}}, employer_name="厂",
            facts={{"start": date(2010, 1, 1), "end": date(2015, 1, 1)}},
            grievances=["severance"], consent=["keep"],
        )
        n += 1
        print(recorded.worker.pk, flush=True)
        if n == 2:
            run = runs.begin_run(by=people.caseworker, cases=[recorded.case],
                                 kind="application", form="pdf", language="zh-hans")
            runs.work(people.caseworker, run)
            make.make_for(people.caseworker, [recorded.case], "statement", "docx", "en")
            worker_pairs(people.caseworker, people.inside)
            print("documents", flush=True)
    """
).format(canary=CANARY, phone=PHONE)

CHECK = textwrap.dedent(
    """
    import sys
    import django
    django.setup()
    from gongyou.centre.models import Case, Intake, Worker
    from gongyou.vault.public import journal
    held = {str(pk) for pk in Worker.objects.values_list("pk", flat=True)}
    lost = set(sys.argv[1].split(",")) - held
    whole = Worker.objects.count() == Intake.objects.count() == Case.objects.count()
    print(len(lost), whole, len(journal.verify()))
    """
)


def environment(folder: Path) -> dict:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "gongyou.web.settings",
        "GONGYOU_DATA": str(folder / "data"),
        "GONGYOU_DATABASE_KEY": "5a" * 32,
        "GONGYOU_PASSPHRASE_COST": "light",
        "GONGYOU_SECRET_KEY": "x" * 50,
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


@pytest.mark.crash
def test_after_kill_9_every_acknowledged_intake_is_there_and_nothing_is_in_clear(tmp_path):
    for name in ("data", "tmp"):
        (tmp_path / name).mkdir(mode=0o700)
    worker = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    acknowledged = []
    for line in worker.stdout:
        acknowledged.append(line.strip())
        if len(acknowledged) == 7:
            worker.send_signal(signal.SIGKILL)
            break
    worker.wait()
    asked = ",".join(pk for pk in acknowledged if pk != "documents")
    found = subprocess.run(
        [sys.executable, "-c", CHECK, asked],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["0", "True", "0"]
    assert "documents" in acknowledged
    _nothing_in_clear(tmp_path)


def _nothing_in_clear(folder: Path) -> None:
    needles = [
        text.encode(encoding)
        for text in (CANARY, PHONE, CANARY[-3:])
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    ]
    needles += [CANARY.encode("unicode_escape"), PHONE.encode("utf-8").hex().encode()]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [needle for needle in needles if needle in content], path
