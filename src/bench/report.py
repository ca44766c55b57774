"""The tables of bench.py, and what is aimed at: see README.md."""
import statistics

import load

PEERS = ("fastapi", "fastify", "gather")
# They save captions as Tintype does: with rank and history.
EQUAL = ("fastapi-equal", "fastify-equal")
BEST, BEST_EQUAL = "best peer", "best equal peer"
# By scenario and target: at least so many times as fast as what.
AIMS = {
    ("paths100", "tintype"): [(8, BEST)],
    ("paths100", "cold"): [(1.4, BEST), (0.7, "pgbench")],
    ("paths1000", "cold"): [(1.4, BEST), (0.7, "pgbench")],
    ("get", "tintype"): [(3, "fastapi"), (1.8, "fastify")],
    ("get-1", "tintype"): [(1, "fastapi"), (1, "fastify")],
    ("page", "tintype"): [(20, BEST)],
    ("captions100", "tintype"): [(1.3, BEST), (1.2, BEST_EQUAL)],
    ("ndjson", "tintype"): [(1.6, BEST), (0.7, "copy")],
    ("paths100-gather", "tintype"): [(30, "gather")],
    ("prompt-hot", "tintype"): [(5, BEST)],
}
OF_TINTYPE_ON_H2 = (0.5, "tintype")
SLOWEST_HUNDREDTH = 2
RESIDENT_MB = 400


def median(runs, key):
    return statistics.median(run.get(key) or 0 for run in runs)


def number(value):
    return "%.0f" % value if value >= 100 else "%.1f" % value if value >= 10 else "%.2f" % value


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def head(left, right):
    row(*left, *right)
    print("|" + "---|" * len(left) + "--:|" * len(right))


def aims(name, target, per, best):
    """What is aimed at for a row, and what became of it, as texts."""
    rates = {other: median(runs, "rate") for other, runs in per.items()}
    rates[BEST] = rates.get(best, 0)
    rates[BEST_EQUAL] = max((rates.get(peer, 0) for peer in EQUAL), default=0)
    wanted, met = [], []

    def judge(text, seen, good):
        wanted.append(text)
        met.append("%s %s" % (number(seen), "yes" if good else "**no**"))
    for least, other in AIMS.get((name, target), []) + ([OF_TINTYPE_ON_H2] if target == "h2" else []):
        # An aim whose other side did not run is not judged.
        if rates.get(other):
            ratio = rates[target] / rates[other]
            judge("≥ %g × %s" % (least, other), ratio, ratio >= least)
    if best and target in ("tintype", "cold") and load.SCENARIOS[name].kind != "ndjson" and median(per[best], "p99"):
        ratio = median(per[target], "p99") / median(per[best], "p99")
        judge("p99 ≤ %g ×" % SLOWEST_HUNDREDTH, ratio, ratio <= SLOWEST_HUNDREDTH)
    return "; ".join(wanted), "; ".join(met)


def compare(runs):
    """Prints the scenarios, each with its targets, the fastest first."""
    head(("scenario", "target"), ("per second", "× best peer", "spread", "p50 ms", "p99 ms", "service µs",
                                  "database µs", "errors", "aimed at", "met"))
    for name, per in runs.items():
        rates = {target: median(of, "rate") for target, of in per.items()}
        peers = [target for target in PEERS if rates.get(target)]
        best = max(peers, key=rates.get) if peers else None
        for target in sorted(rates, key=rates.get, reverse=True):
            of, rate = per[target], rates[target]
            all_rates = [run["rate"] for run in of]
            row(name, target, number(rate), number(rate / rates[best]) if best else "",
                "%.0f%%" % ((max(all_rates) - min(all_rates)) / rate * 100) if rate else "",
                *(number(median(of, key)) if median(of, key) else ""
                  for key in ("p50", "p99", "service", "database")),
                sum(run["errors"] for run in of), *aims(name, target, per, best))


def memory(runs):
    """Prints the most that each service held after any run."""
    print()
    head(("target",), ("proportional MB", "resident MB", "aimed at", "met"))
    held = {}
    for per in runs.values():
        for target, of in per.items():
            held[target] = [max(pair) for pair in zip(held.get(target, (0, 0)),
                                                      *((run["pss"], run["rss"]) for run in of))]
    for target, (pss, rss) in held.items():
        if rss and target != "gather":
            judged = target not in (*PEERS, *EQUAL)
            row(target, number(pss), number(rss), "≤ %d MB resident" % RESIDENT_MB if judged else "",
                ("yes" if rss <= RESIDENT_MB else "**no**") if judged else "")


def growth(by_size):
    """Prints the processor time of service and database together for each size."""
    sizes = list(by_size)
    head(("scenario", "target"), [*("µs at {:,}".format(size) for size in sizes), "growth",
                                  *("a second at {:,}".format(size) for size in sizes), "errors"])
    for name, per in by_size[sizes[0]].items():
        for target in per:
            of = [by_size[size][name][target] for size in sizes]
            spent = [median(runs, "service") + median(runs, "database") for runs in of]
            row(name, target, *map(number, spent), number(spent[-1] / spent[0]) if spent[0] else "",
                *(number(median(runs, "rate")) for runs in of), sum(run["errors"] for runs in of for run in runs))
