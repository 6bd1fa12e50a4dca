"""Guides say what the law computes, name what they rest on, and notice when it changes."""

import io

import pytest
from django.urls import reverse

from gongyou.law import load_pack
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.guides import (
    GuideError,
    changed_since,
    chat_text,
    html_of,
    leaflet_pdf,
    poster_pdf,
    read_aloud,
    read_guide,
    rests_of,
    shipped_guide,
    shipped_guides,
)
from gongyou.outreach.guides.readability import hardness
from gongyou.outreach.guides.shipped import shipped_text
from gongyou.outreach.guides.taking_in import found_numbers, text_from
from gongyou.outreach.models import GuideVersion
from gongyou.outreach.services import guides as acts
from gongyou.outreach.touched import touched

HEAD = "---\ntitle: 试一试\nlaw: cn\nday: 2026-11-24\n---\n"
EXAMPLE = """```example
employment:
  {place: "441900", start: 2023-03-01, end: 2026-10-31, end_kind: expired, average_wage_12m: 4000}
ask: cn.severance
expect: "%s"
say: 小李可以要 {amount} 元。
```
"""
TOPICS = {
    "dismissed", "unpaid", "overtime", "contract", "injured", "pregnant", "insurance", "moving",
    "agency", "leave", "evidence", "arbitration",
}  # fmt: skip


def changed_minimum_wage():
    """The Chinese law with another minimum wage in Guangdong's second class from today on."""
    pack = load_pack("cn")
    parameter = pack.parameters["minimum_wage_class_month"]
    rows = [
        {
            **dict(zip(parameter.keys, f.keys, strict=True)),
            "valid_from": f.valid_from,
            "valid_to": None if f.valid_to.year == 9999 else f.valid_to,
            "value": "2500"
            if f.keys == ("440000", "2") and f.valid_to.year == 9999
            else str(f.value),
            "source": f.source,
            "confidence": f.confidence,
        }
        for f in parameter.figures
    ]
    return pack.changed({"minimum_wage_class_month": rows})


def test_every_topic_has_a_guide_in_both_languages():
    found = set(shipped_guides())
    assert {slug for law, slug, _ in found if law == "cn"} == TOPICS
    for law in ("hk", "uk", "fr", "us"):
        assert len({slug for name, slug, _ in found if name == law}) >= 2
    assert {(law, slug, "en") for law, slug, _ in found} <= found
    assert {(law, slug, "zh-hans") for law, slug, _ in found} <= found


@pytest.mark.parametrize(("law", "slug", "lang"), shipped_guides())
def test_the_program_s_guides_are_computed_and_plain(law, slug, lang):
    guide = shipped_guide(law, slug, lang)
    text = shipped_text(law, slug, lang)
    assert guide.examples >= 2
    assert guide.sources
    assert "checked_by_lawyer: false" in text
    words = (
        ("要留的东西", "最晚", "下一步", "找")
        if lang == "zh-hans"
        else ("By when", "Next step", "call")
    )
    assert all(word in text for word in words) or slug in ("evidence", "arbitration")
    assert hardness("\n".join(part.text for part in guide.parts), lang).easy


def test_nothing_that_guides_and_questions_rest_on_changed_since_they_were_read():
    assert touched() == {}


def test_a_changed_figure_names_exactly_what_it_touches():
    found = touched(laws={"cn": changed_minimum_wage()})
    guides = {name.split("/")[1] for name in found if name.startswith("guide")}
    assert "unpaid" in guides
    assert "arbitration" not in guides
    assert "leave" not in guides
    assert "minimum_wage_class_month changed" in found["self-check cn"]


def test_a_number_that_nobody_computed_is_refused():
    for text in (
        "每月 2300 元。",
        "付两倍，就是 200%。",
        "提前 30 天。",
        "It is 40 hours.",
        "¥500",
    ):
        with pytest.raises(GuideError, match="nobody computed"):
            read_guide(f"{HEAD}{text}\n")
    assert read_guide(f"{HEAD}提前 {{told 30 LCL 40}} 天。\n").rests_on["article:LCL 40"]


def test_an_example_that_the_law_computes_otherwise_is_told():
    with pytest.raises(GuideError, match="says 15000, the law says 16,000"):
        read_guide(HEAD + EXAMPLE % "15000")
    guide = read_guide(HEAD + EXAMPLE % "16000")
    assert "16,000" in guide.markdown
    assert any(name.startswith("article:LCL 47") for name in guide.rests_on)


def test_numbers_in_an_example_s_words_are_computed_too():
    text = (EXAMPLE % "16000").replace("小李可以要", "小李干了 44 个月，可以要")
    with pytest.raises(GuideError, match="nobody computed"):
        read_guide(HEAD + text)


