"""Tries runs with many workers: killed workers, a killed service, and the speed of claims. See README.md."""
import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse

from trial import Postgresql, Service, Violations, arguments, call, lines, register

LEASE = 10


class Ledger:
    """What the service has told workers: who holds which image until when, and what is acknowledged."""

    def __init__(self, violation):
        self.lock, self.violation = threading.Lock(), violation
        self.held, self.acknowledged, self.claimed, self.kills = {}, set(), 0, 0

    def claim(self, items, begun, ended, worker):
        with self.lock:
            for item in items:
                holder, until = self.held.get(item["image_id"], (None, 0))
                # The lease began between the request and its answer, so a new holder may not appear before its end.
                self.violation(ended >= until, "%s got an image that %s holds" % (worker, holder))
                self.held[item["image_id"]] = (worker, begun + LEASE)
            self.claimed += len(items)

    def returned(self, results):
        """The service may save the results without an answer, and assign failed images again at once."""
        with self.lock:
            for result in results:
                self.held.pop(result["image_id"], None)

    def saved(self, results):
        with self.lock:
            for result in results:
                self.violation(result["status"] in ("saved", "failed"), "a result is " + result["status"])
                if result["status"] == "saved":
                    self.acknowledged.add(result["image_id"])


class Worker(threading.Thread):
    """Captions until the run is finished. A worker that dies leaves its images."""

    def __init__(self, base, run, name, ledger, options, ended):
        super().__init__(daemon=True)
        self.place, self.run_id, self.worker, self.ledger = urllib.parse.urlparse(base), run, name, ledger
        self.options, self.ended, self.connection = options, ended, None

    def post(self, action, body):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=60)
        self.connection.request("POST", "/api/captions/runs/%s/%s" % (self.run_id, action), json.dumps(body),
                                {"Content-Type": "application/json"})
        reply = self.connection.getresponse()
        text = reply.read()
        if reply.status == 503:
            raise OSError("busy")
        self.ledger.violation(reply.status == 200, "%s: %d %s" % (action, reply.status, text[:300]))
        return json.loads(text), reply

    def run(self):
        while not self.ended.is_set():
            try:
                if self.step():
                    return
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                self.connection = None
                time.sleep(0.2)

    def step(self):
        begun = time.monotonic()
        claimed, reply = self.post("claims", {"worker": self.worker, "limit": self.options.limit, "lease_seconds": LEASE})
        self.ledger.claim(claimed["items"], begun, time.monotonic(), self.worker)
        if claimed["state"] == "finished":
            return True
        if not claimed["items"]:
            time.sleep(float(reply.headers.get("Retry-After", 1)))
            return False
        time.sleep(random.uniform(0, self.options.pause))
        if random.random() < self.options.death:
            # Another process takes over under another name.
            self.ledger.kills += 1
            self.worker += "x"
            return False
        results = [{"image_id": item["image_id"], "caption": "by " + self.worker} if random.random() > 0.01
                   else {"image_id": item["image_id"], "error": "bad luck"} for item in claimed["items"]]
        self.ledger.returned(results)
        answer, _ = self.post("results", {"worker": self.worker, "results": results})
        self.ledger.saved(answer["results"])
        return False


def check(base, run, images, ledger, violation):
    progress = call(base, "/api/captions/runs/" + run)
    violation(progress["state"] == "finished", "the run is " + progress["state"])
    captioned = {row["image_id"] for row in lines(base, "/api/captions/operations/%s/captions" % run)}
    failures = {row["image_id"] for row in lines(base, "/api/captions/runs/%s/failures" % run)}
    violation(ledger.acknowledged <= captioned, "%d acknowledged captions are lost" % len(ledger.acknowledged - captioned))
    violation(captioned | failures == set(images), "%d images are neither captioned nor failed"
              % len(set(images) - captioned - failures))
    violation(progress["total"] == len(images) == progress["done"] + progress["failed"],
              "the counters are %(done)d + %(failed)d of %(total)s" % progress)
    violation(progress["failed"] == len(failures), "%d failures are listed" % len(failures))
    violation(sum(worker["done"] for worker in progress["workers"]) == progress["done"] or len(progress["workers"]) == 100,
              "the workers' counters differ from done")
    return progress


def workers(options, folder, url, violation):
    """Captions all images by workers that die at random, through all instances."""
    services = [Service(options, "%s/%d" % (folder, number), url) for number in range(2 if url else 1)]
    try:
        for service in services:
            os.makedirs(service.folder, exist_ok=True)
            service.start()
        images = [image for part in range(0, options.images, 10_000)
                  for image in register(services[0].base, min(10_000, options.images - part), "w%d" % part)]
        run = call(services[0].base, "/api/captions/runs", {"model": "trial"})["run_id"]
        ledger, ended, begun = Ledger(violation), threading.Event(), time.monotonic()
        crew = [Worker(services[n % len(services)].base, run, "w%d" % n, ledger, options, ended)
                for n in range(options.workers)]
        for worker in crew:
            worker.start()
        for worker in crew:
            worker.join(options.patience)
        ended.set()
        progress = check(services[-1].base, run, images, ledger, violation)
        print("%s, %d instances: %d images in %.0f s, %d claimed, %d workers died, done %d, failed %d" % (
            "postgresql" if url else "h2", len(services), len(images), time.monotonic() - begun, ledger.claimed,
            ledger.kills, progress["done"], progress["failed"]), flush=True)
    finally:
        for service in services:
            service.stop()


