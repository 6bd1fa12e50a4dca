"""Claims of more workers than memory holds: a dataset in parts, computed part by part.

A dataset is a folder, or an S3 address, of parts: `part=00000/employment.parquet`, `pay.parquet`
and so on, CSV where there is no Parquet. A part holds whole workers. `gongyou parts` cuts one.
"""

from .cutting import cut
from .engines import ENGINES, run_parts
from .errors import DatasetError
from .job import DatasetJob, Summary, one_part
from .looking import Dataset, look

__all__ = [
    "ENGINES",
    "Dataset",
    "DatasetError",
    "DatasetJob",
    "Summary",
    "cut",
    "look",
    "one_part",
    "run_parts",
]
