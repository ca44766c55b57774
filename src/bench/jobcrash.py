"""Kills, stops and ends the owners of jobs, on H2 and on PostgreSQL: see README.md."""
import argparse
import collections
import http.client
import itertools
import json
import os
import random
import signal
import tempfile
import threading
import time
import urllib.request
import zlib

from trial import JSON, NDJSON, Service, Violations, arguments, call, integrity, lines, register

MODEL = "trial"
ENDED = ("done", "failed", "cancelled", "interrupted")
# How long an unhindered job may take.
PATIENCE = 600


def picture(number):
    """A small PNG that no other one equals."""
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    rows = b"".join(b"\0" + os.urandom(3 * 8) for _ in range(8)) + number.to_bytes(4, "big")
    head = (8).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Instances:
    """One or two services on one database, and which of them owns a job."""

    def __init__(self, services):
        self.services, self.answering, self.known = services, set(), {}

    def base(self):
        """The address of a service that answers."""
        return random.choice(list(self.answering)).base

    def job(self, job_id):
        return call(self.base(), "/api/jobs/" + job_id)

    def owner(self, instance):
        if instance not in self.known:
            unknown = [service for service in self.services if service not in self.known.values()]
            self.known[instance] = unknown[0]
        return self.known[instance]

    def forget(self, service):
        """A service that starts again has another id."""
        self.known = {instance: found for instance, found in self.known.items() if found is not service}

    def start(self, service):
        self.forget(service)
        service.start()
        self.answering.add(service)


class Follower(threading.Thread):
    """Reads the events of a job, and continues on any instance after the last one that it has read."""

    def __init__(self, instances, job_id):
        super().__init__(daemon=True)
        self.instances, self.job_id = instances, job_id
        self.seen, self.last, self.connections = [], 0, 0

    def run(self):
        while True:
            try:
                # The trial retries an interrupted job.
                if self.read() and self.seen[-1]["data"]["state"] != "interrupted":
                    return
            except (OSError, http.client.HTTPException, ValueError, IndexError):
                pass
            time.sleep(0.05)

    def read(self):
        """Reads until the stream ends, and tells whether nothing more will come."""
        address = "%s/api/jobs/%s/events?after=%d" % (self.instances.base(), self.job_id, self.last)
        with urllib.request.urlopen(urllib.request.Request(address, headers=NDJSON), timeout=20) as reply:
            if reply.status == 204:
                return True
            self.connections += 1
            for line in reply:
                event = json.loads(line)
                # The current state, in place of events that were dropped, has the number of the request.
                if event["id"] > self.last or event["event"] != "state":
                    self.seen.append(event)
                    self.last = event["id"]
        return False

    def verify(self, violation):
        """A job that the trial follows from its beginning drops no event before it is read."""
        self.join(60)
        violation(not self.is_alive(), "the stream of events does not end")
        numbers = [event["id"] for event in self.seen]
        violation(numbers == list(range(1, len(numbers) + 1)), "events are lost or repeated: %s" % numbers)
        kept = lines(self.instances.base(), "/api/jobs/%s/events" % self.job_id)
        seen = {event["id"]: event for event in self.seen}
        # The current state comes first if progress was dropped.
        lost = [event for event in kept[1:] if seen.get(event["id"]) != event]
        violation(not lost, "kept events were not in the stream: %s, but %s"
                  % (lost[:3], [seen.get(event["id"]) for event in lost[:3]]))
        violation(bool(kept) and kept[-1]["data"]["state"] == "done", "the last event is no end: %s" % kept[-1:])


class Registering:
    """Registers a new folder of pictures, some of which are broken."""

    name = "register_folder"

    def __init__(self, options, instances, pictures, violation):
        self.instances, self.violation = instances, violation
        self.count, self.broken = options.files, options.files // 40
        self.pictures, self.folder, self.number = pictures, None, 0

    def start(self):
        self.number += 1
        self.folder = "%s/%d" % (self.pictures, self.number)
        for n in range(self.count):
            folder = "%s/%02d" % (self.folder, n % 20)
            os.makedirs(folder, exist_ok=True)
            with open("%s/%05d.png" % (folder, n), "wb") as file:
                file.write(b"broken" if n % 40 == 7 else picture(n))
        return post(self.instances.base(), "/api/images/register-folder", {"folder_path": self.folder, "recursive": True})

    def verify(self, job):
        broken = sum(n % 40 == 7 for n in range(self.count))
        expected = {"total": self.count, "registered": self.count - broken, "updated": 0, "unchanged": 0, "skipped": broken,
                    "sidecars": None}
        self.violation(job["result"] == expected, "the result is %s, not %s" % (job["result"], expected))
        self.violation((job["done"], job["failed"]) == (self.count - broken, broken), "%(done)d done, %(failed)d failed" % job)
        rows = collections.Counter(row["path"] or "" for row in lines(self.instances.base(), "/api/images"))
        found = {path: count for path, count in rows.items() if path.startswith(self.folder + "/")}
        self.violation(set(found.values()) <= {1}, "a file is registered twice")
        self.violation(len(found) == self.count - broken, "%d files are registered" % len(found))


