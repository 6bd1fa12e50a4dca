"""The OpenRosa contract, asked by a client that knows nothing of the server but HTTP.

Numbers are the sections of the contract: 2 headers, 3 authentication, 4 form list, 5 forms and
manifests, 6 submissions, 7 encrypted forms, 8 entities, 13 edge cases.
"""

import base64
import gzip
import hashlib
import http.client
import json
import os
import re
import threading
import time
import uuid
import zlib
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.surveys.server import PASSPHRASE, Server

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"


@pytest.fixture(scope="module")
def server():
    made = Server()
    made.seed()
    made.start()
    yield made
    made.stop()


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def xml(self):
        body = self.body
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return ET.fromstring(body)

    @property
    def message(self):
        return self.xml.find(f"{RESPONSE}message").text


def ask(server, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    chunked = not isinstance(body, bytes | type(None))
    connection.request(method, path, body=body, headers=names, encode_chunked=chunked)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def base(server):
    return f"/openrosa/{server.told['token']}"


def answers(instance, name="A", form="hh", version="1", extra="", deprecated=""):
    old = f"<orx:deprecatedID>{deprecated}</orx:deprecatedID>" if deprecated else ""
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="{form}"'
        f' version="{version}"><name>{name}</name><age>30</age>{extra}'
        f"<orx:meta><orx:instanceID>{instance}</orx:instanceID>{old}</orx:meta></data>"
    ).encode()


def body_of(*parts):
    """A body as Collect writes it: part name = file name, a length on each part."""
    lines = []
    for name, filename, kind, content in parts:
        shown = f'; filename="{filename}"' if filename else ""
        head = f'--XX\r\nContent-Disposition: form-data; name="{name}"{shown}\r\n'
        head += f"Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + b"--XX--\r\n"


def xml_part(xml):
    return ("xml_submission_file", "s.xml", "text/xml; charset=utf-8", xml)


def post(server, *parts, where=None, query="", **headers):
    path = (where or base(server)) + "/submission" + query
    kind = "multipart/form-data; boundary=XX"
    return ask(server, "POST", path, body_of(*parts), Content_Type=kind, **headers)


def send(server, xml, *files, **more):
    extra = [(name, name, "image/jpeg", content) for name, content in files]
    return post(server, xml_part(xml), *extra, **more)


def new():
    return f"uuid:{uuid.uuid4()}"


def stored(server, instance):
    """What the database holds of an instance: submissions, versions, files present."""
    query = """
        WITH mine AS (SELECT DISTINCT submission_id AS id FROM surveys_submissionversion
                      WHERE instance_id = ?)
        SELECT (SELECT count(*) FROM mine),
               (SELECT count(*) FROM surveys_submissionversion
                JOIN mine ON submission_id = mine.id),
               (SELECT count(*) FROM surveys_attachment JOIN mine ON submission_id = mine.id
                WHERE present)
    """
    return server.sql(query, instance)[0]


def kept_aside(server, instance):
    query = "SELECT reason FROM surveys_setback WHERE instance_id = ?"
    return [reason for (reason,) in server.sql(query, instance)]


# --- 2, 4: headers and the form list ---------------------------------------------------------


def forms(answer):
    return {each.find(f"{LIST}formID").text: each for each in answer.xml.findall(f"{LIST}xform")}


def test_4_the_list_has_what_collect_insists_on(server):
    answer = ask(server, "GET", f"{base(server)}/formList?deviceID=collect%3Aabc")
    assert answer.status == 200
    assert "text/xml" in answer.headers["content-type"]
    assert answer.headers["x-openrosa-version"] == "1.0"
    assert answer.headers["date"]
    for each in forms(answer).values():
        for name in ("formID", "name", "version", "hash", "downloadUrl"):
            assert len(each.findall(LIST + name)) == 1
        assert re.fullmatch(r"md5:[0-9a-f]{32}", each.find(f"{LIST}hash").text)
        assert each.find(f"{LIST}downloadUrl").text.startswith("http://")
        assert each.find(f"{LIST}descriptionText") is None


