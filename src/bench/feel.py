"""What a user of one instance feels: start, registering, batches, thumbnails, long streams. See README.md."""
import argparse
import http.client
import json
import os
import random
import re
import socket
import struct
import subprocess
import tempfile
import threading
import time
import urllib.request
import zlib

JSON = {"Content-Type": "application/json"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(base, path, body=None, headers=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, dict(JSON, **(headers or {})), method=method)
    with urllib.request.urlopen(request, timeout=600) as reply:
        return json.load(reply)


def timed(work):
    begun = time.monotonic()
    result = work()
    return time.monotonic() - begun, result


def png(width, height, seed):
    """A small picture of noise, written by hand so that nothing need be installed."""
    noise = random.Random(seed)
    rows = b"".join(b"\0" + noise.randbytes(width * 3) for _ in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def start(options, folder, port):
    environment = dict(os.environ, SERVER_PORT=str(port), TINTYPE_DATA_DIR=folder + "/data",
                       TINTYPE_IMAGES_ROOTS=folder + "/photos")
    if options.database_url:
        environment["DATABASE_URL"] = options.database_url
    return subprocess.Popen(["java", "-Xmx256m", *options.java, "-jar", options.jar], env=environment,
                            stdout=subprocess.DEVNULL)


def until_ready(base):
    while True:
        try:
            if call(base, "/actuator/health/readiness")["status"] == "UP":
                return
        except OSError:
            time.sleep(0.02)


def one_by_one(base, ids):
    connection = http.client.HTTPConnection(base[7:], timeout=30)
    for image_id in ids:
        connection.request("GET", "/api/images/%s/path" % image_id)
        connection.getresponse().read()


def heap(base):
    with urllib.request.urlopen(base + "/actuator/prometheus", timeout=60) as reply:
        found = re.findall(r'^jvm_memory_used_bytes\{area="heap".*?\} ([\d.E+]+)$', reply.read().decode(), re.M)
    return sum(map(float, found)) / (1 << 20)


def million(base, rows):
    ids = []
    took = 0
    for begun in range(0, rows, 10_000):
        files = [{"filename": "f%07d.jpg" % n} for n in range(begun, min(rows, begun + 10_000))]
        seconds, answer = timed(lambda: call(base, "/api/images/register-files", {"files": files}))
        took += seconds
        ids += answer["image_ids"]
    print("%d files registered beforehand: %.0f a second" % (rows, rows / took))
    peak = [0.0]
    watching = threading.Event()

    def watch():
        while not watching.wait(1):
            peak[0] = max(peak[0], heap(base))
    watcher = threading.Thread(target=watch)
    watcher.start()
    seconds, lines = timed(lambda: save_stream(base, ids))
    print("%d captions in as NDJSON: %.0f a second, %d answered, heap at most %.0f MB" % (rows, rows / seconds, lines, peak[0]))
    peak[0] = 0
    request = urllib.request.Request(base + "/api/images", headers={"Accept": "application/x-ndjson"})
    begun, first, seen = time.monotonic(), None, 0
    with urllib.request.urlopen(request, timeout=600) as reply:
        for _ in reply:
            first = first or time.monotonic() - begun
            seen += 1
    print("%d images out as NDJSON: %.0f a second, first after %.0f ms, heap at most %.0f MB"
          % (seen, seen / (time.monotonic() - begun), first * 1000, peak[0]))
    watching.set()
    watcher.join()


def save_stream(base, ids):
    """Sends and reads at once, as a client of a stream must."""
    host, port = base[7:].split(":")
    with socket.create_connection((host, int(port)), timeout=600) as connection:
        connection.sendall(b"POST /api/captions HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-ndjson\r\n"
                           b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" % base[7:].encode())

        def send():
            for begun in range(0, len(ids), 500):
                part = "".join('{"image_id":"%s","caption":"caption number %d of a long stream"}\n' % (image_id, begun + n)
                               for n, image_id in enumerate(ids[begun:begun + 500])).encode()
                connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
            connection.sendall(b"0\r\n\r\n")
        sender = threading.Thread(target=send)
        sender.start()
        lines = 0
        while received := connection.recv(1 << 16):
            lines += received.count(b'"saved"')
        sender.join()
    return lines


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jar", default="target/tintype.jar")
    options.add_argument("--database-url", help="of an empty PostgreSQL database; else H2")
    options.add_argument("--photo", help="a large JPEG for the first thumbnail")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--java", action="append", default=[], help="a further option of the JVM")
    options = options.parse_args()
    port = free_port()
    base = "http://127.0.0.1:%d" % port
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/photos/small")
        for n in range(10_000):
            with open("%s/photos/small/%05d.png" % (folder, n), "wb") as file:
                file.write(png(32, 24, n))
        process = None
        try:
            begun = time.monotonic()
            process = start(options, folder, port)
            until_ready(base)
            print("start to ready: %.1f s" % (time.monotonic() - begun))
            if options.photo:
                os.makedirs(folder + "/photos/large")
                os.link(options.photo, folder + "/photos/large/photo.jpg")
                image = call(base, "/api/images/register-folder", {"folder_path": folder + "/photos/large"})["images"][0]
                for which in ("first", "second"):
                    size = 512 if which == "first" else 1024
                    seconds, _ = timed(lambda: urllib.request.urlopen(
                        "%s/api/images/%s/thumbnail?size=%d" % (base, image["image_id"], size), timeout=60).read())
                    print("%s thumbnail of %d x %d: %.0f ms" % (which, image["width"], image["height"], seconds * 1000))
            for state in ("new", "unchanged"):
                seconds, answer = timed(lambda: call(base, "/api/images/register-folder",
                                                     {"folder_path": folder + "/photos/small"}))
                print("10,000 small pictures, %s: %.0f a second" % (state, answer["total"] / seconds))
            ids = [image["image_id"] for image in answer["images"]][:100]
            for _ in range(5):
                turn, _ = timed(lambda: one_by_one(base, ids))
                batch, _ = timed(lambda: call(base, "/api/images/paths", {"image_ids": ids}))
            print("100 paths: one batch is %.0f times faster than one request an id" % (turn / batch))
            million(base, options.rows)
        finally:
            if process:
                process.terminate()
                process.wait(60)


main()
