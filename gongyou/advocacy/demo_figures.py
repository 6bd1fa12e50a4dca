"""Indicators over the demonstration's cases and survey, a release, one brief in both languages."""

from importlib.resources import files

from gongyou.advocacy.briefs import Recipe, Snapshot, output
from gongyou.advocacy.briefs.document import parse
from gongyou.advocacy.centre_figures import FromCentre
from gongyou.advocacy.services.figures import compute_indicators, prepare_release
from gongyou.vault.public import data_folder

BRIEF = ("example.en.md", "example.zh-hans.md")


def load(actor, workers: int) -> None:
    """Compute the catalogue, prepare a release, write the brief into the data folder."""
    compartment = actor.compartments()[0]
    compute_indicators(by=actor, compartment=compartment)
    prepare_release(
        by=actor,
        compartment=compartment,
        title="Wages owed 欠薪（生成数据）",
        recipes=[Recipe("arrears_incidence", "cases", "place")],
        audience="demonstration",
    )
    folder = data_folder() / "briefs"
    folder.mkdir(exist_ok=True)
    centre = FromCentre(actor)
    for name in BRIEF:
        text = files("gongyou.advocacy.briefs").joinpath(name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        brief = parse(text)
        made = Snapshot(version=centre.version(), recipes=brief.recipes)
        for key, given in brief.recipes.items():
            made.figures[key] = centre.figure(Recipe.from_head(given, {}))
        made.write(folder / f"{brief.name}.figures.json")
        pages = output.html(brief, made.figures, " ".join(BRIEF)) | output.data(made.figures)
        for file, held in pages.items():
            (folder / file).write_bytes(held)