def test_4_only_forms_that_may_be_filled_are_listed(server):
    found = forms(ask(server, "GET", f"{base(server)}/formList"))
    assert set(found) == {"hh", "plain", "form 中/ü", "members", "locked"}
    assert found["plain"].find(f"{LIST}version").text is None
    assert found["hh"].find(f"{LIST}manifestUrl") is None, "it has no files"


def test_4_form_id_filters_and_verbose_describes(server):
    odd = quote("form 中/ü")
    assert set(forms(ask(server, "GET", f"{base(server)}/formList?formID={odd}"))) == {"form 中/ü"}
    assert forms(ask(server, "GET", f"{base(server)}/formList?formID=none")) == {}
    described = forms(ask(server, "GET", f"{base(server)}/formList?verbose=true&x=y"))
    assert described["hh"].find(f"{LIST}descriptionText") is not None
    assert ask(server, "GET", f"{base(server)}/formList?listAllVersions=true").status == 200


def test_4_an_unchanged_list_is_answered_304(server):
    first = ask(server, "GET", f"{base(server)}/formList")
    again = ask(server, "GET", f"{base(server)}/formList", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["x-openrosa-version"] == "1.0"


def test_13_gzip_only_when_asked_and_hash_of_the_plain_bytes(server):
    item = forms(ask(server, "GET", f"{base(server)}/formList"))["hh"]
    path = urlsplit(item.find(f"{LIST}downloadUrl").text).path
    plain = ask(server, "GET", path)
    packed = ask(server, "GET", path, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    digest = hashlib.md5(plain.body).hexdigest()
    assert item.find(f"{LIST}hash").text == f"md5:{digest}"


def test_1_a_device_names_itself_at_the_form_too(server):
    item = forms(ask(server, "GET", f"{base(server)}/formList"))["hh"]
    path = urlsplit(item.find(f"{LIST}downloadUrl").text).path
    named = ask(server, "GET", f"{path}?deviceID=collect%3Aabc")
    assert (named.status, named.body) == (200, ask(server, "GET", path).body)


def test_2_neither_the_clock_nor_the_version_of_a_phone_is_checked(server):
    """Collect writes a clock of twelve hours in the phone's language; a part may lack a charset."""
    part = ("xml_submission_file", "s.xml", "text/xml", answers(new()))
    heads = {"Date": "Thu, 01 Jan 1970 08:00:00 pm", "X_OpenRosa_Version": "9.9"}
    assert post(server, part, **heads).status == 201


# --- 3: authentication -----------------------------------------------------------------------


def test_3_a_bad_token_is_403_and_never_asks_for_a_password(server):
    for method, path in (("GET", "formList"), ("HEAD", "submission"), ("POST", "submission")):
        answer = ask(server, method, f"/openrosa/{'x' * 64}/{path}")
        assert answer.status == 403
        assert "www-authenticate" not in answer.headers
        assert answer.headers["x-openrosa-version"] == "1.0"


class Digest:
    """A client's side of RFC 2617."""

    def __init__(self, server):
        self.server, self.count = server, 0
        self.path = f"/openrosa/{server.told['survey']}"
        self.fresh()

    def fresh(self):
        answer = ask(self.server, "HEAD", f"{self.path}/submission")
        assert answer.status == 401
        self.given = dict(re.findall(r'(\w+)="([^"]*)"', answer.headers["www-authenticate"]))
        self.count = 0
        return answer

    def header(self, method, path, password=None, count=None, qop=True):
        md5 = lambda text: hashlib.md5(text.encode()).hexdigest()  # noqa: E731
        told, given = self.server.told, self.given
        if count is None:
            self.count += 1
        nc = f"{count or self.count:08x}"
        ha1 = md5(f"{told['username']}:{given['realm']}:{password or told['password']}")
        ha2 = md5(f"{method}:{path}")
        tail = f":{nc}:0a4f113b:auth:{ha2}" if qop else f":{ha2}"
        answer = md5(f"{ha1}:{given['nonce']}{tail}")
        more = f', qop=auth, nc={nc}, cnonce="0a4f113b"' if qop else ""
        return (
            f'Digest username="{told["username"]}", realm="{given["realm"]}",'
            f' nonce="{given["nonce"]}", uri="{path}", response="{answer}"'
            f', opaque="{given["opaque"]}", algorithm=MD5{more}'
        )


def test_3_digest_challenges_and_lets_in(server):
    client = Digest(server)
    assert {"realm", "nonce", "domain", "qop", "opaque"} <= set(client.given)
    path = f"{client.path}/formList?deviceID=collect:1"
    answer = ask(server, "GET", path, Authorization=client.header("GET", path))
    assert answer.status == 200
    assert "hh" in forms(answer)
    path = f"{client.path}/submission"
    assert ask(server, "HEAD", path, Authorization=client.header("HEAD", path)).status == 204


def test_3_digest_takes_a_submission_once_a_count(server):
    client = Digest(server)
    path = f"{client.path}/submission"
    header = client.header("POST", path)
    xml = answers(new())
    assert send(server, xml, where=client.path, Authorization=header).status == 201
    replay = send(server, xml, where=client.path, Authorization=header)
    assert replay.status == 401
    assert "stale=true" in replay.headers["www-authenticate"]
    again = send(server, xml, where=client.path, Authorization=client.header("POST", path))
    assert again.status == 201


def test_3_digest_without_qop_is_understood(server):
    client = Digest(server)
    path = f"{client.path}/formList"
    header = client.header("GET", path, qop=False)
    assert ask(server, "GET", path, Authorization=header).status == 200
    assert ask(server, "GET", path, Authorization=header).status == 401


def test_3_digest_refuses_wrong_passwords_foreign_nonces_and_other_addresses(server):
    client = Digest(server)
    path = f"{client.path}/formList"
    wrong = client.header("GET", path, password="guess")
    assert ask(server, "GET", path, Authorization=wrong).status == 401
    other = client.header("GET", f"{client.path}/other")
    assert ask(server, "GET", path, Authorization=other).status == 401
    client.given["nonce"] = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    foreign = ask(server, "GET", path, Authorization=client.header("GET", path))
    assert foreign.status == 401
    assert "stale=true" in foreign.headers["www-authenticate"]
    assert ask(server, "GET", path, Authorization="Basic YTpi").status == 401


# --- 6: submissions --------------------------------------------------------------------------


def test_6_1_head_is_exactly_204_with_the_length(server):
    answer = ask(server, "HEAD", f"{base(server)}/submission?deviceID=collect:1")
    assert answer.status == 204
    assert answer.headers["x-openrosa-version"] == "1.0"
    assert int(answer.headers["x-openrosa-accept-content-length"]) >= 10_000_000


def test_6_2_a_submission_is_201_with_a_sentence(server):
    instance = new()
    answer = send(server, answers(instance), query="?deviceID=collect:1")
    assert answer.status == 201
    assert "text/xml" in answer.headers["content-type"]
    assert answer.headers["x-openrosa-version"] == "1.0"
    assert int(answer.headers["x-openrosa-accept-content-length"]) > 0
    assert answer.message
    assert stored(server, instance) == (1, 1, 0)


def test_6_2_chunked_bodies_are_taken(server):
    instance = new()
    body = body_of(xml_part(answers(instance)), ("a.jpg", "a.jpg", "image/jpeg", b"x" * 70_000))
    pieces = (body[start : start + 1000] for start in range(0, len(body), 1000))
    answer = ask(
        server, "POST", f"{base(server)}/submission", pieces,
        Content_Type="multipart/form-data; boundary=XX", Transfer_Encoding="chunked",
    )  # fmt: skip
    assert answer.status == 201
    assert stored(server, instance) == (1, 1, 1)


def test_6_2_files_nobody_asked_for_and_odd_names_are_taken(server):
    instance = new()
    odd = [("照片 %221%22.jpg", "照片 %221%22.jpg", "image/jpeg", b"1"),
           ("../../etc/passwd", "../../etc/passwd", "text/plain", b"2"),
           ("audit.csv", "audit.csv", "text/csv", b"event,node,start,end\n")]  # fmt: skip
    assert post(server, xml_part(answers(instance)), *odd).status == 201
    assert stored(server, instance) == (1, 1, 3)


def test_6_3_splitting_gathers_files_from_every_post(server):
    instance = new()
    photos = "".join(f"<people><shot>{n}.jpg</shot></people>" for n in range(3))
    xml = answers(instance, extra=f"<photo>p.jpg</photo>{photos}")
    mark = ("*isIncomplete*", "", "text/plain", b"yes")
    first = post(server, xml_part(xml), ("2.jpg", "2.jpg", "image/jpeg", b"c"), mark)
    assert first.status == 201
    assert "1" in first.message
    assert "4" in first.message
    assert stored(server, instance) == (1, 1, 1)
    assert send(server, xml, ("p.jpg", b"a"), ("0.jpg", b"b"), ("1.jpg", b"b")).status == 201
    assert send(server, xml, ("p.jpg", b"a")).status == 201
    assert stored(server, instance) == (1, 1, 4)


def test_6_2_at_least_110_parts(server):
    instance = new()
    files = [(f"{n}.jpg", b"x") for n in range(120)]
    assert send(server, answers(instance), *files).status == 201
    assert stored(server, instance) == (1, 1, 120)


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([("a.jpg", "a.jpg", "image/jpeg", b"1")], 400),
        ([xml_part(b"<data id='hh'>")], 400),
        ([xml_part(b"<data/>")], 400),
        ([xml_part(b'<!DOCTYPE d [<!ENTITY a "b">]><data id="hh">&a;</data>')], 400),
        ([xml_part(b"<data id='hh' version='1'/>"), xml_part(b"<data id='hh' version='1'/>")], 400),
        ([xml_part(answers("uuid:x", form="other"))], 403),
        ([xml_part(answers("uuid:x", form="nowhere"))], 404),
        ([xml_part(answers("uuid:x", form="closed"))], 403),
    ],
)
def test_6_4_refusals_are_openrosa_responses(server, parts, status):
    answer = post(server, *parts)
    assert answer.status == status
    assert answer.message
    assert answer.headers["x-openrosa-version"] == "1.0"


