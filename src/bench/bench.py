"""Tintype beside its peers, or at several sizes: starts all it needs, loads it in interleaved rounds, prints a table.

See README.md.
"""
import argparse
import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import load
import meters
import report
import targets
import trial
from targets import tell

# Programs that are started anew for each run.
NEVER_WARM = ("pgbench", "copy")
# Seconds after which the peers are as fast as they get: they need no compiler that watches them first.
PEERS_WARM = 3


def settings(text):
    name, _, value = text.partition("=")
    return name, value


def names(known):
    def read(text):
        chosen = text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError("%s is none of %s" % (name, ", ".join(known)))
        return chosen
    return read


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    trial.arguments(parser)
    parser.add_argument("--scenarios", type=names(load.SCENARIOS), default=list(load.SCENARIOS), help="with commas")
    parser.add_argument("--images", type=lambda text: [int(size) for size in text.split(",")], default=[200_000],
                        help="rows; several with commas tell how Tintype's scenarios grow, without peers")
    parser.add_argument("--database", type=names(("postgresql", "h2")), default=["postgresql"],
                        help="of Tintype: postgresql, h2 or both with a comma")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6, help="of each run")
    parser.add_argument("--warmup", type=int, default=30,
                        help="seconds of each run of Tintype in the round that does not count")
    parser.add_argument("--limit", type=int, default=120, help="minutes after which it gives up")
    parser.add_argument("--setting", action="append", type=settings, default=[], metavar="NAME=VALUE",
                        help="a setting of Tintype, as an environment name")
    parser.add_argument("--out", help="a file for the figures of all runs, as JSON")
    options = parser.parse_args()
    options.settings = dict(options.setting)
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed: it is the Debian package wrk")
    if not options.classpath and not os.path.exists(options.jar):
        raise SystemExit("%s is not there: run mvn package first, or name it with --jar" % options.jar)
    # What chooses a database or changes Tintype is said on the command line alone.
    for name in list(os.environ):
        if re.match("(DATABASE|DB|POSTGRES|TINTYPE|SERVER|SPRING)_", name):
            del os.environ[name]
    return options


def services(options, images, folder, stack, server):
    """Tintype on each database that was asked for, with as many rows."""
    database = "tintype_%d" % images
    targets.psql(server, "postgres", "-c", "CREATE DATABASE " + database)
    # It migrates the database itself.
    found = [targets.tintype("tintype", options, folder, stack, server, database)]
    targets.fill(server, database, images, True)
    cold = any("cold" in load.SCENARIOS[name].targets for name in options.scenarios)
    if cold and "postgresql" in options.database:
        found.append(targets.tintype("cold", options, folder, stack, server, database,
                                     {"TINTYPE_IMAGES_PATH_CACHE": "0"}))
    if "h2" in options.database:
        h2 = targets.on_h2("h2", options, folder, stack, server, database)
        found = [*found, h2] if "postgresql" in options.database else [h2]
    return found


def peers(options, images, folder, stack, server):
    """The peers that are installed, and the database alone."""
    targets.psql(server, "postgres", "-c", "CREATE DATABASE peers")
    targets.fill(server, "peers", images, False)
    equal = any(load.SCENARIOS[name].kind == "captions" for name in options.scenarios)
    found = [*targets.fastapi(folder, stack, server, "peers"), *targets.fastify(folder, stack, server, "peers", equal),
             *(targets.fastapi(folder, stack, server, "peers", equal=True) if equal else []),
             targets.Target("copy", None, None, server, "peers")]
    if os.path.exists(server.programs + "/pgbench"):
        found.append(targets.Target("pgbench", None, None, server, "peers"))
    else:
        tell("Without pgbench: it is not beside the other programs of PostgreSQL")
    return found


