"""Kills the service with SIGKILL during ingest, promotion and purge of the photo library: see README.md."""
import argparse
import hashlib
import http.client
import json
import os
import random
import tempfile
import threading
import time
import uuid
import zlib

from trial import Service, Violations, arguments, integrity, lines

TIERS = ("bronze", "silver", "gold")
# Fewer than this stay, so that a check stays short.
KEPT = 150


def picture():
    """A small PNG that no other one equals."""
    def chunk(kind, data):
        return (len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big"))
    rows = b"".join(b"\0" + os.urandom(3 * 24) for _ in range(24))
    head = (24).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Library:
    """What the service has acknowledged. An asset whose deletion has begun may be there or not."""

    def __init__(self):
        self.lock = threading.Lock()
        self.assets = {}
        self.begun = set()
        self.deleted = set()
        self.acknowledged = 0

    def ingested(self, result, sha):
        with self.lock:
            self.assets[result["asset_id"]] = {"photo": result["photo_id"], "tier": 0, "sha": sha, "taken": False}
            self.acknowledged += 1

    def take(self, tiers):
        """An asset that no other worker has."""
        with self.lock:
            free = [key for key, asset in self.assets.items() if asset["tier"] in tiers and not asset["taken"]]
            if not free:
                return None, None
            key = random.choice(free)
            self.assets[key]["taken"] = True
            return key, self.assets[key]

    def give_back(self):
        with self.lock:
            for asset in self.assets.values():
                asset["taken"] = False


class Worker(threading.Thread):
    """Works until the service is gone."""

    def __init__(self, service, library, pictures, violation):
        super().__init__(daemon=True)
        self.service, self.library, self.pictures, self.violation = service, library, pictures, violation
        self.connection = None

    def run(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
        try:
            # A worker that has nothing to do does not notice a lost connection.
            while self.service.process.poll() is None:
                self.step()
        except (OSError, http.client.HTTPException, ValueError):
            pass

    def call(self, method, path, body=b"", kind="application/json"):
        self.connection.request(method, path, body, {"Content-Type": kind} if body else {})
        reply = self.connection.getresponse()
        text = reply.read()
        # While it is being killed, the service may refuse.
        self.violation(reply.status < 500 or reply.status == 503, "%s %s: %d %s" % (method, path, reply.status, text[:300]))
        return reply.status, json.loads(text) if text else None

    def step(self):
        raise NotImplementedError


class Uploading(Worker):
    def step(self):
        files = [picture() for _ in range(random.choice((1, 3, 8)))]
        mark = uuid.uuid4().hex
        parts = [b'--%s\r\nContent-Disposition: form-data; name="files"; filename="p%d.png"\r\n\r\n%s\r\n'
                 % (mark.encode(), n, file) for n, file in enumerate(files)]
        status, answer = self.call("POST", "/api/assets?on_conflict=keep", b"".join(parts) + b"--%s--\r\n" % mark.encode(),
                                   "multipart/form-data; boundary=" + mark)
        for file, result in zip(files, answer["results"] if status == 200 else []):
            if result["status"] == "created":
                self.library.ingested(result, hashlib.sha256(file).hexdigest())


class Registering(Worker):
    def step(self):
        folder = os.path.join(self.pictures, uuid.uuid4().hex)
        os.mkdir(folder)
        for n in range(4):
            with open("%s/r%d.png" % (folder, n), "wb") as file:
                file.write(picture())
        status, answer = self.call("POST", "/api/images/register-folder", json.dumps({"folder_path": folder}))
        if status != 200:
            return
        body = {"image_ids": [image["image_id"] for image in answer["images"]], "copy": random.random() < 0.5}
        status, answer = self.call("POST", "/api/assets?on_conflict=keep", json.dumps(body))
        for result in answer["results"] if status == 200 else []:
            if result["status"] == "created":
                with open(os.path.join(folder, result["filename"]), "rb") as file:
                    self.library.ingested(result, hashlib.sha256(file.read()).hexdigest())


class Promoting(Worker):
    def step(self):
        key, asset = self.library.take((0, 1, 2))
        if not key:
            time.sleep(0.01)
            return
        if asset["tier"] == 1:
            self.call("PATCH", "/api/photos/" + asset["photo"], json.dumps({"is_reviewed": True, "rating": 3}))
        action = ("process", "promote", "embed")[asset["tier"]]
        status, photo = self.call("POST", "/api/photos/%s/%s" % (asset["photo"], action))
        if status in (200, 201):
            asset["photo"], asset["tier"] = photo["id"], TIERS.index(photo["tier"])
        asset["taken"] = False


class Purging(Worker):
    def step(self):
        key, _ = self.library.take((0, 1, 2)) if len(self.library.assets) > KEPT // 2 else (None, None)
        if not key:
            time.sleep(0.02)
            return
        with self.library.lock:
            self.library.begun.add(key)
            del self.library.assets[key]
        if random.random() < 0.3:
            self.call("DELETE", "/api/assets/" + key)
            status, _ = self.call("DELETE", "/api/assets/trash?confirm=all")
            gone = status == 200
        else:
            gone = self.call("DELETE", "/api/assets/%s?permanent=true" % key)[0] == 204
        if gone:
            with self.library.lock:
                self.library.deleted.add(key)


def verify(service, library, violation):
    """Compares what was acknowledged with the rows, and the rows with their files."""
    rows = lines(service.base, "/api/photos?all_versions=true&state=all")
    rows += lines(service.base, "/api/assets/trash")
    tiers = {}
    for row in rows:
        tiers.setdefault(row["asset_id"], {})[row["tier"]] = row
        try:
            with open(row["file_path"], "rb") as file:
                sha = hashlib.sha256(file.read()).hexdigest()
            violation(sha == row["file_hash"], "the file of %s has other bytes" % row["file_path"])
        except OSError as error:
            violation(False, "a row has no file: %s" % error)
    for key, asset in library.assets.items():
        found = tiers.get(key, {})
        violation(TIERS[asset["tier"]] in found, "an acknowledged %s photo is lost" % TIERS[asset["tier"]])
        bronze = found.get("bronze")
        violation(bronze is None or bronze["file_hash"] == asset["sha"], "a bronze photo has another hash")
        best = max(found, key=TIERS.index, default=None)
        # A promotion may have been committed, and its answer lost.
        if best:
            asset["photo"], asset["tier"] = found[best]["id"], TIERS.index(best)
    for key in library.deleted:
        violation(key not in tiers, "a deleted asset is there")
    for key in library.begun - library.deleted:
        (library.deleted.add if key not in tiers else library.begun.discard)(key)
    return len(rows)


def crash(options, name, folder, database_url, violation):
    pictures = folder + "/pictures"
    os.makedirs(pictures)
    service = Service(options, folder, database_url, {"TINTYPE_IMAGES_ROOTS": pictures})
    library, slowest, rows = Library(), 0, 0
    try:
        service.start()
        for cycle in range(1, options.cycles + 1):
            workers = [kind(service, library, pictures, violation)
                       for kind in (Uploading, Registering, Promoting, Promoting, Promoting, Purging, Purging)]
            for worker in workers:
                worker.start()
            time.sleep(random.uniform(0.2, options.seconds))
            service.kill()
            for worker in workers:
                worker.join()
            library.give_back()
            if cycle % options.check == 0 or cycle == options.cycles:
                integrity(options, service, violation)
            slowest = max(slowest, service.start())
            rows = verify(service, library, violation)
            print("%s: kill %d, %d assets acknowledged, %d deleted, %d rows now, of them gold %d"
                  % (name, cycle, library.acknowledged, len(library.deleted), rows,
                     sum(asset["tier"] == 2 for asset in library.assets.values())), flush=True)
    finally:
        service.stop()
    print("%s: %d kills, %d assets acknowledged, %d deleted; ready again after %.1f s at most"
          % (name, options.cycles, library.acknowledged, len(library.deleted), slowest), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--cycles", type=int, default=200, help="kills of each database")
    options.add_argument("--seconds", type=float, default=4, help="the longest time between start and kill")
    options.add_argument("--check", type=int, default=20, help="kills between two runs of db integrity --deep")
    options.add_argument("--database-url", help="an empty PostgreSQL database, which is tried after H2")
    options = options.parse_args()
    violation = Violations()
    with tempfile.TemporaryDirectory(prefix="tintype-crash-") as folder:
        for name, url in [("h2", None), ("postgresql", options.database_url)][:2 if options.database_url else 1]:
            crash(options, name, os.path.join(folder, name), url, violation)
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
