"""A chart on paper once the engine stands, and its start. Bar: 50 ms of the processor a chart."""

import json
import time

from gongyou.documents import charts

CHART = {
    "kind": "bar",
    "unit": "CNY",
    "categories": [f"2026-{month:02d}" for month in range(1, 13)],
    "series": [
        {"name": name, "values": [1000 * n * month for month in range(1, 13)]}
        for n, name in enumerate(("请求金额", "已收到", "差额"), 1)
    ],
}
BAR = 0.050


def main() -> None:
    """Draw once cold, then many times."""
    begun = time.process_time()
    charts.svg(CHART, "zh-hans")
    cold = time.process_time() - begun
    taken = []
    for _ in range(20):
        begun = time.process_time()
        charts.svg(CHART, "zh-hans")
        taken.append(time.process_time() - begun)
    warm = sorted(taken)[len(taken) // 2]
    print(json.dumps({"bench": "charts_on_paper", "what": "first chart, s", "ours": cold}))
    row = {"what": "a chart, s", "ours": warm, "bar": BAR, "kept": warm <= BAR}
    print(json.dumps({"bench": "charts_on_paper"} | row))


if __name__ == "__main__":
    main()
