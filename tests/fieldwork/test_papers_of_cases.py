"""Papers: no quotation without consent, a second person, what left, bundles that recount."""

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from gongyou.fieldwork import deposits
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.queries.dossiers import releasable
from gongyou.fieldwork.services import case_studies, dossiers
from gongyou.fieldwork.services.codebook import make_code
from gongyou.fieldwork.services.codings import code_passage
from tests.fieldwork.world import make_world
from tests.people import join, make_account


@pytest.fixture
def study(people, matter):
    return case_studies.open_case_study(
        by=people.coordinator, case=matter, title="利得", question="为什么？"
    )


def _quote(people, study, agreed, words="机器一停他们就来谈了", **kw):
    return case_studies.put_quote(
        by=people.coordinator, study=study, words=words, agreed=agreed, **kw
    )


@pytest.mark.django_db
def test_nothing_goes_out_that_was_not_agreed_or_not_shown(people, study):
    from gongyou.fieldwork.queries.dossiers import lines

    words = {"yes": "甲", "show": "乙", "no": "丙", "": "丁"}
    for agreed, text in words.items():
        _quote(people, study, agreed, text)
    made = dossiers.make_dossier(by=people.coordinator, study=study)
    found = {line.said.words: line.verdict for line in lines(people.coordinator, made)}
    # four people on the roll: no description fits ten, so even an agreed one is shown first
    assert found == {"甲": "show", "乙": "show", "丙": "out", "丁": "out"}
    assert len(releasable(people.lawyer, made).against) == 4
    with pytest.raises(dossiers.NotReleased):
        dossiers.release_dossier(by=people.lawyer, dossier=made)


@pytest.mark.django_db
def test_a_second_person_releases_and_what_left_is_remembered(people, study, client_of):
    quote = _quote(people, study, "show")
    made = dossiers.make_dossier(by=people.coordinator, study=study, language="zh-hans")
    row = made.quotes.get()
    dossiers.note_shown(by=people.coordinator, row=row)
    assert len(releasable(people.coordinator, made).against) == 1  # its maker
    assert releasable(people.lawyer, made).against == []
    client, second = client_of(people.coordinator), client_of(people.lawyer)
    release = reverse("fieldwork:dossier_release", args=[made.pk])
    away = reverse("fieldwork:dossier_hand_over", args=[made.pk])
    assert client.post(release).status_code == 422
    assert second.post(away, {"to": "报社", "form": "pdf"}).status_code == 422
    assert second.post(release).status_code == 302
    sent = second.post(away, {"to": "报社", "form": "docx"})
    assert sent.status_code == 200
    with zipfile.ZipFile(io.BytesIO(sent.content)) as opened:
        assert "机器一停他们就来谈了" in opened.read("word/document.xml").decode()
    page = client.get(reverse("fieldwork:dossier", args=[made.pk])).content.decode()
    assert "报社" in page
    assert made.departures.get().quotes == 1
    # the speaker takes it back: no further copy goes out
    case_studies.change_agreement(by=people.coordinator, quote=quote, agreed="no")
    assert second.post(away, {"to": "报社", "form": "pdf"}).status_code == 422


@pytest.mark.django_db
def test_two_accounts_of_one_person_are_not_two(people, study):
    made = dossiers.make_dossier(by=people.coordinator, study=study, quotes=[])
    young = make_account("young", days=1)
    from gongyou.vault.public import NotTwoPeople

    join(people.coordinator, people.inside, young, "lawyer")
    with pytest.raises(NotTwoPeople):
        dossiers.release_dossier(by=young, dossier=made)


@pytest.mark.django_db
def test_papers_are_for_those_inside(people, study, client_of):
    made = dossiers.make_dossier(by=people.coordinator, study=study)
    for name, pk in (("dossier", made.pk), ("papers", study.pk)):
        address = reverse(f"fieldwork:{name}", args=[pk])
        assert client_of(people.organiser).get(address).status_code == 200
        assert client_of(people.outsider).get(address).status_code == 404
    release = reverse("fieldwork:dossier_release", args=[made.pk])
    assert client_of(people.organiser).post(release).status_code in (403, 404)


