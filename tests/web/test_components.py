"""Components and partials work side by side, and every form is tied together for readers."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from gongyou.web.samples import SampleForm


def _render(source: str, **values) -> str:
    return Template(source).render(Context(values))


def test_neither_automatic_set_up_undid_the_other(settings):
    loaders = settings.TEMPLATES[0]["OPTIONS"]["loaders"]
    assert loaders[0][0] == "template_partials.loader.Loader"
    cached = loaders[0][1][0]
    assert cached[0] == "django.template.loaders.cached.Loader"
    assert cached[1][0] == "django_cotton.cotton_loader.Loader"


def test_a_partial_that_holds_a_component_renders_both(tmp_path, settings):
    page = render_to_string("web/components.html#sample", {"amount": "12.5"})
    assert "¥12.50" in page and "<html" not in page


def test_an_unknown_amount_says_so_and_is_not_zero():
    with translation.override("en"):
        assert "unknown" in render_to_string("cotton/money.html", {"amount": None})


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [("1234567.891", "CNY", "¥1,234,567.89"), ("-5", "GBP", "−£5.00"), ("0", "USD", "$0.00")],
)
def test_money_is_written_with_sign_and_two_decimals(amount, unit, shown):
    assert _render("{{ a|money:u }}", a=amount, u=unit) == shown


def test_dates_cannot_be_read_the_wrong_way_round():
    from datetime import date

    day = date(2014, 8, 9)
    with translation.override("en"):
        assert _render("{{ d|date:'DATE_FORMAT' }}", d=day) == "9 Aug 2014"
    with translation.override("zh-hans"):
        assert _render("{{ d|date:'DATE_FORMAT' }}", d=day) == "2014年8月9日"


def test_hint_error_and_control_are_tied_together():
    form = SampleForm({"name": ""})
    page = str(form)
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'id="id_name_hint"' in page and 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_the_summary_links_to_each_control_in_error():
    page = str(SampleForm({"name": ""}))
    summary = page.split("error-summary")[1].split("</ul>", maxsplit=1)[0]
    for name in ("name", "since", "agrees"):
        assert f'href="#id_{name}"' in summary


def test_what_someone_typed_is_escaped():
    page = str(SampleForm({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in page


def test_a_chart_has_a_table_for_those_who_read():
    chart = {
        "kind": "bar",
        "unit": "CNY",
        "categories": ["2025-01"],
        "series": [{"name": "claimed", "values": [1200]}],
    }
    page = _render("{% chart_table data %}", data=chart)
    assert '<th scope="row">2025-01</th>' in page and "¥1,200.00" in page


def test_the_components_page_is_for_demonstrations_only(people, client_of, settings):
    client = client_of(people.caseworker)
    assert client.get("/components/").status_code == 404
    settings.DEMO = True
    assert client.get("/components/").status_code == 200
