"""Kills PostgreSQL under 200 requests a second and starts it again, many times: see README.md."""
import argparse
import asyncio
import collections
import json
import random
import tempfile
import time

from trial import Postgresql, Service, Violations, arguments, history, lines, register

IMAGES = 200
PROMPTS = 50
LONGEST = 10
GIVE_UP = 30


class Load:
    """Requests at a fixed rate, whatever becomes of those before, and what was answered to each."""

    def __init__(self, port, ids):
        self.port, self.ids = port, ids
        self.idle, self.open, self.number = [], set(), 0
        self.seen = []
        self.acknowledged = collections.Counter()
        self.unknown = collections.Counter()
        self.texts = {}

    async def run(self, rate, stopped):
        begun, sent = time.monotonic(), 0
        while not stopped.is_set():
            due = int((time.monotonic() - begun) * rate)
            while sent < due:
                sent += 1
                task = asyncio.create_task(self.one())
                self.open.add(task)
                task.add_done_callback(self.open.discard)
            await asyncio.sleep(0.002)
        await asyncio.gather(*self.open)

    async def one(self):
        self.number += 1
        number, kind = self.number, random.random()
        if kind < 0.4:
            prompt = "prompt %d" % random.randrange(PROMPTS)
            await self.ask("use", "POST", "/api/prompts", {"prompt_text": prompt}, counts=[prompt])
        elif kind < 0.5:
            prompts = ["prompt %d" % random.randrange(PROMPTS) for _ in range(20)]
            await self.ask("uses", "POST", "/api/prompts/batch", {"prompts": [{"prompt_text": p} for p in prompts]},
                           counts=prompts)
        elif kind < 0.8:
            texts = ["request %d item %d" % (number, n) for n in range(10)]
            captions = [{"image_id": random.choice(self.ids), "caption": text} for text in texts]
            atomic = random.random() < 0.5
            await self.ask("captions", "POST", "/api/captions?atomic=%s" % str(atomic).lower(),
                           {"captions": captions}, texts=texts)
        else:
            await self.ask("read", "GET", "/api/images/" + random.choice(self.ids))

    async def ask(self, kind, method, path, body=None, counts=(), texts=()):
        begun = time.monotonic()
        try:
            status, headers = await asyncio.wait_for(self.exchange(method, path, body), GIVE_UP)
        except (OSError, EOFError, asyncio.TimeoutError, ValueError) as ex:
            status, headers = type(ex).__name__, {}
        ended = time.monotonic()
        self.seen.append((begun, ended, kind, status, "retry-after" in headers))
        good = status in (200, 201)
        (self.acknowledged if good else self.unknown).update(counts)
        for text in texts:
            self.texts[text] = good

    async def connection(self):
        while self.idle:
            reader, writer = self.idle.pop()
            # The service closes one that nobody has used for a minute.
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def exchange(self, method, path, body):
        reader, writer = await self.connection()
        whole = False
        try:
            data = json.dumps(body).encode() if body else b""
            writer.write(("%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d"
                          "\r\n\r\n" % (method, path, self.port, len(data))).encode() + data)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
            if headers.get("transfer-encoding") == "chunked":
                while size := int(await reader.readline(), 16):
                    await reader.readexactly(size + 2)
                await reader.readline()
            else:
                await reader.readexactly(int(headers.get("content-length", 0)))
            whole = True
            return int(head[0].split(" ")[1]), headers
        finally:
            if whole and headers.get("connection") != "close":
                self.idle.append((reader, writer))
            else:
                writer.close()


async def outages(options, server, load, violation):
    stopped = asyncio.Event()
    running = asyncio.create_task(load.run(options.rate, stopped))
    loop, returns = asyncio.get_running_loop(), []
    # The first seconds warm the service up.
    await asyncio.sleep(5)
    for cycle in range(options.outages):
        await asyncio.sleep(random.uniform(2, 4))
        end = server.kill if cycle % 2 == 0 else server.stop
        down = time.monotonic()
        await loop.run_in_executor(None, end)
        length = (1, 5, 10)[cycle % 3] * random.uniform(0.8, 1.2)
        await asyncio.sleep(length)
        await loop.run_in_executor(None, server.start)
        up = time.monotonic()
        await asyncio.sleep(6)
        wrote = [ended for begun, ended, kind, status, _ in load.seen
                 if ended > up and status in (200, 201) and kind != "read"]
        first = min(wrote) - up if wrote else None
        violation(first is not None and first <= 5, "the first success came %s s after the return" % first)
        during = collections.Counter(status for begun, ended, _, status, _ in load.seen if begun >= down and ended <= up)
        returns.append(first if first is not None else 99)
        print("outage %2d, %s, %4.1f s: first write answered %.2f s after the return; answers meanwhile %s"
              % (cycle + 1, end.__name__, up - down, returns[-1], dict(during)), flush=True)
    await asyncio.sleep(3)
    stopped.set()
    await running
    return returns


def judge(load, base, violation):
    answers = collections.Counter(status for _, _, _, status, _ in load.seen)
    violation(set(answers) <= {200, 201, 503}, "answers %s" % dict(answers))
    bare = sum(1 for seen in load.seen if seen[3] == 503 and not seen[4])
    violation(bare == 0, "%d answers of 503 without Retry-After" % bare)
    longest, kind, status = max((ended - begun, kind, str(status)) for begun, ended, kind, status, _ in load.seen)
    slow = sum(1 for begun, ended, *_ in load.seen if ended - begun > LONGEST)
    violation(longest <= LONGEST, "%d requests took up to %.1f s; the longest, %s, was answered %s"
              % (slow, longest, kind, status))
    uses = {row["prompt_text"]: row["total_uses"] for row in lines(base, "/api/prompts")}
    for prompt, least in load.acknowledged.items():
        most, counted = least + load.unknown[prompt], uses.get(prompt, 0)
        violation(least <= counted <= most, "%s has %d uses, not %d to %d" % (prompt, counted, least, most))
    found = history(base, load.ids)
    lost = [text for text, good in load.texts.items() if good and found.get(text, 0) == 0]
    violation(not lost, "%d acknowledged captions are lost" % len(lost))
    doubled = [text for text, count in found.items() if count > 1]
    violation(not doubled, "%d captions are there twice" % len(doubled))
    batches = collections.defaultdict(set)
    for text in load.texts:
        batches[text.split(" item ")[0]].add(found.get(text, 0))
    halves = [name for name, counts in batches.items() if len(counts) > 1]
    violation(not halves, "%d batches are there by half" % len(halves))
    extra = sum(1 for text, good in load.texts.items() if not good and found.get(text, 0))
    print("%d requests, answered %s, the longest after %.1f s; %d captions and %d uses of prompts acknowledged; %d"
          " captions were saved though not acknowledged"
          % (len(load.seen), dict(answers), longest, sum(load.texts.values()), sum(load.acknowledged.values()), extra))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    arguments(options)
    options.add_argument("--outages", type=int, default=20)
    options.add_argument("--rate", type=float, default=200, help="requests a second")
    options = options.parse_args()
    violation = Violations()
    server = Postgresql(options.postgresql)
    try:
        with tempfile.TemporaryDirectory() as folder:
            service = Service(options, folder, server.url)
            try:
                service.start()
                load = Load(service.port, register(service.base, IMAGES, "outage"))
                returns = asyncio.run(outages(options, server, load, violation))
                judge(load, service.base, violation)
            finally:
                service.stop()
    finally:
        server.remove()
    print("%d outages, first write answered at most %.2f s after the return; %d violations"
          % (options.outages, max(returns), violation.count))
    raise SystemExit(1 if violation.count else 0)


main()
