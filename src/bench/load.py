"""One scenario on one target: the load, and the check of what comes back. See README.md."""
import collections
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import targets
import trial

PEERS, ALL = ("fastapi", "fastify"), ("tintype", "h2", "fastapi", "fastify")
EQUAL = ("fastapi-equal", "fastify-equal")
Scenario = collections.namedtuple("Scenario", "kind size connections targets")
SCENARIOS = {
    "paths100": Scenario("paths", 100, 16, ("tintype", "cold", "h2", *PEERS, "pgbench")),
    "paths1000": Scenario("paths", 1000, 8, ("tintype", "cold", "h2", *PEERS, "pgbench")),
    "get": Scenario("get", 1, 32, (*ALL, "pgbench")),
    "get-1": Scenario("get", 1, 1, (*ALL, "pgbench")),
    "page": Scenario("page", 50, 16, (*ALL, "pgbench")),
    "captions100": Scenario("captions", 100, 8, (*ALL, *EQUAL)),
    "ndjson": Scenario("ndjson", 0, 2, (*ALL, "copy")),
    "paths100-gather": Scenario("paths", 100, 16, ("tintype", "gather")),
    "prompt-hot": Scenario("prompt", 0, 64, ALL),
}
PROMPT = "a painted boat in winter light"
COLUMNS = "id, filename, path, caption, size, width, height, created_at"
NEWEST_FIRST = "SELECT %s FROM images ORDER BY created_at DESC, id DESC" % COLUMNS


class Failure(Exception):
    """What made a whole run worthless."""


class Rows:
    """The images that there are: their ids, also as a file for wrk."""

    def __init__(self, ids, folder):
        self.ids, self.file = sorted(ids), os.path.join(folder, "ids")
        with open(self.file, "w") as file:
            file.writelines(image_id + "\n" for image_id in self.ids)


def listed(base):
    """The ids of all images, a line at a time, as there may be a million."""
    request = urllib.request.Request(base + "/api/images", headers=trial.NDJSON)
    with urllib.request.urlopen(request, timeout=120) as reply:
        return [json.loads(line)["image_id"] for line in reply]


def run(target, name, seconds, rows, turn):
    """Loads a target: good replies (rows for NDJSON) a second and in all, p50 and p99 in ms, errors, what was wrong."""
    scenario = SCENARIOS[name]
    if target.name == "copy":
        return copy(target, scenario, seconds, rows)
    if target.name == "pgbench":
        return pgbench(target, scenario, seconds, rows)
    if scenario.kind == "ndjson":
        return ndjson(target, scenario, seconds, rows)
    before = uses(target) if scenario.kind == "prompt" else 0
    result = wrk(target, scenario, seconds, rows, turn)
    if scenario.kind == "captions" and not readable(target, rows, turn):
        fault(result, "a caption that was acknowledged after the load is not read")
    if scenario.kind == "prompt":
        # Those that were under way at the end may count or not.
        counted = uses(target) - before - 1
        if not result["count"] <= counted <= result["count"] + scenario.connections:
            fault(result, "%d uses were answered, %d are counted" % (result["count"], counted))
    return result


def fault(result, text):
    result["errors"] += 1
    result["note"] = text


def result_of(rate, count, p50=0.0, p99=0.0, errors=0, note=""):
    return {"rate": rate, "count": count, "p50": p50, "p99": p99, "errors": errors, "note": note}


def wrk(target, scenario, seconds, rows, turn):
    environment = dict(os.environ, BENCH_KIND=scenario.kind, BENCH_SIZE=str(scenario.size), BENCH_IDS=rows.file,
                       BENCH_TOTAL=str(len(rows.ids)), BENCH_TURN=str(turn))
    done = subprocess.run(["wrk", "-t1", "-c%d" % scenario.connections, "-d%ds" % seconds, "--timeout", "20s", "-s",
                           os.path.join(targets.HERE, "load.lua"), target.base], env=environment, capture_output=True,
                          text=True, timeout=seconds + 90)
    found = re.search(r"@@(\{.*\})", done.stdout)
    if not found:
        raise Failure((done.stderr or done.stdout).strip()[-300:])
    seen = json.loads(found.group(1))
    errors = seen["wrong"] + seen["status"] + seen["socket"] + seen["timeout"]
    good = max(0, seen["requests"] - seen["wrong"] - seen["status"])
    if not good:
        raise Failure("not one good reply: %s %s" % (found.group(1), done.stderr.strip()[-300:]))
    note = " ".join("%s %d" % (key, seen[key]) for key in ("wrong", "status", "socket", "timeout") if seen[key])
    return result_of(good * 1e6 / seen["us"], good, seen["p50"] / 1000, seen["p99"] / 1000, errors,
                     (note + " " + done.stderr.strip()[-300:]).strip())


