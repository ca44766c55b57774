"""Many open connections, and requests on all of them in turn.

    python3 src/bench/connections.py --url http://127.0.0.1:8080 --connections 10000 --seconds 30

Opens the connections and keeps them open. Then it sends small requests at a fixed rate, each on the connection that has
been idle longest, and prints the times. The script needs as many open files as connections (ulimit -n), and so does the
service. The exit status is 1 if a connection or a request failed.
"""
import argparse
import asyncio
import collections
import sys
import time
import urllib.parse

REQUEST = b"GET /api/images?per_page=1&count=none HTTP/1.1\r\nHost: localhost\r\n\r\n"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=300, help="requests a second")
    parser.add_argument("--seconds", type=int, default=30)
    return parser.parse_args()


async def ask(reader, writer):
    writer.write(REQUEST)
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
    length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    await asyncio.wait_for(reader.readexactly(length), 30)
    return head.startswith(b"HTTP/1.1 200")


async def main(options):
    url = urllib.parse.urlsplit(options.url)
    idle, failed, times = collections.deque(), 0, []
    for start in range(0, options.connections, 200):
        opened = await asyncio.gather(
            *(asyncio.open_connection(url.hostname, url.port or 80)
              for _ in range(min(200, options.connections - start))), return_exceptions=True)
        failed += sum(isinstance(one, BaseException) for one in opened)
        idle.extend(one for one in opened if not isinstance(one, BaseException))
    print(f"{len(idle)} connections are open, {failed} failed")

    async def one():
        nonlocal failed
        connection = idle.popleft()
        began = time.monotonic()
        try:
            failed += not await ask(*connection)
            times.append(time.monotonic() - began)
            idle.append(connection)
        except (OSError, EOFError, ValueError, asyncio.TimeoutError, asyncio.IncompleteReadError):
            failed += 1

    tasks, begin = set(), time.monotonic()
    for n in range(options.rate * options.seconds):
        await asyncio.sleep(max(0.0, begin + n / options.rate - time.monotonic()))
        if idle:
            task = asyncio.create_task(one())
            tasks.add(task)
            task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    times.sort()
    rank = lambda part: times[min(len(times) - 1, int(part * len(times)))] * 1000
    print(f"{len(times)} requests: p50 {rank(0.5):.1f} ms, p99 {rank(0.99):.1f} ms, at most {times[-1] * 1000:.1f} ms; "
          f"{failed} failed")
    for _, writer in idle:
        writer.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(arguments())))