def test_6_4_broken_bodies_are_400(server):
    where = f"{base(server)}/submission"
    for kind, body in (
        ("text/xml", b"<data/>"),
        ("multipart/form-data", b"--XX"),
        ("multipart/form-data; boundary=XX", b"--XX\r\nContent-Disposition: form-data"),
        ("multipart/form-data; boundary=XX", b""),
    ):
        assert ask(server, "POST", where, body, Content_Type=kind).status == 400


def test_6_4_the_sentence_is_in_the_language_of_the_phone(server):
    english = send(server, answers(new()), Accept_Language="en-GB,en;q=0.8")
    chinese = send(server, answers(new()), Accept_Language="zh-CN,zh;q=0.9,en;q=0.1")
    assert english.message.isascii()
    assert re.search("[\u4e00-\u9fff]", chinese.message)


def test_6_5_eight_copies_at_once_are_one_row(server):
    instance = new()
    xml, found = answers(instance), []
    threads = [
        threading.Thread(target=lambda: found.append(send(server, xml).status)) for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [201] * 8
    assert stored(server, instance) == (1, 1, 0)


def test_6_5_other_answers_under_one_id_are_409_and_kept(server):
    instance = new()
    assert send(server, answers(instance, "A")).status == 201
    answer = send(server, answers(instance, "B"))
    assert answer.status == 409
    assert answer.message
    assert stored(server, instance) == (1, 1, 0)
    assert kept_aside(server, instance) == ["conflict"]


def test_6_5_edits_make_versions_and_old_ones_are_refused(server):
    first, second, third = new(), new(), new()
    photo = "<photo>p.jpg</photo>"
    assert send(server, answers(first, extra=photo), ("p.jpg", b"1")).status == 201
    edit = answers(second, "B", extra=photo, deprecated=first)
    assert send(server, edit).status == 201
    assert stored(server, second) == (1, 2, 1)
    assert send(server, edit).status == 201, "the same edit again"
    assert send(server, answers(first, extra=photo)).status == 201, "the unchanged original"
    late = send(server, answers(third, "C", deprecated=first))
    assert late.status == 409, "another device edited the same version"
    assert send(server, answers(third, "C", deprecated=second)).status == 201
    assert stored(server, third)[1] == 3


def test_6_5_an_edit_of_what_never_came_is_404(server):
    assert send(server, answers(new(), deprecated=new())).status == 404


def test_6_5_two_edits_of_one_version_at_once_first_wins(server):
    first = new()
    send(server, answers(first))
    found = []
    edits = [answers(new(), str(n), deprecated=first) for n in range(4)]
    threads = [
        threading.Thread(target=lambda xml=xml: found.append(send(server, xml).status))
        for xml in edits
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(found) == [201, 409, 409, 409]


def test_6_5_without_instance_id_the_same_bytes_are_one_submission(server):
    xml = f'<data id="hh" version="1"><name>{uuid.uuid4()}</name></data>'.encode()
    assert send(server, xml).status == 201
    count = "SELECT count(*) FROM surveys_submission"
    before = server.sql(count)
    assert send(server, xml).status == 201
    assert server.sql(count) == before


def test_6_5_an_id_may_be_249_characters_long(server):
    instance = f"uuid:{uuid.uuid4()}".ljust(249, "x")
    assert send(server, answers(instance)).status == 201
    assert stored(server, instance) == (1, 1, 0)
    assert send(server, answers(instance + "x")).status == 400


def test_6_5_an_unknown_version_is_kept_as_202(server):
    instance = new()
    assert send(server, answers(instance, version="99")).status == 202
    assert stored(server, instance) == (1, 1, 0)


def test_13_a_closed_form_says_so_and_keeps_the_data(server):
    instance = new()
    assert send(server, answers(instance, form="closed")).status == 403
    assert kept_aside(server, instance) == ["closed"]


def test_13_empty_version_odd_ids_emoji_crlf_and_bom(server):
    assert send(server, answers(new(), form="plain", version="")).status == 201
    assert send(server, answers(new(), form="form 中/ü")).status == 201
    odd = answers(new(), "\N{GRINNING FACE} \u0645\u0631\u062d\u0628\u0627")
    assert send(server, b"\xef\xbb\xbf" + odd.replace(b"><", b">\r\n<")).status == 201
    assert send(server, answers(new(), extra="<start>1970-01-01T00:00:00Z</start>")).status == 201


def test_13_the_stored_xml_is_byte_for_byte_what_came(server):
    instance = new()
    xml = b"\xef\xbb\xbf" + answers(instance, "\N{GRINNING FACE}").replace(b"><", b">\r\n<")
    assert send(server, xml).status == 201
    same = server.run(f"""
import hashlib
from gongyou.surveys.models import SubmissionVersion
from gongyou.vault.public import actor_for_bearer, api_sign_in
actor = actor_for_bearer(api_sign_in("coordinator", {PASSPHRASE!r}))
version = SubmissionVersion.objects.get(instance_id={instance!r})
print(hashlib.sha256(version.reveal(actor, "xml")).hexdigest())
""")
    assert same == hashlib.sha256(xml).hexdigest()


def test_6_6_a_body_over_the_limit_is_413(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.putrequest("POST", f"{base(server)}/submission")
    connection.putheader("Content-Type", "multipart/form-data; boundary=XX")
    connection.putheader("Content-Length", str(400 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_6_6_a_large_file_alone_is_taken(server):
    instance = new()
    xml = answers(instance, extra="<photo>big.mp4</photo>")
    assert send(server, xml, ("big.mp4", os.urandom(12 * 1024 * 1024))).status == 201
    assert stored(server, instance) == (1, 1, 1)


# --- 7, 8 ------------------------------------------------------------------------------------


def test_7_an_encrypted_envelope_is_taken_with_its_files_in_any_order(server):
    instance = new()
    xml = (
        '<data id="hh" version="1" encrypted="yes"'
        ' xmlns="http://www.opendatakit.org/xforms/encrypted">'
        "<base64EncryptedKey>AAAA</base64EncryptedKey>"
        '<orx:meta xmlns:orx="http://openrosa.org/xforms">'
        f"<orx:instanceID>{instance}</orx:instanceID></orx:meta>"
        "<media><file>x.jpg.enc</file></media>"
        "<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
        "<base64EncryptedElementSignature>AAAA</base64EncryptedElementSignature></data>"
    ).encode()
    assert send(server, xml, ("x.jpg.enc", b"1")).status == 201
    assert send(server, xml, ("submission.xml.enc", b"2")).status == 201
    assert stored(server, instance) == (1, 1, 2)


def member(instance, entity, label="Li", create="1"):
    return (
        f'<data xmlns:orx="http://openrosa.org/xforms" id="members" version="1">'
        f"<full_name>{label}</full_name><site/><meta>"
        f'<entity xmlns="http://www.opendatakit.org/xforms/entities" dataset="members"'
        f' id="{entity}" create="{create}"><label>{label}</label></entity>'
        f"<instanceID>{instance}</instanceID></meta></data>"
    ).encode()


def test_8_an_entity_is_made_with_its_submission_and_a_bad_one_rejects_nothing(server):
    entity, instance = str(uuid.uuid4()), new()
    assert send(server, member(instance, entity)).status == 201
    assert send(server, member(new(), "not-a-uuid")).status == 201
    made = server.sql("SELECT count(*) FROM surveys_entity WHERE uuid = ?", uuid.UUID(entity).hex)
    wrong = server.sql("SELECT count(*) FROM surveys_submission WHERE entity_problem = 'bad_id'")
    assert (made, wrong) == ([(1,)], [(1,)])


def test_8_lists_travel_with_forms_and_say_what_was_deleted(server):
    entity = str(uuid.uuid4())
    send(server, member(new(), entity, label="Zhang, \N{GRINNING FACE}"))
    server.run(f"""
from gongyou.surveys.models import Collector, Survey
from gongyou.surveys.services import collectors, forms
from gongyou.vault.public import actor_for_bearer, api_sign_in
from pyxform.xls2xform import convert
from tests.surveys.seed import FOLLOW_UP
actor = actor_for_bearer(api_sign_in("coordinator", {PASSPHRASE!r}))
xml = convert(FOLLOW_UP, form_name="data").xform.encode()
draft, _ = forms.save_draft(actor, Survey.objects.get(), xml)
forms.publish(actor, draft.form)
for each in Collector.objects.all():
    collectors.set_forms(actor, each, [*each.forms.all(), draft.form])
""")
    # What the server remembers of a device may be a second old.
    until, listed = time.monotonic() + 300, {}
    while "follow_up" not in listed and time.monotonic() < until:
        listed = forms(ask(server, "GET", f"{base(server)}/formList"))
    item = listed["follow_up"]
    device = "?deviceID=collect%3Aabc"
    manifest = ask(server, "GET", urlsplit(item.find(f"{LIST}manifestUrl").text).path + device)
    assert manifest.headers["x-openrosa-version"] == "1.0"
    assert "text/xml" in manifest.headers["content-type"]
    file = manifest.xml.find(f"{MANIFEST}mediaFile")
    assert file.get("type") == "entityList"
    assert file.find(f"{MANIFEST}filename").text == "members.csv"
    download = ask(server, "GET", urlsplit(file.find(f"{MANIFEST}downloadUrl").text).path + device)
    rows = download.body.decode().splitlines()
    assert rows[0] == "name,label,__version,full_name"
    assert any(row.startswith(entity) and "\N{GRINNING FACE}" in row for row in rows)
    assert download.headers["content-disposition"].startswith("attachment")
    assert download.headers["x-content-type-options"] == "nosniff"
    where = urlsplit(file.find(f"{MANIFEST}integrityUrl").text).path
    told = ask(server, "GET", f"{where}?id={entity},{uuid.uuid4()}&deviceID=x").xml
    assert [(e.get("id"), e.find("deleted").text) for e in told.iter("entity")] == [
        (entity, "false")
    ]


def test_1_the_qr_code_is_what_collect_reads():
    from gongyou.surveys.services.collectors import collect_settings

    packed = collect_settings("https://h/openrosa/T", "Wages")
    told = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert told["general"]["server_url"] == "https://h/openrosa/T"
    assert set(told) == {"general", "admin", "project"}