def side_by_side(count, seconds, work):
    """Does some work over and over in a few threads for a while, and tells how long they really took."""
    begun = time.monotonic()
    failures = []

    def loop():
        try:
            while time.monotonic() < begun + seconds:
                work()
        except Exception as failure:
            failures.append(failure)
    threads = [threading.Thread(target=loop, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 300)
    if failures or any(thread.is_alive() for thread in threads):
        raise Failure(repr(failures or "it does not end"))
    return time.monotonic() - begun


def ndjson(target, scenario, seconds, rows):
    """p50 and p99 are of the time to the first byte."""
    streams = []

    def read():
        begun = time.monotonic()
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(target.base).netloc, timeout=60)
        connection.request("GET", "/api/images", headers=trial.NDJSON)
        reply = connection.getresponse()
        first, buffer, lines, last = reply.read(1), bytearray(1 << 18), 0, b""
        came = time.monotonic() - begun
        while size := reply.readinto(buffer):
            lines += buffer.count(b"\n", 0, size)
            last = buffer[size - 1:size]
        connection.close()
        good = reply.status == 200 and first == b"{" and last == b"\n" and lines == len(rows.ids)
        streams.append((came * 1000, lines if good else 0, "" if good else "%d lines" % lines))
    took = side_by_side(scenario.connections, seconds, read)
    firsts, lines, notes = zip(*streams)
    if not sum(lines):
        raise Failure("not one whole stream: " + notes[0])
    return result_of(sum(lines) / took, sum(lines), statistics.median(firsts), max(firsts), lines.count(0), max(notes))


def copy(target, scenario, seconds, rows):
    """The same rows as JSON, as fast as PostgreSQL itself writes them to a client that throws them away."""
    statement = "COPY (SELECT row_to_json(r) FROM (%s) r) TO STDOUT" % NEWEST_FIRST
    address = targets.url(target.server, target.database)
    times = []

    def read():
        subprocess.run([target.server.programs + "/psql", "-qX", "-d", address, "-c", statement], check=True,
                       stdout=subprocess.DEVNULL, timeout=300)
        times.append(len(rows.ids))
    took = side_by_side(scenario.connections, seconds, read)
    return result_of(sum(times) / took, sum(times))


def pgbench(target, scenario, seconds, rows):
    """The peers' statements from pgbench, prepared: what the database can do at most. It tells no percentiles."""
    chance = random.Random(7)
    page = NEWEST_FIRST + " LIMIT 50 OFFSET 2450;\nSELECT count(*) FROM images;"
    make = {
        "paths": lambda: "SELECT id, path FROM images WHERE id = ANY ('{%s}'::text[]);"
        % ",".join(chance.sample(rows.ids, scenario.size)),
        "get": lambda: "SELECT %s FROM images WHERE id = '%s';" % (COLUMNS, chance.choice(rows.ids)),
        "page": lambda: page,
    }[scenario.kind]
    command = [target.server.programs + "/pgbench", "-n", "-M", "prepared", "-j1", "-c%d" % scenario.connections,
               "-T%d" % seconds]
    for number in range(1 if scenario.kind == "page" else 100):
        name = "%s-%s-%d.sql" % (rows.file, scenario.kind, number)
        with open(name, "w") as file:
            file.write(make() + "\n")
        command += ["-f", name]
    done = subprocess.run([*command, targets.url(target.server, target.database)], capture_output=True, text=True,
                          timeout=seconds + 90)
    rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
    count = re.search(r"actually processed: (\d+)", done.stdout)
    if done.returncode or not rate or not count:
        raise Failure(done.stderr.strip()[-300:])
    return result_of(float(rate.group(1)), int(count.group(1)))


def readable(target, rows, turn):
    """Whether a batch that is acknowledged now is read back now, and not after a backlog."""
    some, text = random.Random(turn).sample(rows.ids, 20), "saved at %d" % time.time_ns()
    trial.call(target.base, "/api/captions", {"captions": [{"image_id": one, "caption": text} for one in some]})
    return all(trial.call(target.base, "/api/images/" + one)["caption"] == text for one in some)


def keeps(target, image_id):
    """Whether a model's caption does not replace a person's, after which the rank is that of a model again."""
    for source in ("human", "model"):
        reply = trial.call(target.base, "/api/captions",
                           {"captions": [{"image_id": image_id, "caption": "by " + source, "source": source}]})
    targets.psql(target.server, target.database, "-c", "UPDATE images SET rank = 1 WHERE id = '%s'" % image_id)
    return reply["results"][0]["status"] == "kept"


def uses(target):
    return trial.call(target.base, "/api/prompts", {"prompt_text": PROMPT})["total_uses"]


def contract(target, rows):
    """What is wrong with a service before any load: an empty list if it answers as the others do."""
    wrong = []

    def expect(right, text):
        if not right:
            wrong.append(text)
    some = random.Random(1).sample(rows.ids, 100)
    found = trial.call(target.base, "/api/images/paths", {"image_ids": [*some, "no-such-id"]})
    expect(list(found["missing"]) == ["no-such-id"], "paths: an unknown id is not missing")
    expect(set(found["paths"]) == set(some), "paths: not the ids that were asked for")
    expect(all(one in path for one, path in found["paths"].items()), "paths: a wrong path")
    if target.name == "gather":
        return wrong
    expect(readable(target, rows, 1), "captions: not read back")
    if target.name in EQUAL:
        expect(keeps(target, rows.ids[0]), "captions: a lower rank is not kept in the history")
    pages = [trial.call(target.base, "/api/images?page=%d&per_page=50" % page) for page in (1, 2)]
    shown = {image["image_id"] for page in pages for image in page["items"]}
    expect(len(shown) == 100 and pages[0]["total"] == len(rows.ids), "page: not 100 images on two, or a wrong total")
    expect(sorted(listed(target.base)) == rows.ids, "ndjson: not all")
    expect(uses(target) + 1 == uses(target), "prompts: a use is not counted")
    try:
        trial.call(target.base, "/api/images/00000000-0000-4000-8000-000000000000")
        expect(False, "get: an unknown id is not 404")
    except urllib.error.HTTPError as error:
        expect(error.code == 404, "get: an unknown id is not 404")
    return wrong