class Captions:
    """Images with captions that edits replace, and what their texts must be."""

    def __init__(self, options, instances, violation):
        self.instances, self.violation, self.count = instances, violation, options.captions
        base = instances.base()
        self.ids = []
        for first in range(0, self.count, 5000):
            ids = register(base, min(5000, self.count - first), "edited-%d" % first)
            items = [{"image_id": image, "caption": "v0 of a boat", "model": MODEL} for image in ids]
            call(base, "/api/captions", {"captions": items}, timeout=300)
            self.ids += ids
        self.version, self.before, self.edits, self.operation = 0, 0, 0, None

    def text(self, version):
        return "v%d of a boat" % version

    def verify_current(self):
        wanted = set(self.ids)
        rows = [row for row in lines(self.instances.base(), "/api/images") if row["image_id"] in wanted]
        wrong = [row for row in rows if row["caption"] != self.text(self.version)]
        self.violation(len(rows) == self.count and not wrong, "%d images have another caption than %r: %s"
                       % (len(wrong), self.text(self.version), wrong[:1]))
        for image in random.sample(self.ids, 30):
            history = lines(self.instances.base(), "/api/images/%s/captions" % image)
            self.violation(sorted(row["text"] for row in history) == [self.text(n) for n in range(self.edits + 1)],
                           "the history of %s is %s" % (image, [row["text"] for row in history]))

    def verify_operation(self, current):
        path = "/api/captions/operations/" + self.operation
        operation = call(self.instances.base(), path)
        self.violation(operation["saved"] == self.count, "saved is %(saved)s" % operation)
        self.violation(operation["current"] == current, "%s captions are current, not %d" % (operation["current"], current))
        rows = collections.Counter(row["image_id"] for row in lines(self.instances.base(), path + "/captions"))
        self.violation(len(rows) == self.count and set(rows.values()) == {1},
                       "the operation has %d captions of %d images" % (sum(rows.values()), len(rows)))


class Editing:
    """Replaces all captions."""

    name = "edit_captions"

    def __init__(self, captions):
        self.captions, self.count = captions, captions.count

    def start(self):
        captions = self.captions
        captions.before, captions.edits = captions.version, captions.edits + 1
        edit = {"find": captions.text(captions.before), "replace": captions.text(captions.edits)}
        captions.version = captions.edits
        job = post(captions.instances.base(), "/api/captions/edit",
                   {"filter": "caption_model = " + MODEL, "edits": [edit], "expected": captions.count})
        captions.operation = job["id"]
        return job

    def verify(self, job):
        captions, result = self.captions, job["result"]
        captions.violation((result["matched"], result["changed"], job["done"], job["failed"]) ==
                           (captions.count, captions.count, captions.count, 0), "the result is %s" % job)
        captions.verify_operation(captions.count)
        captions.verify_current()


class Moving:
    """Undoes the last edit, or does it again."""

    name = "undo_operation"

    def __init__(self, captions, direction):
        self.captions, self.count, self.direction = captions, captions.count, direction

    def start(self):
        captions = self.captions
        captions.version = captions.before if self.direction == "undo" else captions.edits
        return post(captions.instances.base(), "/api/captions/operations/%s/%s" % (captions.operation, self.direction), {})

    def verify(self, job):
        captions = self.captions
        captions.violation(job["result"] == {"restored": captions.count, "cleared": 0, "skipped": 0},
                           "the %s has the result %s" % (self.direction, job["result"]))
        captions.violation((job["done"], job["failed"]) == (captions.count, 0), "%(done)d done, %(failed)d failed" % job)
        captions.verify_operation(0 if self.direction == "undo" else captions.count)
        captions.verify_current()


def post(base, path, body):
    """Requests a job."""
    request = urllib.request.Request(base + path, json.dumps(body).encode(), dict(JSON, Prefer="respond-async"))
    with urllib.request.urlopen(request, timeout=120) as reply:
        return json.load(reply)


