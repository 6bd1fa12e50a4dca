"""What every pack must hold, the invented one among them. A new pack is asked without a line here.

The suite states the form of a pack; what its law says stands in its own tests.
"""

import re
from pathlib import Path

import pytest

from gongyou import law
from gongyou.law.desk import ROLES
from gongyou.law.schema import schema_of
from tests.law import tiny

NAMES = [*law.pack_names(), "zz"]
LANGUAGES = ("en", "zh-hans")


@pytest.fixture(params=NAMES)
def pack(request):
    with tiny.installed():
        yield law.load_pack(request.param)


def test_its_folder_its_name_and_its_codes_are_one(pack):
    assert pack.folder.name == pack.name and re.fullmatch(r"[a-z]{2,12}", pack.name)
    assert all(law.law_of(code) == pack.name for code in pack.entitlements)
    assert pack.root.name == "employment"


def test_it_says_what_it_covers(pack):
    told = pack.folder / "README.md"
    # The tiny one is of the tests.
    assert pack.name == "zz" or len(told.read_text("utf-8")) > 200


def test_every_label_stands_in_both_languages(pack):
    held = [("title", pack.title)]
    held += [(g.code, g.label) for g in pack.desk.all_grievances().values()]
    held += [(f"way {kind}", way) for kind, way in pack.desk.ways.items()]
    held += [(f"paper {kind}", title) for kind, title in pack.desk.titles().items()]
    held += [(g.title["en"], g.title) for form in pack.desk.forms.values() for g in form]
    held += [(c.name, c.label) for t in pack.schema.tables.values() for c in t.columns.values()]
    for name, label in held:
        assert all(label.get(lang) for lang in LANGUAGES), name
    for code in pack.entitlements:
        words = pack.wording.texts[f"entitlement.{code}"]
        assert all(words.get(lang) for lang in LANGUAGES), code


def test_no_header_means_two_columns_of_one_table(pack):
    for table in pack.schema.tables.values():
        seen: dict[str, str] = {}
        for column in table.columns.values():
            for header in {column.name, *column.aliases}:
                assert seen.setdefault(header.lower(), column.name) == column.name, header


def test_its_roles_are_known_and_lead_to_its_own_entitlements(pack):
    for role, codes in pack.desk.roles.items():
        assert role in ROLES and codes
        assert set(codes) <= set(pack.entitlements), role
        assert law.role(role, pack.name) == codes


def test_its_grievances_lead_somewhere_and_ask_what_it_knows(pack):
    for grievance in pack.desk.grievances.values():
        for beginning in grievance.entitlements:
            assert any(code.startswith(beginning) for code in pack.entitlements), beginning
        assert set(grievance.asks) <= set(pack.schema.root.columns), grievance.code


def test_its_days_targets_and_papers_name_what_is_there(pack):
    assert set(pack.desk.day_kinds) <= set(pack.entitlements)
    assert {target.code for target in pack.desk.targets} <= set(pack.entitlements)
    assert set(pack.desk.forms) <= {"intake", "spell", "pay", "usual_month", "survey"}


def test_its_forms_ask_for_facts_that_it_or_all_laws_know(pack):
    table_of = {"pay": "pay", "usual_month": "pay"}
    for form in pack.desk.forms:
        columns = schema_of(pack.name).tables[table_of.get(form, "employment")].columns
        assert set(pack.desk.asked(form)) <= set(columns), form


def test_of_nothing_known_nothing_is_owed_for_sure(pack):
    claim = law.claim(law.Facts(employment={"worker": "A"}), pack=pack)
    assert claim.total == 0
    assert {r.status for r in claim if r.money} <= {"undetermined", "not_due", "amount"}


def test_nothing_outside_the_packs_knows_a_country():
    """No law is named outside its folder but in the one setting, and in what migrations did."""
    root = Path(law.__file__).parent.parent
    named = "|".join(law.pack_names())
    spoken = re.compile(rf"""["'](?:{named})["'.]|packs[./](?:{named})\b""")
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in sorted(root.rglob("*"))
        if path.suffix in (".py", ".html", ".json", ".yaml", ".txt", ".js")
        and not {"packs", "static", "migrations"} & set(path.relative_to(root).parts)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if spoken.search(line)
    ]
    allowed = 'law/default.py:5: DEFAULT_LAW = os.environ.get("GONGYOU_LAW") or "cn"'
    assert found == [allowed]
