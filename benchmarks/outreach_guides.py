"""Fifty guides, each computed and written in four forms. Bar: 30 seconds of the processor."""

import json
import time
from itertools import cycle, islice

from gongyou.outreach.guides import (
    chat_text,
    html_of,
    leaflet_pdf,
    poster_pdf,
    shipped_guide,
    shipped_guides,
)

GUIDES, BAR = 50, 30.0


def main() -> None:
    """Shipped guides in their languages, over and over until there are fifty."""
    begun = time.process_time()
    for law, slug, lang in islice(cycle(shipped_guides()), GUIDES):
        guide = shipped_guide(law, slug, lang)
        html_of(guide)
        chat_text(guide, lang)
        leaflet_pdf(guide, lang)
        poster_pdf(guide, lang, "12333")
    taken = time.process_time() - begun
    row = {"what": f"{GUIDES} guides in four forms, s", "ours": taken, "bar": BAR}
    print(json.dumps({"bench": "outreach_guides", "kept": taken <= BAR} | row))


if __name__ == "__main__":
    main()