@pytest.mark.django_db
def test_a_deposit_holds_agreed_words_alone_and_describes_itself(people, study):
    _quote(people, study, "yes", "可以引")
    _quote(people, study, "no", "不可以引")
    files = deposits.deposit(
        people.coordinator, study, {"schema": "labour-case/1"}, dt.date(2026, 1, 1)
    )
    text = b"".join(files.values()).decode()
    assert "可以引" in text
    assert "不可以引" not in text
    assert "1 are left out" in text
    root = ElementTree.fromstring(files["ddi-codebook.xml"])
    name = f"{{{deposits.DDI}}}"
    assert root.find(f"{name}stdyDscr/{name}citation/{name}titlStmt/{name}titl").text == "利得"
    assert ElementTree.fromstring(files["dublin-core.xml"]).find(f"{{{deposits.DC}}}title").text
    for line in files[deposits.SUMS].decode().splitlines():
        digest, held = line.split("  ")
        import hashlib

        assert hashlib.sha256(files[held]).hexdigest() == digest


@pytest.mark.django_db
def test_a_deposit_takes_interviews_along_that_were_read_twice_and_is_remembered(people, matter):
    from gongyou.fieldwork.formats.refi import read_project
    from gongyou.fieldwork.models import Departure, Text
    from gongyou.fieldwork.services.deposits import make_deposit
    from gongyou.fieldwork.services.people import add_participant
    from gongyou.fieldwork.services.studies import open_study
    from gongyou.fieldwork.services.texts import bring_text
    from tests.fieldwork.world import agree

    by = people.coordinator
    desk = open_study(by=by, desk=matter.compartment, field=matter.compartment, title="d")
    person = add_participant(by=by, study=desk, name="Luo Jun")
    agree(by, person)
    text = bring_text(
        by=by, study=desk, title="t", stage="desk", who={"A": person},
        transcript=Transcript("spoken", [Said("A", "机器一停他们就来谈了")]),
    )  # fmt: skip
    code = make_code(by=by, study=desk, name="谈判")
    coding = code_passage(by=by, text=text, code=code, start_turn=text.turns.get(), end=4)
    found = case_studies.open_case_study(by=by, case=matter, title="t", question="q")
    case_studies.put_quote(
        by=by, study=found, words="机器一停", participant=person.pk, coding=coding.pk, agreed="yes"
    )
    given = {"by": by, "study": found, "chronicle": {}, "to": "an archive"}
    assert "interviews-1.qdpx" not in make_deposit(**given), "nobody read it a second time"
    Text.objects.filter(pk=text.pk).update(state="read_twice")
    files = make_deposit(**given)
    project = read_project(files["interviews-1.qdpx"])
    assert project.sources[0].text == "机器一停他们就来谈了"
    assert [c.name for c in project.codes] == ["谈判"]
    kinds = Departure.objects.values_list("kind", "participants")
    assert sorted(kinds) == [("deposit", [str(person.pk)])] * 2 + [("project", [str(person.pk)])]
    agree(by, person, {"read": "yes", "quote": "yes", "archive": "no"})
    assert "interviews-1.qdpx" not in make_deposit(**given)
    assert Departure.objects.count() == 3


@pytest.mark.django_db
def test_a_bundle_counts_its_numbers_again(people, study, tmp_path):
    by = people.coordinator
    for text in ("A", "B"):
        case_studies.pose_hypothesis(by=by, study=study, text=text, low=0.5, high=0.5)
    clue = case_studies.bring_clue(by=by, study=study, text="c")
    first, second = study.hypothesis_set.all()
    ranges = {first.pk: (0.95, 0.95), second.pk: (0.6, 0.6)}
    case_studies.weigh_clue(by=by, clue=clue, ranges=ranges, why="w")
    files = deposits.replication_of_tracing(by, study)
    for name, held in files.items():
        (tmp_path / name).write_bytes(held)
    told = json.loads(files["tracing.json"])["posterior"]
    out = subprocess.run(
        [sys.executable, tmp_path / "recompute.py"], capture_output=True, text=True, check=True
    ).stdout
    assert f"{told[str(first)][0]:.10f}"[:10] in out


