"""Pages go out compressed to those who asked from here, and never to another site's question."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def asked(client, site, accept="gzip"):
    headers = {"accept-encoding": accept} | ({"sec-fetch-site": site} if site else {})
    return client.get(reverse("centre:cases"), headers=headers)


def test_a_page_asked_for_from_here_is_compressed_and_says_so(people, client_of):
    client = client_of(people.caseworker)
    for site in ("same-origin", "none"):
        page = asked(client, site)
        assert page["Content-Encoding"] == "gzip" and "Accept-Encoding" in page["Vary"]
        assert b"</html>" in gzip.decompress(page.content)


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_page_that_another_site_asked_for_has_its_own_length(people, client_of, site):
    page = asked(client_of(people.caseworker), site)
    assert "Content-Encoding" not in page and b"</html>" in page.content


def test_one_page_has_many_lengths_so_that_a_guess_measures_nothing(people, client_of):
    client = client_of(people.caseworker)
    assert len({len(asked(client, "same-origin").content) for _ in range(12)}) > 3


def test_what_is_no_page_goes_out_as_it_is(people, client_of):
    client = client_of(people.caseworker)
    answer = client.get(reverse("centre:api_document"), headers={
        "accept-encoding": "gzip", "sec-fetch-site": "same-origin"})  # fmt: skip
    assert "Content-Encoding" not in answer