def measure(options, found, folder):
    """Checks what each target answers, then loads all in turn, another one first in each round."""
    services = [target for target in found if target.base]
    rows = load.Rows(load.listed(services[0].base), folder)
    for target in services:
        wrong = load.contract(target, rows)
        if wrong:
            raise SystemExit("%s does not answer as the others: %s" % (target.name, "; ".join(wrong)))
    runs, turns, known = {}, itertools.count(100), {target.name: target for target in found}
    for number in range(options.rounds + 1):
        for name in options.scenarios:
            those = [known[target] for target in load.SCENARIOS[name].targets if target in known]
            first = number % max(1, len(those))
            for target in those[first:] + those[:first]:
                if number:
                    one = loaded(target, name, options.seconds, rows, next(turns))
                    runs.setdefault(name, {}).setdefault(target.name, []).append(one)
                    tell("round %d  %-16s %-8s %10s a second, %d errors %s"
                         % (number, name, target.name, report.number(one["rate"]), one["errors"], one["note"]))
                elif target.name not in NEVER_WARM:
                    peer = target.name in (*report.PEERS, *report.EQUAL)
                    loaded(target, name, min(options.warmup, PEERS_WARM) if peer else options.warmup, rows, next(turns))
    return runs


def loaded(target, name, seconds, rows, turn):
    if load.SCENARIOS[name].kind == "captions":
        target.vacuum()
    try:
        with target.spent() as spent:
            result = load.run(target, name, seconds, rows, turn)
    except (load.Failure, OSError, subprocess.TimeoutExpired) as failure:
        return dict(load.result_of(0, 0, errors=1, note=str(failure)), pss=0, rss=0)
    # Per request; per row of a stream.
    result["service"], result["database"] = (each * 1e6 / result["count"] for each in spent.seconds)
    result["pss"], result["rss"] = meters.memory(target.process) if target.process else (0, 0)
    return result


def side_by_side(options, folder, stack, server):
    images = options.images[0]
    found = [*services(options, images, folder, stack, server), *peers(options, images, folder, stack, server)]
    runs = measure(options, found, folder)
    report.compare(runs)
    report.memory(runs)
    return {images: runs}


def growth(options, folder, server):
    # Without its peer it is paths100 once more.
    options.scenarios = [name for name in options.scenarios if name != "paths100-gather"]
    by_size = {}
    for images in options.images:
        tell("{:,} images".format(images))
        home = os.path.join(folder, str(images))
        os.makedirs(home)
        with contextlib.ExitStack() as stack:
            by_size[images] = measure(options, services(options, images, home, stack, server), home)
        targets.psql(server, "postgres", "-c", "DROP DATABASE tintype_%d WITH (FORCE)" % images)
    report.growth(by_size)
    report.memory(by_size[options.images[-1]])
    return by_size


def about(options, server):
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    print("%s images; %d rounds of %d s after %d s of warm-up; %d processors; PostgreSQL %s; JDK %s, %s\n"
          % (" and ".join("{:,}".format(size) for size in options.images), options.rounds, options.seconds,
             options.warmup, os.cpu_count(), targets.psql(server, "postgres", "-c", "SHOW server_version").split()[0],
             (re.findall('"(.+?)"', java) or ["?"])[0], " ".join(["-Xmx256m", *options.java])), flush=True)


def main():
    options = read_options()
    signal.signal(signal.SIGALRM, lambda number, frame: sys.exit("ended after %d minutes" % options.limit))
    signal.alarm(options.limit * 60)
    stack = contextlib.ExitStack()
    try:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tintype-bench-"))
        server = trial.Postgresql(options.postgresql, targets.POSTGRESQL)
        stack.callback(server.remove)
        about(options, server)
        several = len(options.images) > 1
        by_size = growth(options, folder, server) if several else side_by_side(options, folder, stack, server)
    finally:
        # Nothing that it has started may stay, however often it is told to end.
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(each, signal.SIG_IGN)
        stack.close()
    if options.out:
        with open(options.out, "w") as file:
            json.dump(by_size, file, indent=1)
    every = [run for runs in by_size.values() for per in runs.values() for of in per.values() for run in of]
    sys.exit(1 if any(run["errors"] for run in every) else 0)


if __name__ == "__main__":
    main()