@pytest.mark.django_db
def test_words_of_an_interview_follow_the_consent_of_the_day(people, matter):
    from gongyou.fieldwork.models import Departure
    from gongyou.fieldwork.queries import quotes
    from gongyou.fieldwork.services.people import record_consent
    from gongyou.fieldwork.services.withdrawal import withdraw

    world = make_world(people)
    by = world.by
    turn = world.text.turns.get(number=2)
    code_passage(by=by, text=world.text, code=world.code, start_turn=turn, start=0, end=9)
    found = case_studies.open_case_study(by=by, case=matter, title="t", question="q")
    offered = quotes.passages(by, found)
    if world.study.compartment_id != found.compartment_id:
        assert offered == [], "words do not wander to another compartment"
    quote = case_studies.put_quote(
        by=by, study=found, words="我当时不在", participant=world.second.pk, agreed="yes"
    )
    # what was noted beside it counts for nothing: the consent does
    record_consent(
        by=by,
        participant=world.second,
        on=dt.date(2026, 6, 1),
        how="spoken",
        language="zh-hans",
        answers={"transcribe": "yes", "read": "yes", "quote": "yes", "quote_coarse": "no"},
    )
    assert quotes.verdicts([quote]) == {quote.pk: "yes"}
    assert not quotes.may_be_described(quote)
    join(by, world.study.compartment, people.lawyer, "lawyer")
    people.lawyer.forget_memberships()
    made = dossiers.make_dossier(by=by, study=found)
    dossiers.release_dossier(by=people.lawyer, dossier=made)
    dossiers.hand_over(by=people.lawyer, dossier=made, to="报社", form="pdf", content=b"x")
    assert str(world.second.pk) in Departure.objects.get(kind="dossier").participants
    withdraw(by=by, participant=world.second, scope="quotes")
    assert quotes.verdicts([quote]) == {quote.pk: "no"}


# DDI-Codebook 2.5: the children that each element may have, in the order of its schema.
DDI_ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "studyAuthorization", "stdyInfo", "studyDevelopment", "method",
                 "dataAccs", "othrStdyMat", "notes"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt", "biblCit",
                 "holdings", "notes"],
    "titlStmt": ["titl", "subTitl", "altTitl", "parTitl", "IDNo"],
    "prodStmt": ["producer", "copyright", "prodDate", "prodPlac", "software", "fundAg", "grantNo"],
    "stdyInfo": ["studyBudget", "subject", "abstract", "sumDscr", "qualityStatement", "notes",
                 "exPostEvaluation"],
    "subject": ["keyword", "topcClas"],
    "sumDscr": ["timePrd", "collDate", "nation", "geogCover", "geogUnit", "geoBndBox", "boundPoly",
                "anlyUnit", "universe", "dataKind"],
    "method": ["dataColl", "notes", "anlyInfo", "stdyClas", "codingInstructions"],
    "dataColl": ["timeMeth", "dataCollector", "collectorTraining", "frequenc", "sampProc",
                 "sampleFrame", "targetSampleSize", "deviat", "collMode", "resInstru", "sources"],
    "dataAccs": ["setAvail", "useStmt", "notes"],
    "useStmt": ["confDec", "specPerm", "restrctn", "contact", "citReq", "deposReq", "conditions",
                "disclaimer"],
}  # fmt: skip
# The fifteen elements of Dublin Core 1.1.
DUBLIN_CORE = {
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type",
    "format", "identifier", "source", "language", "relation", "coverage", "rights",
}  # fmt: skip
ABOUT = {"title": "利得\x0b & <案>", "question": "", "id": "F-1", "made": "2026-11-30"}


def test_a_deposit_describes_itself_in_the_order_of_the_ddi_schema():
    root = ElementTree.fromstring(deposits.ddi(ABOUT))
    assert root.tag == f"{{{deposits.DDI}}}codeBook"
    for element in root.iter():
        name = element.tag.partition("}")[2]
        children = [child.tag.partition("}")[2] for child in element]
        places = [DDI_ORDER[name].index(child) for child in children] if children else []
        assert places == sorted(places), name
        assert children or (element.text or "").strip(), f"{name} is empty"
    # what the schema demands: a study with a title
    assert root.find(f".//{{{deposits.DDI}}}titl").text == "利得 & <案>"


def test_a_deposits_dublin_core_has_elements_of_dublin_core_alone():
    root = ElementTree.fromstring(deposits.dublin_core(ABOUT))
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    names = [child.tag for child in root]
    assert {n.removeprefix("{http://purl.org/dc/elements/1.1/}") for n in names} <= DUBLIN_CORE
