"""ODK's own Python client, version 1.3, against the server as it runs."""

import uuid
from pathlib import Path

import pytest
from pyodk._utils.config import CentralConfig, Config
from pyodk.client import Client
from pyodk.errors import PyODKError

from tests.surveys.seed import xform
from tests.surveys.server import PASSPHRASE, Server

FORMS = Path(__file__).parents[1] / "conformance" / "forms"


@pytest.fixture(scope="module")
def server():
    made = Server()
    made.seed()
    made.start()
    yield made
    made.stop()


def client_for(server, tmp_path, login="coordinator", password=PASSPHRASE):
    config = Config(
        central=CentralConfig(
            base_url=server.url, username=login, password=password,
            default_project_id=server.told["survey"],
        )
    )  # fmt: skip
    return Client(config=config, cache_path=tmp_path / "cache.toml", project_id=None)


@pytest.fixture
def client(server, tmp_path):
    with client_for(server, tmp_path) as made:
        yield made


def answers(instance, name="A", form="hh", extra="", deprecated=""):
    old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
    return (
        f'<data id="{form}" version="1"><name>{name}</name><age>30</age>{extra}'
        f"<people><who>B</who></people><people><who>C</who></people>"
        f"<meta><instanceID>{instance}</instanceID>{old}</meta></data>"
    )


def new():
    return f"uuid:{uuid.uuid4()}"


def test_projects_and_forms_are_listed(client):
    (project,) = client.projects.list()
    assert client.projects.get(project.id).name == "Wages 2026"
    assert {"hh", "closed"} <= {form.xmlFormId for form in client.forms.list()}
    assert client.forms.get("hh").version == "1"
    assert client.forms.get_xml("hh", encoding=None) == xform()


def test_submit_list_read_edit_review_and_comment(client):
    instance = new()
    made = client.submissions.create(xml=answers(instance), form_id="hh", device_id="laptop")
    assert (made.instanceId, made.deviceId) == (instance, "laptop")
    assert instance in {each.instanceId for each in client.submissions.list(form_id="hh")}
    edit = answers(new(), name="Changed", deprecated=instance)
    client.submissions.edit(instance_id=instance, xml=edit, form_id="hh", comment="a slip")
    client.submissions.review(instance_id=instance, review_state="approved", form_id="hh")
    assert client.submissions.get(instance, form_id="hh").reviewState == "approved"
    (remark,) = client.submissions.list_comments(instance_id=instance, form_id="hh")
    assert remark.body == "a slip"
    client.submissions.add_comment(instance_id=instance, form_id="hh", comment="looked at")
    told = client.submissions.list_comments(instance_id=instance, form_id="hh")
    assert {each.body for each in told} == {"a slip", "looked at"}
    table = client.submissions.get_table(form_id="hh", filter=f"__id eq '{instance}'")
    (row,) = table["value"]
    assert (row["name"], row["age"]) == ("Changed", 30)
    assert row["__system"]["edits"] == 1
    with pytest.raises(PyODKError, match="409"):
        client.submissions.edit(
            instance_id=instance, xml=answers(new(), deprecated=instance), form_id="hh"
        )


def test_tables_page_count_select_and_expand(client):
    for _ in range(3):
        client.submissions.create(xml=answers(new()), form_id="hh")
    table = client.submissions.get_table(form_id="hh", top=2, count=True, select="__id,age")
    assert len(table["value"]) == 2
    assert table["@odata.count"] >= 3
    assert set(table["value"][0]) == {"__id", "age"}
    assert "@odata.nextLink" in table
    people = client.submissions.get_table(form_id="hh", table_name="Submissions.people")
    assert {row["who"] for row in people["value"]} == {"B", "C"}
    one = client.submissions.get_table(form_id="hh", expand="*", top=1)["value"][0]
    assert [each["who"] for each in one["people"]] == ["B", "C"]