def kills(options, folder, url, violation):
    """Kills the service in the middle of a run."""
    service = Service(options, folder, url)
    os.makedirs(folder, exist_ok=True)
    name, slowest = "postgresql" if url else "h2", 0
    try:
        service.start()
        images = register(service.base, options.kill_images, "k")
        for cycle in range(1, options.kills + 1):
            run = call(service.base, "/api/captions/runs", {"model": "trial", "skip": "none",
                                                            "filter": "filename STARTS WITH 'k-'"})["run_id"]
            ledger, ended = Ledger(violation), threading.Event()
            crew = [Worker(service.base, run, "w%d" % n, ledger, options, ended) for n in range(options.workers)]
            for worker in crew:
                worker.start()
            wanted = random.randint(1, options.kill_images // 2)
            while len(ledger.acknowledged) < wanted:
                time.sleep(0.01)
            service.kill()
            acknowledged = len(ledger.acknowledged)
            slowest = max(slowest, service.start())
            for worker in crew:
                worker.join(options.patience)
            ended.set()
            progress = check(service.base, run, images, ledger, violation)
            print("%s: kill %d after %d acknowledged, then done %d, failed %d" % (
                name, cycle, acknowledged, progress["done"], progress["failed"]), flush=True)
    finally:
        service.stop()
    what = ["-cp", options.classpath, "dev.tintype.TintypeApplication"] if options.classpath else ["-jar", options.jar]
    done = subprocess.run(["java", "-Xmx256m", *options.java, *what, "db", "integrity"], cwd=folder,
                          env=service.environment, capture_output=True, text=True, timeout=600)
    violation(done.returncode == 0, "db integrity found:\n" + (done.stdout + done.stderr)[-2000:])
    print("%s: %d kills; ready again after %.1f s at most" % (name, options.kills, slowest), flush=True)


def speed(base, clients=4):
    """Claims all images of the service by 1,000, and by 100 at the start and the end."""
    run = call(base, "/api/captions/runs", {"model": "speed-%d" % time.time(), "skip": "none"})["run_id"]
    claim = lambda worker, limit: call(base, "/api/captions/runs/%s/claims" % run, {"worker": worker, "limit": limit,
                                                                                   "lease_seconds": 86400})

    def hundreds():
        times = []
        for _ in range(50):
            begun = time.monotonic()
            claim("hundreds", 100)
            times.append((time.monotonic() - begun) * 1000)
        return statistics.median(times)

    first, counts, left = hundreds(), [0] * clients, threading.Semaphore(int(os.environ.get("CLAIMS", "980")))

    def client(number):
        while left.acquire(blocking=False):
            found = len(claim("c%d" % number, 1000)["items"])
            counts[number] += found
            if not found:
                return
    begun = time.monotonic()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    print("%d images claimed by 1,000: %.0f a second; a claim of 100: %.1f ms at the start, %.1f ms at the end"
          % (sum(counts), sum(counts) / seconds, first, hundreds()), flush=True)
    call(base, "/api/captions/runs/%s/cancel" % run, {})


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--base", help="a running service, of which only the speed of claims is measured")
    options.add_argument("--database", choices=("h2", "postgresql"), action="append", help="both if absent")
    options.add_argument("--images", type=int, default=20_000, help="for workers that die, 0 to omit that")
    options.add_argument("--workers", type=int, default=8)
    options.add_argument("--limit", type=int, default=50, help="the images of a claim")
    options.add_argument("--pause", type=float, default=0.05, help="the longest time for the images of a claim")
    options.add_argument("--death", type=float, default=0.05, help="how likely a worker dies during a claim")
    options.add_argument("--kills", type=int, default=20, help="kills of the service on each database")
    options.add_argument("--kill-images", type=int, default=5_000)
    options.add_argument("--patience", type=float, default=600)
    options = options.parse_args()
    if options.base:
        return speed(options.base)
    violation = Violations()
    for database in options.database or ("h2", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="tintype-runs-") as folder:
            server = Postgresql() if database == "postgresql" else None
            try:
                if options.images:
                    workers(options, folder + "/workers", server and server.url, violation)
                if options.kills:
                    kills(options, folder + "/kills", server and server.url, violation)
            finally:
                if server:
                    server.remove()
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
