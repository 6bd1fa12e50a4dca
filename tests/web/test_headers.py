"""What every answer carries (security design, section 7)."""

import pytest
from django.urls import reverse

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(params=["home", "sign_in", "missing"])
def answer(request, people, client_of):
    if request.param == "home":
        return client_of(people.caseworker).get("/")
    if request.param == "sign_in":
        return client_of(None).get(reverse("web:sign_in"))
    return client_of(None).get("/no/such/page/")


def test_the_content_policy_allows_nothing_foreign_and_nothing_inline(answer):
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert policy >= CSP
    assert not any("unsafe" in part or "http" in part for part in policy)


def test_answers_are_isolated_and_never_stored(answer):
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in answer["Permissions-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_no_page_has_inline_script_style_or_handler(people, client_of):
    import re

    client = client_of(people.coordinator)
    for path in ("/", "/account/", "/compartments/", "/search/"):
        page = client.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), path
        for tag in re.findall(r"<script[^>]*>", page):
            assert "src=" in tag or 'type="application/json"' in tag, path


def test_nothing_is_fetched_from_elsewhere(people, client_of):
    page = client_of(people.coordinator).get("/").content.decode()
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_htmx_keeps_no_pages_and_runs_no_text(people, client_of):
    page = client_of(people.coordinator).get("/").content.decode()
    for setting in ('"historyCacheSize":0', '"allowEval":false', '"selfRequestsOnly":true'):
        assert setting in page


def test_cookies_are_bound_to_this_host_and_hidden_from_scripts(client_of, people):
    client = client_of(None)
    client.post(
        reverse("web:sign_in"),
        {"login": "caseworker", "passphrase": "seven grey herons over the weir"},
    )
    for name in ("__Host-session", "__Host-keys", "__Host-csrf"):
        cookie = client.cookies[name]
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict", name
        assert cookie["path"] == "/" and not cookie["domain"]


def test_an_error_page_holds_no_data_and_no_reason(client_of, people):
    from django.test import Client

    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    page = client.post(reverse("web:sign_in"), {"login": "李小红"})
    assert page.status_code == 403
    assert "李小红" not in page.content.decode()
    missing = client_of(people.caseworker).get("/workers/李小红/")
    assert missing.status_code == 404
    assert "李小红" not in missing.content.decode()
