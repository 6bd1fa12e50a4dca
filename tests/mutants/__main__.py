"""Plant the faults one by one in a copy of the tree; each must make one of its tests fail.

    python -m tests.mutants                    all rooms
    python -m tests.mutants stats centre       some
    python -m tests.mutants stats --only 3 7   some faults of one, whatever is known of them
    python -m tests.mutants --look             only whether all can be planted

What was found is kept for the tree as it is (`.make/mutants`), so that a run that was broken off
goes on where it stood. It fails when a fault is not noticed or cannot be planted any more.
"""

import argparse
import hashlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.mutants.faults import ROOT, Fault, NotApplicable, load, problems

KEPT = ROOT / ".make" / "mutants"
CAUGHT, SURVIVED, BROKEN = "caught", "NOT NOTICED", "does not run"
# What a test that never ends may use of the processor, and how long one that waits may wait: far
# longer than any on a busy machine.
CPU_SECONDS, WAITS = 1200, 3600
LIMITED = f'ulimit -t {CPU_SECONDS}; exec "$@"'
# pytest's own code of a failed test; the codes of one that was ended.
FAILED, ENDED = 1, (-24, -9, 124, 128 + 24, 128 + 9)


def files_of_tree() -> list[str]:
    """Everything that git knows or would take, and the compiled catalogues."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    names = [name for name in found.split("\0") if name and (ROOT / name).is_file()]
    return names + [str(p.relative_to(ROOT)) for p in ROOT.glob("gongyou/**/*.mo")]


def state_of(names: list[str]) -> str:
    """A name for the tree as it is, without the lists of faults."""
    state = hashlib.blake2b(digest_size=12)
    for name in sorted(names):
        if not (name.startswith("tests/mutants/") and name.endswith(".yaml")):
            state.update(name.encode() + b"\0" + (ROOT / name).read_bytes())
    return state.hexdigest()


class Copy:
    """A copy of the tree in which one fault after the other is planted."""

    def __init__(self, folder: Path, names: list[str]):
        self.root = folder
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)

    def run(self, tests: tuple[str, ...]) -> tuple[int, str]:
        """Run some tests; pytest's code and what it said."""
        # What random tests remember of another fault would make this one look easy.
        shutil.rmtree(self.root / ".hypothesis", ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="mutant-") as scratch:
            command = ["timeout", "-k", "30", str(WAITS), "bash", "-c", LIMITED, "-"]
            command += [sys.executable, "-m", "pytest", "-q", "-x"]
            command += ["--basetemp", f"{scratch}/pytest", *_without(tests), *tests]
            done = subprocess.run(
                command,
                cwd=self.root,
                env=os.environ | {"PYTHONPATH": str(self.root), "TMPDIR": scratch},
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        return done.returncode, done.stdout + done.stderr

    def outcome(self, fault: Fault) -> str:
        """Plant a fault, run its tests, put everything back."""
        planted = fault.planted(self.root)
        whole = {path: path.read_bytes() for path in planted}
        try:
            for path, text in planted.items():
                self._write(path, text.encode())
            code, said = self.run(fault.tests)
        finally:
            for path, content in whole.items():
                self._write(path, content)
        if code == FAILED or code in ENDED:
            return CAUGHT
        return SURVIVED if code == 0 else f"{BROKEN}\n{said[-1500:]}"

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.write_bytes(content)
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()


def _without(tests: tuple[str, ...]) -> list[str]:
    """Leave out plugins that cost seconds at each start and serve other tests."""
    plugins = ["xdist", "xdist.looponfail"]
    if not any("browser" in test for test in tests):
        plugins.append("playwright")
    return [word for plugin in plugins for word in ("-p", f"no:{plugin}")]


class Known:
    """What was found for the tree as it is."""

    def __init__(self, state: str, fresh: bool):
        self.path = KEPT / f"{state}.json"
        self.lock = threading.Lock()
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob("*.json"):
            if old != self.path or fresh:
                old.unlink()
        self.found = json.loads(self.path.read_text()) if self.path.exists() else {}

    def get(self, fault: Fault) -> str | None:
        """The outcome of a fault that was tried before."""
        return self.found.get(_key(fault))

    def put(self, fault: Fault, outcome: str) -> None:
        """Keep an outcome at once, whole."""
        with self.lock:
            self.found[_key(fault)] = outcome
            part = self.path.with_suffix(".part")
            part.write_text(json.dumps(self.found))
            part.replace(self.path)


def _key(fault: Fault) -> str:
    return hashlib.blake2b(repr((fault.changes, fault.tests)).encode(), digest_size=12).hexdigest()


def try_all(faults: list[Fault], names: list[str], known: Known, jobs: int) -> None:
    """Try what is not known yet, in as many copies at once; says how each came out."""
    waiting: queue.Queue[Fault] = queue.Queue()
    for fault in faults:
        waiting.put(fault)
    done, total, lock = 0, len(faults), threading.Lock()

    def work(copy: Copy) -> None:
        nonlocal done
        while True:
            try:
                fault = waiting.get_nowait()
            except queue.Empty:
                return
            began = time.monotonic()
            outcome = copy.outcome(fault)
            known.put(fault, outcome)
            with lock:
                done += 1
                spent = time.monotonic() - began
                print(f"[{done}/{total}] {outcome}  {spent:.0f} s  {fault}", flush=True)

    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Copy(Path(folder) / str(n), names) for n in range(min(jobs, total))]
        _must_pass_unchanged(copies[0], faults)
        threads = [threading.Thread(target=work, args=(copy,)) for copy in copies]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _must_pass_unchanged(copy: Copy, faults: list[Fault]) -> None:
    tests = tuple(sorted({test for fault in faults for test in fault.tests}))
    print(f"{len(tests)} tests without any fault …", flush=True)
    code, said = copy.run(tests)
    if code:
        raise SystemExit(f"{said[-4000:]}\nthe tests fail without any fault")


def main() -> int:
    """Report, and give 1 when one was not noticed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("rooms", nargs="*")
    options.add_argument("--only", nargs="+", type=int, help="numbers of faults of one room")
    options.add_argument("--look", action="store_true", help="only whether all can be planted")
    options.add_argument("--fresh", action="store_true", help="forget what is known")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    try:
        faults = load(chosen.rooms)
    except NotApplicable as error:
        raise SystemExit(str(error)) from None
    if chosen.only:
        faults = [fault for fault in faults if fault.number in chosen.only]
    wrong = problems(faults)
    if wrong or chosen.look:
        print("\n".join([*wrong, f"{len(faults)} faults, {len(wrong)} that cannot be planted"]))
        return bool(wrong)
    names = files_of_tree()
    known = Known(state_of(names), chosen.fresh)
    untried = [fault for fault in faults if chosen.only or known.get(fault) is None]
    if untried:
        try_all(untried, names, known, chosen.jobs)
    missed = [fault for fault in faults if known.get(fault) != CAUGHT]
    print("\n".join(f"NOT NOTICED {fault}" for fault in missed))
    print(f"{len(faults) - len(missed)} of {len(faults)} faults are noticed")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
