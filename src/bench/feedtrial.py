"""Follows the feed of changes over two instances, one of which is killed again and again: see README.md."""
import argparse
import http.client
import json
import os
import random
import subprocess
import tempfile
import threading
import time

from trial import Postgresql, Service, Violations, arguments, call, register

WRITERS = 8
IMAGES = 200
CUT = 1
ROWS = """SELECT transaction_id || ' ' || change_id || ' ' || topic || ' ' || COALESCE(array_to_string(ids, ','), '')
          FROM changes ORDER BY transaction_id, change_id"""


def base36(number):
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


class Client(threading.Thread):
    """Sends requests to one instance, and to the other when it fails."""

    def __init__(self, services, over, first=0):
        super().__init__()
        self.services, self.over, self.turn, self.fault = services, over, first, None

    def run(self):
        while not self.over.is_set() or self.lacks():
            try:
                self.step("127.0.0.1:%d" % self.services[self.turn % 2].port)
            except (OSError, http.client.HTTPException, ValueError):
                self.turn += 1
                time.sleep(0.05)

    def lacks(self):
        return False

    def send(self, host, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(host, timeout=70)
        try:
            connection.request(method, path, body and json.dumps(body),
                               dict({"Content-Type": "application/json"}, **(headers or {})))
            reply = connection.getresponse()
            answer = json.load(reply)
            if reply.status in (502, 503):
                raise OSError("unavailable")
            return reply.status, answer
        finally:
            connection.close()


class Writer(Client):
    """Saves batches of captions, and now and then a document."""

    def __init__(self, services, over, number, ids):
        super().__init__(services, over, number)
        self.ids, self.random, self.number = ids, random.Random(number), number
        self.operations, self.documents, self.writes = set(), set(), 0

    def step(self, host):
        self.writes += 1
        if self.writes % 10 == self.number:
            status, saved = self.send(host, "PUT", "/api/documents/w%d-%d" % (self.number, self.writes),
                                      {"name": "a", "content": "b"})
            if status < 300:
                self.documents.add(saved["id"])
        else:
            size = self.random.choice((1, 1, 10, 100, 600))
            captions = [{"image_id": self.random.choice(self.ids), "caption": "c%d" % n} for n in range(size)]
            status, saved = self.send(host, "POST", "/api/captions", {"captions": captions})
            if status == 200:
                self.operations.add(saved["operation_id"])
        self.turn += self.random.random() < 0.2


class Reader(Client):
    """Follows all changes by requests that wait."""

    def __init__(self, services, over, after, end):
        super().__init__(services, over)
        self.after, self.end, self.items = after, end, []

    def lacks(self):
        return self.after != self.end.get("reached")

    def step(self, host):
        status, page = self.send(host, "GET", "/api/changes?wait=2&limit=500&after=" + self.after)
        if status != 200:
            self.fault = "%d %s" % (status, page)
            raise OSError(self.fault)
        self.items += page["items"]
        self.after = page["next"]
        if self.over.is_set() and not page["items"]:
            self.end["reached"] = self.after
        self.turn += random.random() < 0.1


class Stream(Client):
    """Follows documents by server-sent events, and is disconnected every second."""

    def __init__(self, services, over, after):
        super().__init__(services, over, 1)
        self.after, self.ids, self.count, self.resets, self.cuts, self.quiet = after, set(), 0, 0, 0, 0

    def lacks(self):
        return self.quiet < 5

    def step(self, host):
        connection = http.client.HTTPConnection(host, timeout=CUT)
        begun, before = time.monotonic(), self.count
        try:
            connection.request("GET", "/api/events?topics=documents", headers={
                "Accept": "text/event-stream", "Last-Event-ID": self.after})
            reply = connection.getresponse()
            event = {}
            while time.monotonic() - begun < CUT:
                line = reply.readline()
                if not line:
                    raise OSError("ended")
                name, _, value = line.decode().rstrip("\n").partition(":")
                if name:
                    event[name] = value
                elif event or value == "":
                    self.take(event)
                    event = {}
        except TimeoutError:
            pass
        finally:
            connection.close()
        self.cuts += 1
        self.turn += 1
        self.quiet = self.quiet + 1 if self.over.is_set() and self.count == before else 0

    def take(self, event):
        if event.get("event") == "reset":
            self.resets += 1
        elif "data" in event:
            data = json.loads(event["data"])
            self.count += data["count"]
            self.ids.update(data["ids"] or ())
        self.after = event.get("id", self.after)


def verify(rows, reader, stream, writers, violation):
    expected = ["%s-%s" % (base36(int(row[0])), base36(int(row[1]))) for row in rows]
    found = [item["change"] for item in reader.items]
    violation(found == expected, "the first reader got %d changes, %d of them different, in place of %d in order"
              % (len(found), len(set(found)), len(expected)))
    operations = {item["operation_id"] for item in reader.items}
    for writer in writers:
        violation(writer.operations <= operations, "%d acknowledged operations are not in the feed"
                  % len(writer.operations - operations))
        violation(writer.documents <= stream.ids, "%d acknowledged documents are not in the stream"
                  % len(writer.documents - stream.ids))
    violation(reader.fault is None, "the first reader got %s" % reader.fault)
    violation(stream.resets == 0, "the stream was reset %d times" % stream.resets)


def trial(options, services, server, violation):
    for service in services:
        service.start()
    ids = register(services[0].base, IMAGES, "feed")
    time.sleep(1)
    begin = call(services[0].base, "/api/changes")["next"]
    over, stopped = threading.Event(), threading.Event()
    writers = [Writer(services, over, n, ids) for n in range(WRITERS)]
    reader, stream = Reader(services, stopped, begin, {}), Stream(services, stopped, begin)
    for client in [*writers, reader, stream]:
        client.start()
    end, kills = time.monotonic() + options.seconds, 0
    while time.monotonic() < end:
        time.sleep(random.uniform(5, 12))
        services[0].kill()
        kills += 1
        time.sleep(random.uniform(0.5, 2))
        services[0].start()
    over.set()
    for writer in writers:
        writer.join()
    time.sleep(3)
    stopped.set()
    reader.join()
    stream.join()
    rows = [row.split(" ") for row in subprocess.run([server.programs + "/psql", server.url, "-Atc", ROWS],
            capture_output=True, text=True, check=True).stdout.splitlines()]
    first = begin.split("-")
    rows = [row for row in rows if (int(row[0]), int(row[1])) > (int(first[0], 36), int(first[1], 36))]
    verify(rows, reader, stream, writers, violation)
    print("%d kills; %d writes; %d changes, of which the first reader got %d; %d documents, of which the stream got %d"
          " (with repetitions %d) over %d disconnections" % (
              kills, sum(writer.writes for writer in writers), len(rows), len(reader.items),
              sum(len(writer.documents) for writer in writers), len(stream.ids), stream.count, stream.cuts), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--seconds", type=float, default=300)
    options = options.parse_args()
    violation = Violations()
    server = Postgresql(options.postgresql)
    with tempfile.TemporaryDirectory() as folder:
        services = []
        try:
            for name in ("a", "b"):
                os.mkdir(folder + "/" + name)
                services.append(Service(options, folder + "/" + name, server.url))
            trial(options, services, server, violation)
        finally:
            for service in services:
                service.stop()
            server.remove()
    print("%d violations" % violation.count)
    raise SystemExit(1 if violation.count else 0)


main()
