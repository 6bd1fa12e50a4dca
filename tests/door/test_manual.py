"""The manual inside the program: whole in both languages, no dead link, no foreign markup."""

import re

import pytest

from gongyou.web.door import manual


def test_both_languages_have_the_same_pages():
    names = [{one.name for one in manual.pages(lang)} for lang in manual.LANGUAGES]
    assert names[0] == names[1]
    assert {"install", "begin", "keep", "safe", "cheat-caseworker"} <= names[0]


@pytest.mark.parametrize("lang", manual.LANGUAGES)
def test_every_page_opens_and_every_link_among_pages_leads_somewhere(client, db, lang):
    client.cookies["language"] = lang
    names = {one.name for one in manual.pages(lang)}
    for name in names:
        text = client.get(f"/help/{name}/").content.decode()
        assert manual.page(lang, name).title in text
        linked = set(re.findall(r'href="/help/([\w-]+)/"', text))
        assert linked <= names | {"print", "glossary", "tour"}
        written = re.findall(r"\]\(([\w-]+)\.md", manual.page(lang, name).text)
        assert names & set(written) <= linked
        assert not re.search(r'href="[^":]*\.md', text)


def test_the_manual_is_there_before_a_centre_is(client, monkeypatch, django_db_blocker):
    monkeypatch.setattr("gongyou.web.middleware.is_sealed", lambda: True)
    client.cookies["__Host-session"] = "of-another-centre"
    with django_db_blocker.block():
        for path in ("/help/", "/help/safe/", "/help/glossary/", "/help/tour/", "/help/print/"):
            assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("name", ["..", "nothing", "settings", "words"])
def test_other_files_are_no_pages(client, db, name):
    assert client.get(f"/help/{name}/").status_code == 404


@pytest.mark.parametrize("lang", manual.LANGUAGES)
def test_a_cheat_sheet_fits_one_page(lang):
    """Forty lines of about ninety signs of Latin or forty-five of Chinese print on one A4 page."""
    wide = 45 if lang == "zh-hans" else 90
    sheets = [one for one in manual.pages(lang) if one.name.startswith("cheat-")]
    assert len(sheets) > 3
    for one in sheets:
        assert sum(1 + len(line) // wide for line in one.text.splitlines()) < 40, one.name


def test_the_glossary_holds_the_settled_words():
    words = {one.english: one.chinese for one in manual.glossary()}
    assert words["worker"] == "工友"
    assert words["compartment"] == "可见范围"
    assert len(words) > 40


def test_a_page_brings_no_markup_of_its_own():
    page = manual.Page("x", "x", "# x\n<script>alert(1)</script> ![a](http://x.example/a.png)")
    assert "<script" not in manual.html(page, "/help/")
    assert "<img" not in manual.html(page, "/help/")
