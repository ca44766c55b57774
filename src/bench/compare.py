"""Interleaved load on services that answer the same calls: see README.md."""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
CONNECTIONS = {"paths100": 16, "paths1000": 8, "captions100": 8, "get": 32, "page": 16, "ndjson": 1}


def stream(base):
    request = urllib.request.Request(base + "/api/images", headers={"Accept": "application/x-ndjson"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        yield from reply


def wrk(base, scenario, seconds, ids):
    environment = dict(os.environ, BENCH_SCENARIO=scenario, BENCH_IDS=ids)
    command = ["wrk", "-t1", "-c%d" % CONNECTIONS[scenario], "-d%ds" % seconds, "--timeout", "10s",
               "-s", os.path.join(HERE, "load.lua"), base]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    figures = json.loads(out[out.index("@@") + 2:].splitlines()[0])
    return figures["requests"] * 1e6 / figures["us"], figures["p50"] / 1000, figures["p99"] / 1000, figures["errors"]


def ndjson(base):
    begun, rows, first = time.monotonic(), 0, None
    for line in stream(base):
        first = first or time.monotonic()
        rows += line.startswith(b"{")
    took = time.monotonic() - begun
    return rows / took, (first - begun) * 1000, took * 1000, 0


def saved_is_readable(base, image_id):
    text = "saved at %d" % time.time_ns()
    body = json.dumps({"captions": [{"image_id": image_id, "caption": text}]}).encode()
    request = urllib.request.Request(base + "/api/captions", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).read()
    with urllib.request.urlopen(base + "/api/images/" + image_id, timeout=30) as reply:
        return json.load(reply)["caption"] == text


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--target", action="append", required=True, metavar="NAME=URL")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=int, default=8)
    options.add_argument("--warmup", type=int, default=10)
    options.add_argument("--scenarios", default=",".join(CONNECTIONS))
    options = options.parse_args()
    targets = dict(target.split("=", 1) for target in options.target)
    scenarios = options.scenarios.split(",")
    results = {(scenario, name): [] for scenario in scenarios for name in targets}
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, base in targets.items():
            files[name] = os.path.join(folder, name)
            with open(files[name], "w") as file:
                file.writelines(json.loads(line)["image_id"] + "\n" for line in stream(base))
        for round_number in range(options.rounds + 1):
            for scenario in scenarios:
                order = list(targets) if round_number % 2 else list(reversed(targets))
                for name in order:
                    seconds = options.seconds if round_number else options.warmup
                    figures = ndjson(targets[name]) if scenario == "ndjson" else wrk(targets[name], scenario, seconds,
                                                                                    files[name])
                    if round_number:
                        results[scenario, name].append(figures)
                    if scenario == "captions100":
                        with open(files[name]) as file:
                            assert saved_is_readable(targets[name], file.readline().strip()), name + ": not readable"
    print("| scenario | target | per second | ratio | p50 ms | p99 ms | errors |\n|---|---|--:|--:|--:|--:|--:|")
    for scenario in scenarios:
        median = {name: [statistics.median(column) for column in zip(*results[scenario, name])] for name in targets}
        last = median[list(targets)[-1]][0]
        for name, (rate, p50, p99, errors) in median.items():
            print("| %s | %s | %.0f | %.2f | %.1f | %.1f | %d |" % (scenario, name, rate, rate / last, p50, p99, errors))


main()
