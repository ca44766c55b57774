"""Kills the service with SIGKILL in the middle of batches of captions, again and again: see README.md."""
import argparse
import http.client
import json
import os
import random
import subprocess
import tempfile
import threading
import time

from trial import Postgresql, Service, Violations, arguments, h2_library, history, register

WRITERS = 8
IMAGES = 100
CHUNK = 50
WRITER = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "../test/java/dev/tintype/durability/AcknowledgingWriter.java")


class Writer(threading.Thread):
    """Saves batches until the service is gone, and knows of each what the service said."""

    def __init__(self, service, ids, name, seed):
        super().__init__()
        self.service, self.ids, self.name_, self.random = service, ids, name, random.Random(seed)
        self.batches = []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
        while True:
            atomic = self.random.random() < 0.5
            size = self.random.choice((1, 60, 200, 1000))
            texts = ["%s batch %d item %d" % (self.name_, len(self.batches), n) for n in range(size)]
            body = json.dumps({"captions": [{"image_id": self.random.choice(self.ids), "caption": text}
                                            for text in texts]})
            batch = {"texts": texts, "atomic": atomic, "acknowledged": False}
            self.batches.append(batch)
            try:
                connection.request("POST", "/api/captions?atomic=%s" % str(atomic).lower(), body,
                                   {"Content-Type": "application/json"})
                reply = connection.getresponse()
                answer = json.load(reply)
            except (OSError, http.client.HTTPException, ValueError):
                return
            batch["acknowledged"] = reply.status == 200 and answer["saved"] == size
            if not batch["acknowledged"]:
                batch["status"] = reply.status


def verify(batches, found, violation):
    """Compares what was answered with what is there."""
    half = 0
    for batch in batches:
        counts = [found.get(text, 0) for text in batch["texts"]]
        violation(max(counts) <= 1, "a caption is there %d times" % max(counts))
        if batch["acknowledged"]:
            violation(min(counts) == 1, "%d of %d acknowledged captions are lost" % (counts.count(0), len(counts)))
        elif batch["atomic"]:
            violation(len(set(counts)) == 1, "%d of an atomic batch of %d are there" % (sum(counts), len(counts)))
        else:
            half += 0 < sum(counts) < len(counts)
            for begun in range(0, len(counts), CHUNK):
                part = counts[begun:begun + CHUNK]
                violation(len(set(part)) == 1, "%d of a chunk of %d are there" % (sum(part), len(part)))
        violation(batch.get("status") in (None, 503), "a batch was answered %s" % batch.get("status"))
    return half


def crash(options, kind, folder, violation):
    server = Postgresql(options.postgresql) if kind == "postgresql" else None
    service = Service(options, folder, server.url if server else None, {"TINTYPE_STREAM_CHUNKSIZE": str(CHUNK)})
    starts, totals, past = [], {"acknowledged": 0, "unknown": 0, "halves": 0}, []
    try:
        print("%s: first start %.1f s" % (kind, service.start()), flush=True)
        for cycle in range(options.cycles):
            ids = register(service.base, IMAGES, "cycle%d" % cycle)
            writers = [Writer(service, ids, "%s cycle %d writer %d" % (kind, cycle, n), cycle * 100 + n)
                       for n in range(WRITERS)]
            for writer in writers:
                writer.start()
            time.sleep(random.uniform(0.3, options.seconds))
            service.kill()
            for writer in writers:
                writer.join()
            starts.append(service.start())
            violation(starts[-1] <= options.ready, "%s was ready again after %.1f s" % (kind, starts[-1]))
            batches = [batch for writer in writers for batch in writer.batches]
            totals["halves"] += verify(batches, history(service.base, ids), violation)
            for batch in batches:
                totals["acknowledged" if batch["acknowledged"] else "unknown"] += len(batch["texts"])
            past.append((ids, batches))
        for ids, batches in past:
            verify(batches, history(service.base, ids), violation)
    finally:
        service.stop()
        if server:
            server.remove()
    print("%s: %d crashes, %d captions acknowledged and %d not, %d batches that are not atomic were cut between chunks;"
          " ready again after %.1f s at most" % (kind, options.cycles, totals["acknowledged"], totals["unknown"],
                                                 totals["halves"], max(starts)), flush=True)


def control(options, folder, violation):
    """The same writer on H2 alone, killed in the same way, with and without WRITE_DELAY=0."""
    library = h2_library(options, folder)
    for name, setting in (("WRITE_DELAY=0", ";WRITE_DELAY=0"), ("H2's default", "")):
        lost = []
        for run in range(options.control):
            url = "jdbc:h2:file:%s/control-%d-%d%s" % (folder, run, len(setting), setting)
            command = ["java", "-Xmx256m", "-cp", library, WRITER, url]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
                acknowledged = int(writer.stdout.readline())
                end = time.monotonic() + random.uniform(1, 2)
                while time.monotonic() < end:
                    acknowledged = int(writer.stdout.readline())
                writer.kill()
                # What it had written before it was killed counts.
                for line in writer.stdout:
                    acknowledged = int(line) if line.endswith("\n") else acknowledged
            counted = int(subprocess.run([*command, "count"], stdout=subprocess.PIPE, text=True, check=True).stdout)
            lost.append(acknowledged - counted)
        print("control, %s: of the rows acknowledged, lost in each run: %s"
              % (name, ", ".join(str(max(0, rows)) for rows in lost)), flush=True)
        if setting:
            violation(max(lost) <= 0, "H2 lost rows with " + name)
        else:
            violation(min(lost) > 0, "the control lost nothing in some run, so it proves nothing")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--cycles", type=int, default=50, help="crashes of each database")
    options.add_argument("--seconds", type=float, default=3, help="the longest time between start and crash")
    options.add_argument("--ready", type=float, default=10, help="the longest start, in seconds")
    options.add_argument("--databases", default="h2,postgresql")
    options.add_argument("--control", type=int, default=5, help="runs of the control, 0 for none")
    options = options.parse_args()
    violation = Violations()
    with tempfile.TemporaryDirectory() as folder:
        for kind in filter(None, options.databases.split(",")):
            os.mkdir(folder + "/" + kind)
            crash(options, kind, folder + "/" + kind, violation)
        if options.control:
            control(options, folder, violation)
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
