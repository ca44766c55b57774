"""What credentials cost: processor time of GET by id with a key, compared with a service that asks for none.

See README.md.
"""
import argparse
import contextlib
import os
import re
import statistics
import subprocess
import tempfile

import meters
import targets
import trial

# So high that no request of the load is refused.
UNLIMITED = {"TINTYPE_SECURITY_RATELIMIT_PERSECOND": "1000000000", "TINTYPE_SECURITY_RATELIMIT_BURST": "1000000000"}


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    trial.arguments(parser)
    parser.add_argument("--before", help="an earlier jar, which is measured too")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=4, help="of each run")
    parser.add_argument("--warmup", type=int, default=45, help="seconds before the first run of each service")
    return parser.parse_args()


def start(name, options, folder, stack, url, settings):
    home = os.path.join(folder, name)
    os.makedirs(home)
    service = trial.Service(options, home, url, settings)
    stack.callback(service.stop)
    service.start()
    return service


def load(service, seconds, path, headers):
    """Microseconds of processor time a request."""
    with meters.Spent(service.process.pid) as spent:
        done = subprocess.run(["wrk", "-t1", "-c16", "-d%ds" % seconds, *headers, service.base + path],
                              capture_output=True, text=True, timeout=seconds + 60, check=True)
    if "Non-2xx" in done.stdout:
        raise SystemExit("Not every reply is good:\n" + done.stdout)
    return spent.seconds[0] * 1e6 / int(re.search(r"(\d+) requests in", done.stdout).group(1))


def main():
    options = read_options()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tintype-credentials-"))
        server = trial.Postgresql(options.postgresql, targets.POSTGRESQL)
        stack.callback(server.remove)
        home = os.path.join(folder, "command")
        os.makedirs(home)
        what = ["-cp", options.classpath, "dev.tintype.TintypeApplication"] if options.classpath else ["-jar", options.jar]
        key = subprocess.run(["java", *options.java, *what, "key", "create", "bench", "--scope", "read"],
                             env=dict(os.environ, DATABASE_URL=server.url, TINTYPE_DATA_DIR=home), text=True,
                             capture_output=True, check=True).stdout.split()[-1]
        exposed = dict(UNLIMITED, TINTYPE_SECURITY_REQUIRED="true")
        services = {"none": start("none", options, folder, stack, server.url, {}),
                    "key": start("key", options, folder, stack, server.url, exposed)}
        if options.before:
            before = argparse.Namespace(**dict(vars(options), jar=options.before, classpath=None))
            services["key, before"] = start("before", before, folder, stack, server.url, exposed)
        path = "/api/images/" + trial.register(services["none"].base, 1, "bench")[0]
        headers = ["-H", "Authorization: Bearer " + key]
        spent = {name: [] for name in services}
        for name, service in services.items():
            load(service, options.warmup, path, headers if name != "none" else [])
        for _ in range(options.rounds):
            for name, service in services.items():
                spent[name].append(load(service, options.seconds, path, headers if name != "none" else []))
        print("| credentials | µs a request | × none | least, most |\n|---|--:|--:|--:|")
        base = statistics.median(spent["none"])
        for name, all_spent in spent.items():
            median = statistics.median(all_spent)
            print("| %s | %.1f | %.2f | %.1f, %.1f |" % (name, median, median / base, min(all_spent), max(all_spent)))


if __name__ == "__main__":
    main()
