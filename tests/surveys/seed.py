"""Fills a fresh data folder: `python -m tests.surveys.seed` prints what a client needs to know."""

import base64
import json
from html import escape

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>{title}</h:title><model>
<instance><data id="{form_id}" version="{version}"><start/><end/><name/><age/><photo/>
<people jr:template=""><who/><shot/></people>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
<bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
<bind nodeset="/data/name" type="string"/><bind nodeset="/data/age" type="int"/>
<bind nodeset="/data/photo" type="binary"/>
<bind nodeset="/data/people/who" type="string"/><bind nodeset="/data/people/shot" type="binary"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head>
<h:body><input ref="/data/name"><label>Name</label></input>
<input ref="/data/age"><label>Age</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>
<group ref="/data/people"><label>People</label><repeat nodeset="/data/people">
<input ref="/data/people/who"><label>Who</label></input>
<upload ref="/data/people/shot" mediatype="image/*"><label>Shot</label></upload>
</repeat></group></h:body></h:html>"""

ENTITY_FORM = """
| survey | | | | |
| | type | name | label | save_to |
| | text | full_name | Name | full_name |
| | select_one_from_file sites.csv | site | Site | |
| entities | | |
| | list_name | label |
| | members | ${full_name} |
| settings | | |
| | form_title | form_id | version |
| | Members | members | 1 |
"""

FOLLOW_UP = """
| survey | | | |
| | type | name | label |
| | select_one_from_file members.csv | who | Who |
| | text | news | News |
| settings | | |
| | form_title | form_id | version |
| | Follow up | follow_up | 1 |
"""


def xform(form_id="hh", version="1", title="Household", key="") -> bytes:
    xml = FORM.format(form_id=form_id, version=version, title=escape(title))
    if key:
        submission = f'<submission base64RsaPublicKey="{key}"/></model>'
        xml = xml.replace("</model>", submission)
    return xml.encode()


def key_pair() -> tuple[str, str]:
    """What the owners keep (PEM), and what stands in their form (base64)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem, der, coding = serialization.Encoding.PEM, serialization.Encoding.DER, serialization
    kept = key.private_bytes(pem, coding.PrivateFormat.PKCS8, coding.NoEncryption())
    told = key.public_key().public_bytes(der, coding.PublicFormat.SubjectPublicKeyInfo)
    return kept.decode(), base64.b64encode(told).decode()


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from pyxform.xls2xform import convert

    from gongyou.surveys.models import Collector
    from gongyou.surveys.services import collectors, forms
    from gongyou.surveys.xform import read_form
    from gongyou.surveys.xlsform.convert import Converted
    from gongyou.vault.public import create_compartment
    from gongyou.vault.schema import migrate
    from tests.people import join, make_account

    migrate()
    call_command("createcachetable", verbosity=0)
    actor, second = make_account("coordinator"), make_account("researcher")
    compartment = create_compartment(actor, "Survey of the east gate")
    actor.forget_memberships()
    join(actor, compartment, second, "researcher")
    survey = forms.create_survey(actor, compartment=compartment, title="Wages 2026")
    versions = {}
    private, public = key_pair()
    members = convert(ENTITY_FORM, form_name="data").xform.encode()
    for xml in (
        xform(),
        xform("plain", "", "No version"),
        xform("closed", "1", "Closed"),
        xform("form 中/ü", "1", "Odd <id>"),
        xform("other", "1", "Other"),
        xform("locked", "7", "Locked away", public),
        members,
    ):
        # Known to be valid; ODK Validate on each would only cost time.
        checked = Converted(xml=xml, schema=read_form(xml))
        draft = forms._keep_draft(actor, survey, xml, checked)
        versions[draft.form.form_id] = forms.publish(actor, draft.form)
    forms.set_state(actor, versions["closed"].form, "closed")
    mine = [v.form for name, v in versions.items() if name != "other"]
    kinds = Collector.Kind
    made = {
        kind: collectors.add_collector(
            actor, survey, name="Li Xiaohong's phone", team="east", kind=kind, forms=mine
        )
        for kind in (kinds.TOKEN, kinds.DIGEST, kinds.LINK)
    }
    print(json.dumps({
        "survey": survey.number,
        "token": made[kinds.TOKEN].secret,
        "link": made[kinds.LINK].secret,
        "username": made[kinds.DIGEST].collector.digest.username,
        "password": made[kinds.DIGEST].secret,
        "members_xml": members.decode(),
        "private_key": private,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
