"""What a user meets first: the start, the commands and the first seconds of load, with and without the launcher.

See README.md.
"""
import argparse
import contextlib
import os
import re
import resource
import signal
import statistics
import subprocess
import tempfile
import time

import meters
import trial

SPANS = (5, 10, 20)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    trial.arguments(parser)
    parser.add_argument("--launcher", default="target/tintype/bin/tintype", type=os.path.abspath)
    parser.add_argument("--home", action="append", default=[], help="of a JDK; once for each. Otherwise the default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--load", action="store_true", help="also the first 20 s of load, once for each")
    return parser.parse_args()


def environment(home, folder, port=0):
    chosen = dict(os.environ, TINTYPE_DATA_DIR=folder + "/data", SERVER_PORT=str(port))
    chosen.pop("JAVA_OPTS", None)
    if home:
        chosen.update(JAVA_HOME=home, PATH=home + "/bin:" + chosen["PATH"])
    return chosen


def start(command, home, folder, work=None):
    """Seconds until it is ready; then some work, and the memory at its end."""
    port = trial.free_port()
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment(home, folder, port), cwd=folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.STDOUT)
    base = "http://127.0.0.1:%d" % port
    try:
        while True:
            try:
                if trial.call(base, "/actuator/health/readiness", timeout=5)["status"] == "UP":
                    break
            except OSError:
                time.sleep(0.01)
            if process.poll() is not None or time.monotonic() > begun + 120:
                raise SystemExit("%s does not start" % command[0])
        took = time.monotonic() - begun
        done = work(base) if work else None
        return took, done, meters.memory(process.pid)[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def command(what, home, folder):
    """Seconds and seconds of processor time of "db status"."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*what, "db", "status"], env=environment(home, folder), cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - begun
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def load(base):
    """Requests that were answered by the ends of the spans: pages of 20."""
    for number in range(20):
        trial.register(base, 50, "start-%d" % number)
    done, total = [], 0
    for span, before in zip(SPANS, (0, *SPANS)):
        text = subprocess.run(["wrk", "-t1", "-c8", "-d%ds" % (span - before), base + "/api/images?per_page=20"],
                              capture_output=True, text=True, check=True).stdout
        total += int(re.search(r"(\d+) requests in", text).group(1))
        done.append(total)
    return done


def middle(values):
    return "%.2f" % statistics.median(values)


def main():
    options = read_options()
    jar = ["java", "-Xmx256m", *options.java, "-jar", options.jar]
    ways = {"jar": jar, "launcher": [options.launcher]}
    print("| JDK | way | start s | db status s | its processor s | pages in 5, 10, 20 s | resident MB |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for home in options.home or [None]:
        subprocess.run([options.launcher, "train"], env=environment(home, "/tmp"), check=True)
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tintype-start-"))
            seen = {name: ([], [], []) for name in ways}
            for _ in range(options.rounds):
                for name, way in ways.items():
                    seen[name][0].append(start(way, home, folder)[0])
                    took, spent = command(way, home, folder)
                    seen[name][1].append(took)
                    seen[name][2].append(spent)
            for name, way in ways.items():
                pages, resident = start(way, home, folder, load)[1:] if options.load else ([], 0)
                print("| %s | %s | %s | %s | %s |" % (home and os.path.basename(home.rstrip("/")) or "default", name,
                                                      " | ".join(map(middle, seen[name])),
                                                      ", ".join("{:,}".format(number) for number in pages),
                                                      "%.0f" % resident if options.load else ""), flush=True)


if __name__ == "__main__":
    main()