def test_a_changed_figure_is_noticed_also_where_the_amount_stays():
    text = f"{HEAD}最低工资 {{figure minimum_wage_class_month 440000 2}} 元。\n"
    kept = rests_of(read_guide(text))
    assert changed_since(text, kept) == []
    assert changed_since(text, kept, changed_minimum_wage())


def test_five_forms_come_from_one_source():
    guide = shipped_guide("cn", "dismissed", "zh-hans")
    assert "<blockquote>" in html_of(guide)
    assert leaflet_pdf(guide, "zh-hans")[:4] == b"%PDF"
    assert poster_pdf(guide, "zh-hans", "12333")[:4] == b"%PDF"
    assert "32,000" in chat_text(guide, "zh-hans")
    assert "律师还没有核对过" in chat_text(guide, "zh-hans")
    aloud = read_aloud(guide, "zh-hans")
    assert "32000" in aloud
    assert not set("*#`>") & set(aloud)


def test_no_markup_of_an_author_gets_through():
    made = html_of(read_guide(f"{HEAD}<script>alert(1)</script> <b>x</b> ![a](http://b/c.png)\n"))
    assert "<script" not in made
    assert "<b>" not in made
    assert "<img" not in made


def test_a_word_file_comes_in_with_its_numbers_found():
    import docx

    document = docx.Document()
    document.add_heading("加班费", level=1)
    document.add_paragraph("周末加班两倍，一小时 30 元。")
    made = io.BytesIO()
    document.save(made)
    from datetime import date

    text = text_from("guide.docx", made.getvalue(), "cn", date(2026, 11, 24))
    assert found_numbers(text) == ["30 元"]
    with pytest.raises(GuideError, match="30 元"):
        read_guide(text)


def test_a_guide_is_written_checked_published_and_marked_when_the_law_moves(
    people, client_of, monkeypatch
):
    client = client_of(people.caseworker)
    told = {"compartment": str(people.inside.pk), "slug": "expiry", "language": "zh-hans"}
    page = reverse("outreach:guide_write")
    refused = client.post(page, told | {"text": HEAD + EXAMPLE % "1"})
    assert refused.status_code == 422
    assert "16,000" in refused.content.decode()
    assert client.post(page, told | {"text": HEAD + EXAMPLE % "16000"}).status_code == 302
    version = GuideVersion.objects.get()
    with pytest.raises(OutreachError):
        acts.publish_guide(by=people.caseworker, version=version)
    for act in ("check", "publish"):
        client.post(reverse("outreach:guide_act", args=[version.pk, act]))
    version.refresh_from_db()
    assert (version.state, version.checked_by) == ("published", people.caseworker.account)
    assert acts.mark_changed(by=people.caseworker) == {}
    version.rests_on = [["figure:gone", "1"], *version.rests_on]
    version.save()
    found = acts.mark_changed(by=people.caseworker)
    assert found == {version: ["figure:gone is gone"]}
    version.refresh_from_db()
    assert version.state == "to_check"


def test_guides_are_shown_inside_and_acts_only_there(people, client_of):
    version = acts.write_guide(
        by=people.caseworker, compartment=people.inside, slug="x", language="zh-hans",
        text=HEAD + EXAMPLE % "16000",
    )  # fmt: skip
    page = reverse("outreach:guide", args=[version.pk])
    assert client_of(people.caseworker).get(page).status_code == 200
    assert client_of(people.outsider).get(page).status_code == 404
    act = reverse("outreach:guide_act", args=[version.pk, "check"])
    assert client_of(people.outsider).post(act).status_code == 404
    assert client_of(people.caseworker).get(act).status_code == 405
    for name in ("guides", "guide_write"):
        assert client_of(people.caseworker).get(reverse(f"outreach:{name}")).status_code == 200
    shipped = reverse("outreach:guide_shipped", args=["cn", "unpaid", "en"])
    assert client_of(people.caseworker).get(shipped).status_code == 200
    gone = reverse("outreach:guide_shipped", args=["cn", "moon", "en"])
    assert client_of(people.caseworker).get(gone).status_code == 404


def test_a_yes_or_no_of_the_law_is_said_in_words():
    for lang, said in (("en", "The law says no."), ("zh-hans", "合法吗？否。")):
        text = shipped_guide("cn", "agency", lang).markdown
        assert said in text and "False" not in text


def test_a_guide_of_another_language_leaves_the_page_in_its_own(people, client_of):
    address = reverse("outreach:guide_shipped", args=["cn", "unpaid", "en"])
    asked = {"accept-language": "zh-hans"}
    page = client_of(people.caseworker).get(address, headers=asked).text
    assert '<html lang="zh-Hans"' in page and "Switch to English" in page
