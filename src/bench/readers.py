"""Slow readers of a listing, and small requests beside them.

    python3 src/bench/readers.py --url http://127.0.0.1:8080 --rows 1000000 --readers 200 --seconds 300

Registers names until the service has so many rows, then lets the readers take the listing as NDJSON at 10 kB/s each,
with a small receive window. Meanwhile it sends 50 small requests a second, and asks for the memory every second. Start
the service with -Xmx256m -Dio.netty.maxDirectMemory=0: Netty's direct memory then shows in the metrics of the JVM.
The exit status is 1 if a small request failed, the heap went over 200 MB after a collection or the direct memory over 64 MB.
"""
import argparse
import asyncio
import http.client
import json
import re
import socket
import sys
import time
import urllib.parse
import urllib.request

CHUNK = 10_000
BYTES_PER_SECOND = 10_000
MB = 1 << 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--warmup", type=int, default=20)
    return parser.parse_args()


def register(host, port, rows):
    connection = http.client.HTTPConnection(host, port, timeout=120)
    connection.request("GET", "/api/images?per_page=1")
    there = json.load(connection.getresponse())["total"]
    for start in range(there, rows, CHUNK):
        files = [{"filename": f"row{i:07d}.png"} for i in range(start, min(start + CHUNK, rows))]
        connection.request("POST", "/api/images/register-files", json.dumps({"files": files}),
                           {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            sys.exit(f"register-files: {answer.status}")


def memory(url):
    text = urllib.request.urlopen(url + "/actuator/prometheus", timeout=30).read().decode()
    # What outlives a collection: between two of them the heap fills with garbage, whatever its size.
    heap = float(re.search(r"^jvm_gc_live_data_size_bytes (\S+)", text, re.MULTILINE).group(1))
    direct = float(re.search(r'jvm_buffer_memory_used_bytes\{id="direct"\} (\S+)', text).group(1))
    streams = re.search(r"^tintype_stream_memory_bytes (\S+)", text, re.MULTILINE)
    return heap / MB, direct / MB, float(streams.group(1)) / MB if streams else 0.0


class Bench:
    def __init__(self, options):
        url = urllib.parse.urlsplit(options.url)
        self.options, self.host, self.port = options, url.hostname, url.port or 80
        self.failed = 0

    async def small(self, times):
        start = time.monotonic()
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(self.host, self.port), 30)
            writer.write(b"GET /api/images?per_page=1&count=none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            head = await asyncio.wait_for(reader.readline(), 30)
            self.failed += b" 200" not in head
            writer.close()
        except (OSError, asyncio.TimeoutError):
            self.failed += 1
        times.append(time.monotonic() - start)

    async def read(self, stop):
        loop, client = asyncio.get_running_loop(), socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await loop.sock_connect(client, (self.host, self.port))
        await loop.sock_sendall(client, b"GET /api/images?sort=filename HTTP/1.1\r\nHost: localhost\r\n"
                                        b"Accept: application/x-ndjson\r\n\r\n")
        while time.monotonic() < stop and await loop.sock_recv(client, BYTES_PER_SECOND // 10):
            await asyncio.sleep(0.1)
        client.close()

    async def measure(self, what, seconds):
        times, tasks, figures, end = [], [], [], time.monotonic() + seconds
        asked = time.monotonic()
        while time.monotonic() < end:
            tasks.append(asyncio.create_task(self.small(times)))
            if time.monotonic() - asked > 1:
                asked = time.monotonic()
                figures.append(await asyncio.to_thread(memory, self.options.url))
            await asyncio.sleep(0.02)
        await asyncio.gather(*tasks)
        times.sort()
        heap, direct, streams = (max(column) for column in zip(*figures))
        print(f"{what}: p50 {times[len(times) // 2] * 1000:.1f} ms, p95 {times[int(len(times) * .95)] * 1000:.1f} ms, "
              f"worst {times[-1] * 1000:.0f} ms, failed {self.failed}; at most {heap:.0f} MB heap after collections, {direct:.0f} MB direct, "
              f"{streams:.1f} MB of streams", flush=True)
        return heap, direct

    async def run(self):
        await self.measure("warm-up", self.options.warmup)
        await self.measure("alone", 15)
        stop = time.monotonic() + self.options.seconds
        slow = [asyncio.create_task(self.read(stop)) for _ in range(self.options.readers)]
        worst = []
        while time.monotonic() < stop:
            worst.append(await self.measure(f"beside {self.options.readers} readers", 15))
        await asyncio.gather(*slow, return_exceptions=True)
        await self.measure("afterwards", 15)
        return self.failed == 0 and max(h for h, _ in worst) < 200 and max(d for _, d in worst) < 64


def main():
    options = arguments()
    bench = Bench(options)
    register(bench.host, bench.port, options.rows)
    sys.exit(0 if asyncio.run(bench.run()) else 1)


if __name__ == "__main__":
    main()