def test_attachments_are_sent_in_pieces_and_listed(client, tmp_path):
    photo = tmp_path / "p.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(50_000))
    made = client.submissions.create(
        xml=answers(new(), extra="<photo>p.jpg</photo>"), form_id="hh", attachments=[photo]
    )
    assert [(a.name, a.exists) for a in made.attachments] == [("p.jpg", True)]
    project = client.config.central.default_project_id
    path = f"projects/{project}/forms/hh/submissions/{made.instanceId}/attachments/p.jpg"
    answer = client.get(path)
    assert answer.content == photo.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_workbook_becomes_a_form_and_a_new_version(client):
    form = client.forms.create(definition=FORMS / "pyxform__or_other.xlsx", form_id="colours")
    assert form.xmlFormId == "colours"
    client.forms.update(
        form_id="colours", definition=None, attachments=[], version_updater=lambda v: "v2"
    )
    assert client.forms.get("colours").version == "v2"
    with pytest.raises(PyODKError, match="409"):
        client.forms.update(form_id="hh", definition=xform(title="Changed").decode())


def test_form_files_are_uploaded_with_the_draft(client, tmp_path):
    fruits = tmp_path / "fruits.csv"
    fruits.write_text("name,label\nmango,Mango\n")
    client.forms.create(
        definition=FORMS / "pyxform__pull_data.xlsx", form_id="fruits", attachments=[fruits]
    )
    (file,) = client.get(
        f"projects/{client.config.central.default_project_id}/forms/fruits/attachments"
    ).json()
    assert (file["name"], file["blobExists"]) == ("fruits.csv", True)


def test_an_invalid_workbook_is_refused_with_its_findings(client):
    with pytest.raises(PyODKError, match="Unknown question type"):
        client.forms.create(definition=FORMS / "onadata__MCH_v1.xlsx", form_id="bad")


def test_app_users_are_made_and_given_forms(client):
    (user,) = client.projects.create_app_users(display_names=["Phone of team 2"], forms=["hh"])
    assert len(user.token) == 64
    assert client.projects.create_app_users(display_names=["Phone of team 2"]) == []


def test_entity_lists(client):
    client.entity_lists.create(entity_list_name="sites_2026")
    client.entity_lists.add_property(name="city", entity_list_name="sites_2026")
    found = client.entity_lists.get("sites_2026")
    assert [each.name for each in found.properties] == ["city"]
    made = client.entities.create(
        label="East gate", data={"city": "深圳"}, entity_list_name="sites_2026"
    )
    changed = client.entities.update(
        made.uuid, entity_list_name="sites_2026", label="West gate", base_version=1
    )
    assert changed.currentVersion.version == 2
    with pytest.raises(PyODKError, match="409"):
        client.entities.update(made.uuid, entity_list_name="sites_2026", label="x", base_version=1)
    client.entities.update(made.uuid, entity_list_name="sites_2026", data={"city": "x"}, force=True)
    client.entities.create_many(
        [{"label": "A", "city": "1"}, {"label": "B", "city": "2"}], "sites_2026"
    )
    table = client.entities.get_table(entity_list_name="sites_2026", count=True)
    assert table["@odata.count"] == 3
    assert {row["label"] for row in table["value"]} == {"West gate", "A", "B"}
    client.entities.delete(made.uuid, entity_list_name="sites_2026")
    assert len(client.entities.list(entity_list_name="sites_2026")) == 2
    client.entities.merge(
        [{"label": "A", "city": "9"}, {"label": "C", "city": "3"}],
        entity_list_name="sites_2026", match_keys=["label"], delete_not_matched=True,
    )  # fmt: skip
    rows = client.entities.get_table(entity_list_name="sites_2026")["value"]
    assert {(row["label"], row["city"]) for row in rows} == {("A", "9"), ("C", "3")}


def test_a_wrong_passphrase_gives_no_session(server, tmp_path):
    with pytest.raises(PyODKError, match="401"):
        client_for(server, tmp_path, password="guess").open()


def test_a_researcher_reads_a_table_without_names_and_changes_nothing(server, client, tmp_path):
    instance = new()
    client.submissions.create(xml=answers(instance, name="Li Xiaohong"), form_id="hh")
    forms = f"projects/{server.told['survey']}/forms"
    (tmp_path / "other").mkdir()
    with client_for(server, tmp_path / "other", login="researcher") as researcher:
        answer = researcher.get(f"{forms}/hh.svc/Submissions")
        assert answer.status_code == 200
        assert "Li Xiaohong" not in answer.text
        assert researcher.get(f"{forms}/hh/submissions/{instance}.xml").status_code == 404
        with pytest.raises(PyODKError, match="404"):
            researcher.submissions.create(xml=answers(new()), form_id="hh")
