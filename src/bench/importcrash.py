"""Kills the service with SIGKILL in the middle of imports of captions: see README.md."""
import argparse
import json
import os
import random
import tempfile
import time
import urllib.error
import urllib.request

from trial import Postgresql, Service, Violations, arguments, call, lines, register

# A killed instance holds its job for the lease.
SETTINGS = {"TINTYPE_JOBS_LEASE": "3s", "TINTYPE_JOBS_POLL": "200ms"}


def submit(service, image_ids, text):
    body = "".join(json.dumps({"image_id": image_id, "text": "%s %d" % (text, n)}) + "\n"
                   for n, image_id in enumerate(image_ids))
    request = urllib.request.Request(service.base + "/api/captions/import?format=jsonl", body.encode(),
                                     {"Content-Type": "application/x-ndjson", "Prefer": "respond-async"})
    with urllib.request.urlopen(request, timeout=600) as reply:
        return json.load(reply)["id"]


def saved(service, operation):
    try:
        return call(service.base, "/api/captions/operations/" + operation)["saved"]
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return 0
        raise


def agree(service, job, violation):
    """The counter of the job and that of its operation are committed together."""
    for _ in range(500):
        before = call(service.base, "/api/jobs/" + job)["done"]
        counted = saved(service, job)
        if call(service.base, "/api/jobs/" + job)["done"] == before:
            violation(before == counted, "the job counts %d rows, its operation %d" % (before, counted))
            return before
    return before


def verify(service, job, image_ids, violation):
    state = call(service.base, "/api/jobs/" + job)
    violation(state["state"] == "done" and state["done"] == len(image_ids), "the job ended as %s" % state)
    violation(state["result"]["saved"] == len(image_ids), "the result is %s" % state["result"])
    rows = lines(service.base, "/api/captions/operations/%s/captions" % job)
    violation(len(rows) == len(image_ids), "%d rows were saved %d times" % (len(image_ids), len(rows)))
    violation({row["image_id"] for row in rows} == set(image_ids), "a row is missing or occurs twice")
    violation(saved(service, job) == len(image_ids), "the operation counts other rows")


def wait(service, job, rows):
    """Waits until the job has done so many rows more, and a moment longer."""
    begun = None
    while True:
        state = call(service.base, "/api/jobs/" + job)
        if state["state"] == "done":
            return True
        begun = state["done"] if begun is None else begun
        if state["done"] >= begun + rows:
            time.sleep(random.uniform(0, 0.2))
            return False
        time.sleep(0.02)


def crash(options, name, folder, url, violation):
    os.makedirs(folder)
    service = Service(options, folder, url, SETTINGS)
    jobs, kills, inside, job = 0, 0, 0, None
    try:
        service.start()
        image_ids = [image for n in range(0, options.rows, 10_000)
                     for image in register(service.base, min(10_000, options.rows - n), "import-%d" % n)]
        while kills < options.cycles or job:
            if not job:
                job = submit(service, image_ids, "import %d" % jobs)
                jobs += 1
            if wait(service, job, random.uniform(1, options.rows / 5) if kills < options.cycles else options.rows):
                verify(service, job, image_ids, violation)
                job = None
                continue
            service.kill()
            kills += 1
            service.start()
            done = agree(service, job, violation)
            inside += 0 < done < len(image_ids)
            print("%s: kill %d, job %d has %d of %d rows" % (name, kills, jobs, done, len(image_ids)), flush=True)
    finally:
        service.stop()
    print("%s: %d kills, %d of them inside an import, %d imports" % (name, kills, inside, jobs), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--cycles", type=int, default=20, help="kills of each database")
    options.add_argument("--rows", type=int, default=100_000, help="rows of an import")
    options.add_argument("--databases", nargs="+", choices=("h2", "postgresql"), default=["h2", "postgresql"])
    options = options.parse_args()
    violation = Violations()
    with tempfile.TemporaryDirectory(prefix="tintype-crash-") as folder:
        if "h2" in options.databases:
            crash(options, "h2", folder + "/h2", None, violation)
        if "postgresql" in options.databases:
            server = Postgresql(options.postgresql)
            try:
                crash(options, "postgresql", folder + "/postgresql", server.url, violation)
            finally:
                server.remove()
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
