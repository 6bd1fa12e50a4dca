"""The guide's steps on two laptops: two programs on two ports, a file carried between them."""

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser import centre as centres
from tests.browser.conftest import sign_in
from tests.processes import free_port

pytestmark = [pytest.mark.browser, pytest.mark.soak]


def _two_ports() -> int:
    """The first of two free ports in a row."""
    while True:
        port = free_port()
        if not centres.listens(port + 1):
            return port


@pytest.fixture
def two(tmp_path, tmp_path_factory, browser):
    """The demonstration and its second laptop as the command opens them; a page of each."""
    whole = tmp_path_factory.getbasetemp()
    many = "PYTEST_XDIST_WORKER" in os.environ
    data = centres.copy(whole.parent if many else whole, tmp_path)
    port = _two_ports()
    command = [sys.executable, "-c", centres.START, "demo", "--second-laptop", "--here-only"]
    options = ["--data", str(data), "--workers", str(centres.WORKERS), "--port", str(port)]
    log = tmp_path / "demo.log"
    process = subprocess.Popen(
        [*command, *options],
        env=centres.plain_environment(),
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    with ExitStack() as ending:
        pages = []
        urls = (f"http://localhost:{port}", f"http://127.0.0.1:{port + 1}")
        first, *_ = running = [centres.Centre(url, data, process, log) for url in urls]
        ending.callback(centres.stop, first)
        for laptop in running:
            centres.wait(laptop)
            context = browser.new_context(base_url=laptop.url)
            ending.callback(context.close)
            context.set_default_timeout(centres.LONGEST)
            pages.append(context.new_page())
        yield pages
    assert not centres.listens(port + 1), "the second laptop outlived the first"


def _change(page, address: str, field: str, value: str) -> None:
    page.goto(f"{address}edit/")
    page.locator(f"#id_{field}").fill(value)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(f"**{address}")


def _carry(source, target, stick) -> None:
    """Give on one, take in on the other: nothing else."""
    source.goto("/laptops/")
    with source.expect_download() as given:
        source.get_by_role("button", name="Give").click()
    file = stick / given.value.suggested_filename
    given.value.save_as(file)
    target.goto("/laptops/")
    target.locator("input[type=file]").set_input_files(file)
    target.get_by_role("button", name="Take in").click()
    expect(target.locator("main")).not_to_contain_text("Nothing was taken in")


def test_two_laptops_work_apart_and_come_together(two, tmp_path):
    here, there = two
    for page in two:
        sign_in(page, "chen")
    here.goto("/workers/")
    worker = here.locator("main table a[href^='/workers/']").first.get_attribute("href")
    _change(here, worker, "phone", "10012345678")
    _change(there, worker, "address", "Lane 4, east gate")
    _carry(here, there, tmp_path)
    _carry(there, here, tmp_path)
    for page in two:
        page.goto(f"{worker}edit/")
        expect(page.locator("#id_phone")).to_have_value("10012345678")
        expect(page.locator("#id_address")).to_have_value("Lane 4, east gate")
        page.goto("/laptops/")
        expect(page.get_by_role("heading", name="Changed on two laptops")).to_have_count(0)
