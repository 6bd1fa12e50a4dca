"""The self-check: its size, opening and answering on a slowed phone, questions until a result.

`python -m benchmarks.outreach_phone [--quick]`. The slow-down is Chromium's own, six times on the
main thread; it is no phone. Peers, measured before: Pyodide without any package 13.4 MB, DuckDB
for browsers 34 MB.
"""

import argparse
import gzip
import statistics
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.report import say
from gongyou.outreach.check import Settings, build_check
from gongyou.outreach.guides import (
    chat_text,
    html_of,
    leaflet_pdf,
    read_aloud,
    shipped_guide,
    shipped_guides,
)

BENCH, SLOWER = "outreach", 6
TIMES = """() => { const t = performance.getEntriesByType('navigation')[0];
  return t.domContentLoadedEventEnd; }"""
PRESS = """() => { const from = performance.now();
  document.querySelector('.others button').click(); return performance.now() - from; }"""


def main() -> None:
    """Measure and say."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args().quick
    text = build_check("cn", Settings(date.today()))  # noqa: DTZ011
    size, packed = len(text.encode()), len(gzip.compress(text.encode()))
    say(BENCH, "self-check, 15 entitlements, two languages", ours=f"{size / 1000:.0f} KB",
        peer="13400 KB (Pyodide alone)", bar="250 KB", kept=size <= 250_000)  # fmt: skip
    say(BENCH, "the same as sent by a web server", ours=f"{packed / 1000:.0f} KB", bar="80 KB",
        kept=packed <= 80_000)  # fmt: skip
    _slow_phone(text, 3 if quick else 7)
    _guides(8 if quick else 40)


def _slow_phone(text: str, rounds: int) -> None:
    opened, pressed, questions = [], [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        path = Path(folder) / "check.html"
        path.write_text(text, "utf-8")
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 360, "height": 640}, offline=True)
            page = context.new_page()
            slow = context.new_cdp_session(page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(path.as_uri())
            opened.append(page.evaluate(TIMES))
            page.locator("main button").first.click()
            count = 1
            while page.locator(".others button").count() and count < 60:
                pressed.append(page.evaluate(PRESS))
                count += 1
            questions.append(count)
            context.close()
        browser.close()
    ready, next_ = statistics.median(opened), sorted(pressed)[int(len(pressed) * 0.95)]
    say(BENCH, "first question, six times slower", ours=f"{ready:.0f} ms", bar="1500 ms",
        kept=ready <= 1500)  # fmt: skip
    say(BENCH, "answer to next page, p95", ours=f"{next_:.0f} ms", bar="100 ms",
        kept=next_ <= 100)  # fmt: skip
    say(BENCH, "questions when nothing is known", ours=statistics.median(questions))


def _guides(number: int) -> None:
    import time

    began = time.perf_counter()
    for law, slug, lang in shipped_guides()[:number]:
        guide = shipped_guide(law, slug, lang)
        html_of(guide)
        leaflet_pdf(guide, lang)
        chat_text(guide, lang)
        read_aloud(guide, lang)
    took = (time.perf_counter() - began) * 50 / number
    say(BENCH, "50 guides in four forms", ours=f"{took:.0f} s", bar="30 s", kept=took <= 30)


if __name__ == "__main__":
    main()