class Trial:
    """Hinders the owner of a job again and again, until the job is done."""

    def __init__(self, options, name, instances, violation):
        self.options, self.name, self.instances, self.violation = options, name, instances, violation
        self.hindered, self.slowest, self.retries = collections.Counter(), collections.Counter(), 0
        self.ways = itertools.cycle(way for way in options.ways if way != "stop" or len(instances.services) > 1)

    def run(self, work):
        job = work.start()
        follower = Follower(self.instances, job["id"])
        follower.start()
        total = job["total"] or work.count
        before = sum(self.hindered.values())
        # Some of them come before the first chunk.
        for place in sorted(random.choice((0, random.randrange(total), random.randrange(total)))
                            for _ in range(self.options.each)):
            job = self.wait(job["id"], place)
            if job["state"] in ENDED:
                break
            self.hinder(job, next(self.ways))
        job = self.wait(job["id"], float("inf"))
        self.violation(job["state"] == "done", "the job has ended as %s" % job)
        self.violation(job["done"] + job["failed"] == job["total"], "the counters are not exact: %s" % job)
        if job["state"] == "done":
            work.verify(job)
            follower.verify(self.violation)
        print("%s: %s, hindered %d times, %d done, %d failed, %d events by %d streams"
              % (self.name, work.name, sum(self.hindered.values()) - before, job["done"], job["failed"],
                 len(follower.seen), follower.connections), flush=True)

    def wait(self, job_id, place):
        """Waits until so many items are processed by an owner, or the job has ended."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            job = self.instances.job(job_id)
            if job["state"] == "interrupted":
                # The kills may fall before the first chunk three times in a row.
                self.retries += 1
                call(self.instances.base(), "/api/jobs/%s/retry" % job_id, {})
            elif job["state"] in ENDED or (job["state"] == "running" and job["done"] + job["failed"] >= place):
                return job
            time.sleep(0.01)
        raise SystemExit("The job takes over %d s: %s" % (PATIENCE, job))

    def hinder(self, job, way):
        owner = self.instances.owner(job["instance"])
        time.sleep(random.uniform(0, 0.1))
        self.instances.answering.discard(owner)
        self.hindered[way] += 1
        if way == "stop":
            owner.process.send_signal(signal.SIGSTOP)
            self.watch(job, way, self.options.lease + 10)
            # Both have the job for a while.
            time.sleep(random.uniform(0, self.options.lease))
            owner.process.send_signal(signal.SIGCONT)
            self.instances.answering.add(owner)
            return
        begun = time.monotonic()
        if way == "kill":
            owner.kill()
        else:
            owner.process.terminate()
        if len(self.instances.services) > 1:
            self.watch(job, way, self.options.lease + 10 if way == "kill" else 5, begun)
            owner.process.wait(60)
            self.instances.start(owner)
        else:
            owner.process.wait(60)
            self.instances.start(owner)
            self.watch(job, way, 10)

    def watch(self, job, way, limit, begun=None):
        """Measures how long it takes until another instance has the job."""
        begun = begun or time.monotonic()
        while time.monotonic() - begun < limit + 60:
            now = self.instances.job(job["id"])
            if now["state"] in ENDED or (now["instance"] or job["instance"]) != job["instance"]:
                break
            time.sleep(0.02)
        took = time.monotonic() - begun
        self.slowest[way] = max(self.slowest[way], took)
        self.violation(took < limit, "after a %s it took %.1f s until another instance had the job" % (way, took))


def crash(options, name, folder, database_url, violation):
    pictures = folder + "/pictures"
    settings = {"TINTYPE_IMAGES_ROOTS": pictures, "TINTYPE_JOBS_LEASE": "%ds" % options.lease}
    services = []
    for letter in "ab" if database_url else "a":
        os.makedirs(folder + "/" + letter)
        services.append(Service(options, folder + "/" + letter, database_url, settings))
    os.makedirs(pictures)
    instances = Instances(services)
    try:
        for service in services:
            instances.start(service)
        if len(services) > 1:
            meet(instances, pictures)
        captions = Captions(options, instances, violation)
        trial = Trial(options, name, instances, violation)
        works = [Registering(options, instances, pictures, violation), Editing(captions), Moving(captions, "undo"),
                 Moving(captions, "redo")]
        for work in itertools.cycle(works):
            if sum(trial.hindered.values()) >= options.cycles:
                break
            trial.run(work)
    finally:
        for service in services:
            if service.process and service.process.poll() is None:
                service.process.send_signal(signal.SIGCONT)
            service.stop()
    integrity(options, services[0], violation)
    print("%s: %s; %d retries; at most %s until another instance had the job"
          % (name, ", ".join("%d times %s" % (count, way) for way, count in trial.hindered.items()), trial.retries,
             ", ".join("%.1f s after %s" % (took, way) for way, took in trial.slowest.items())), flush=True)


def meet(instances, pictures):
    """Learns the id of the first instance while the second one does not run."""
    first, second = instances.services
    second.stop()
    instances.answering.discard(second)
    job = post(first.base, "/api/images/register-folder", {"folder_path": pictures})
    while job["state"] not in ENDED:
        time.sleep(0.05)
        job = call(first.base, "/api/jobs/" + job["id"])
    instances.known[job["instance"]] = first
    instances.start(second)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--cycles", type=int, default=20, help="how often an owner is hindered, on each database")
    options.add_argument("--each", type=int, default=5, help="how often at most during one job")
    options.add_argument("--ways", type=lambda text: text.split(","), default=["kill"],
                         help="kill (SIGKILL), end (SIGTERM), stop (SIGSTOP past the lease, then SIGCONT); in turn")
    options.add_argument("--lease", type=int, default=3, help="seconds of the lease")
    options.add_argument("--files", type=int, default=5000, help="files of a folder")
    options.add_argument("--captions", type=int, default=20000, help="captions of an edit, over 10,000")
    options.add_argument("--database", choices=("h2", "postgresql"), help="only this one")
    options.add_argument("--database-url", help="an empty PostgreSQL database, which is tried after H2")
    options = options.parse_args()
    violation = Violations()
    with tempfile.TemporaryDirectory(prefix="tintype-jobs-") as folder:
        for name, url in (("h2", None), ("postgresql", options.database_url)):
            if options.database in (None, name) and (url or name == "h2"):
                crash(options, name, os.path.join(folder, name), url, violation)
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
