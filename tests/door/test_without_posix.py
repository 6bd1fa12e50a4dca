"""What only POSIX has is hidden: a centre is made, kept, backed up and brought back."""

from pathlib import Path

from tests.vault.installations import INIT, ROOT, WHOLE, process, run

HIDDEN = str(Path(__file__).with_name("without_posix"))
PATHS = {"PYTHONPATH": f"{HIDDEN}:{ROOT}"}

WHOLE_LIFE = (
    INIT.format(title="Walk-in advice")
    + """
hidden = all(sys.modules[name] is None for name in ("fcntl", "resource", "pwd", "grp"))
actor = added.account.actor
from gongyou.vault.memory import harden
harden()
from gongyou.vault.public import backup_and_try, new_backup_key, hold_folder, write_durably
hold_folder(Path(os.environ["GONGYOU_DATA"]) / "in-use")
secret, public = new_backup_key()
report, problems = backup_and_try(Path(os.environ["TO"]), [public])
checked = commands.check()
print(json.dumps([hidden, hasattr(os, "fork"), problems, checked.problems, report.data.exists()]))
"""
)
HOLD = """
from gongyou.vault.public import hold_folder, HeldByAnother
try:
    hold_folder(Path(os.environ["GONGYOU_DATA"]) / "in-use")
    print(json.dumps("held"))
    sys.stdout.flush()
    __import__("threading").Event().wait()
except HeldByAnother:
    print(json.dumps("refused"))
"""
PARSE = """
from importlib.util import module_from_spec, spec_from_file_location
import gongyou.vault.files as files
path = Path(files.__file__).with_name("parser.py")
spec = spec_from_file_location("parser", path)
parser = module_from_spec(spec)
spec.loader.exec_module(parser)
parser.confine({"memory_megabytes": 1, "seconds": 1})
sys.modules["magic"] = None
samples = [b"%PDF-1.7", b"\\xff\\xd8\\xff\\xe0", b"PK\\x03\\x04", b"MZ\\x00\\x00", b"wages"]
print(json.dumps([parser.media_type(one) for one in samples]))
"""


def test_a_centre_lives_without_posix(tmp_path):
    to = tmp_path / "stick"
    told = run(tmp_path / "centre", WHOLE_LIFE, WHOLE, TO=str(to), **PATHS)
    assert told == [True, False, [], [], True]


def test_a_folder_is_held_by_one_process_without_posix_too(tmp_path):
    first, passing = process(tmp_path, HOLD, **PATHS), HOLD.replace(".wait()", ".set()")
    try:
        assert first.stdout.readline().strip() == '"held"'
        assert run(tmp_path, passing, **PATHS) == "refused"
    finally:
        first.kill()
        first.wait()
    assert run(tmp_path, passing, **PATHS) == "held"


def test_what_a_file_is_without_libmagic(tmp_path):
    told = run(tmp_path, PARSE, **PATHS)
    assert told == [
        "application/pdf",
        "image/jpeg",
        "application/octet-stream",
        "application/octet-stream",
        "text/plain",
    ]
