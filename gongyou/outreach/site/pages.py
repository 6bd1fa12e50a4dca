"""Pages of the folder: they load nothing from elsewhere and run nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from gongyou.outreach.guides import Guide, html_of
from gongyou.outreach.guides.shapes import foot

STYLE = (
    "body{font:18px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;max-width:40rem;"
    "margin:0 auto;"
    "padding:1rem;color:#111;background:#fff}a{color:#0645ad}blockquote{background:#eef3f8;"
    "margin:1rem 0;padding:.5rem 1rem;border-inline-start:4px solid #5b7fa6}"
    "small,footer{color:#444}"
    "nav a{margin-inline-end:1rem}h1{line-height:1.3}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
WORDS = {
    "zh-hans": {
        "home": "首页",
        "check": "算一算",
        "check_note": "在自己手机上算，不上传。可以存下来，发给工友。",
        "pass_on": "可以转给别人的文件",
        "guides": "权益指南",
        "services": "找谁帮忙",
        "good_until": "这些页面用到 {day}。",
        "confirmed": "{day} 核实",
        "never": "没有核实过",
        "leaflet": "单张（PDF）",
    },
    "en": {
        "home": "Home",
        "check": "Work it out",
        "check_note": "It is worked out on your own phone; nothing is sent. Save it, pass it on.",
        "pass_on": "A file to pass on",
        "guides": "Guides",
        "services": "Who can help",
        "good_until": "These pages are good until {day}.",
        "confirmed": "confirmed on {day}",
        "never": "never confirmed",
        "leaflet": "Leaflet (PDF)",
    },
}
NAMES = {"zh-hans": "中文", "en": "English"}
LANG = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Entry:
    """A service as strangers see it."""

    name: str
    organisation: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    cost: str = ""
    bring: str = ""
    confirmed: str = ""


@dataclass(frozen=True)
class Directory:
    """The services, and the same in HSDS."""

    entries: list[Entry] = field(default_factory=list)
    hsds: list[dict] = field(default_factory=list)


def page(title: str, lang: str, body: str, up: str = "") -> str:
    """A whole page."""
    words = WORDS[lang]
    home = f'<nav><a href="{up}index-{lang}.html">{words["home"]}</a></nav>' if up else ""
    return (
        f'<!doctype html>\n<html lang="{LANG[lang]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>{home}<main><h1>{escape(title)}</h1>{body}</main>"
        "</body></html>\n"
    )


def guide_page(guide: Guide, lang: str, slug: str) -> str:
    """A guide."""
    words = WORDS[lang]
    body = (
        f'{html_of(guide)}<footer><p><a href="{slug}-{lang}.pdf">{words["leaflet"]}</a></p>'
        f"<p>{escape(foot(guide, lang))}</p></footer>"
    )
    return page(guide.title, lang, body, up="../")


def services_page(directory: Directory, lang: str) -> str:
    """Who helps."""
    words, items = WORDS[lang], []
    for entry in directory.entries:
        lines = [entry.phone, entry.address, entry.hours, entry.cost, entry.bring]
        said = words["confirmed"].format(day=entry.confirmed) if entry.confirmed else words["never"]
        text = "<br>".join(escape(line) for line in lines if line)
        name = f"{escape(entry.name)} · {escape(entry.organisation)}"
        items.append(f"<h2>{name}</h2><p>{text}<br><small>{said}</small></p>")
    return page(words["services"], lang, "".join(items) or f"<p>{words['never']}</p>", up="../")


def home_page(
    lang: str, title: str, files: list[str], guides: list[tuple[str, str]], until: str
) -> str:
    """The first page of a language."""
    words = WORDS[lang]
    other = "en" if lang == "zh-hans" else "zh-hans"
    links = "".join(f'<li><a href="{href}">{escape(text)}</a></li>' for href, text in guides)
    checks = "".join(f'<p><a href="{href}">{words["check"]}</a></p>' for href in files[:1])
    checks += "".join(f'<p><a href="{h}" download>{words["pass_on"]}</a></p>' for h in files[1:])
    body = (
        f'<p><a href="index-{other}.html" lang="{LANG[other]}">{NAMES[other]}</a></p>'
        f"<h2>{words['check']}</h2><p>{words['check_note']}</p>{checks}"
        f"<h2>{words['guides']}</h2><ul>{links}</ul>"
        f'<h2><a href="services/{lang}.html">{words["services"]}</a></h2>'
        f"<footer><p>{words['good_until'].format(day=until)}</p></footer>"
    )
    return page(title, lang, body)
