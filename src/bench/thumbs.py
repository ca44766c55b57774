"""Thumbnails of 12-megapixel JPEGs: Tintype over HTTP beside sharp, with one and two at once. See README.md."""
import argparse
import contextlib
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import meters
import report
import targets
import trial

PICTURES = 12
# More than can be made in a second here: a thumbnail that was made once is stored, and each link is asked for once.
LINKS_A_SECOND = 150


def photographs(folder):
    os.makedirs(folder)
    subprocess.run(["java", "-Djava.awt.headless=true", targets.HERE + "/thumbs/Photographs.java", folder,
                    str(PICTURES)], check=True, timeout=300)
    sizes = [os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)]
    print("%d pictures of 4000 x 3000 pixels, %.2f MB each on average\n" % (PICTURES, statistics.mean(sizes) / 1e6),
          flush=True)


def links(source, folder, count):
    """As many files as there are thumbnails to be made, without the bytes of as many."""
    os.makedirs(folder)
    names = sorted(os.listdir(source))
    for number in range(count):
        os.link(os.path.join(source, names[number % PICTURES]), "%s/%05d.jpg" % (folder, number))


def sharp(home, folder, workers, seconds):
    done = subprocess.run(["node", "sharp.mjs", folder, str(workers), str(seconds)], cwd=home, capture_output=True,
                          text=True, timeout=seconds + 60, check=True)
    return json.loads(done.stdout)


def tintype(target, folder, workers, seconds):
    """Asks for thumbnails that were never made, each client for one after the other."""
    request = urllib.request.Request(target.base + "/api/images?confirm=all", method="DELETE")
    urllib.request.urlopen(request, timeout=120).read()
    trial.call(target.base, "/api/images/register-folder", {"folder_path": folder})
    with urllib.request.urlopen(urllib.request.Request(target.base + "/api/images?sort=filename",
                                                       headers=trial.NDJSON), timeout=120) as reply:
        waiting = iter([json.loads(line)["image_id"] for line in reply])
    sizes, wrong, lock = [], [], threading.Lock()
    begun = time.monotonic()

    def ask():
        connection = http.client.HTTPConnection(target.base[7:], timeout=60)
        while time.monotonic() < begun + seconds:
            with lock:
                image_id = next(waiting, None)
            if image_id is None:
                break
            connection.request("GET", "/api/images/%s/thumbnail?size=512" % image_id)
            reply = connection.getresponse()
            body = reply.read()
            (sizes if reply.status == 200 and body[8:12] == b"WEBP" else wrong).append(len(body))
        connection.close()
    with target.spent() as spent:
        threads = [threading.Thread(target=ask, daemon=True) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 120)
        took = time.monotonic() - begun
    if wrong or not sizes:
        raise SystemExit("%d thumbnails were answered, and %d wrong answers" % (len(sizes), len(wrong)))
    return {"made": len(sizes), "bytes": sum(sizes), "seconds": took, "processor": spent.seconds[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    trial.arguments(parser)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6)
    options = parser.parse_args()
    options.settings = {}
    signal.signal(signal.SIGALRM, lambda number, frame: sys.exit("it takes too long"))
    signal.alarm(600 + 8 * (options.rounds + 1) * (options.seconds + 10))
    runs = {}
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tintype-bench-"))
        photographs(folder + "/pictures")
        links(folder + "/pictures", folder + "/links", LINKS_A_SECOND * options.seconds)
        home = targets.node_modules(targets.HERE + "/thumbs", folder)
        if not home:
            targets.tell("Without sharp: install node (20 or later) and npm, which must reach a package registry")
        target = targets.tintype("tintype", options, folder, stack, settings={"TINTYPE_IMAGES_ROOTS": folder})
        makers = {"tintype": lambda *load: tintype(target, folder + "/links", *load)}
        if home:
            makers["sharp"] = lambda *load: sharp(home, folder + "/pictures", *load)
        for number in range(options.rounds + 1):
            for workers in (1, 2):
                for name in sorted(makers, reverse=number % 2 == 1):
                    run = makers[name](workers, options.seconds)
                    if number:
                        runs.setdefault((workers, name), []).append(run)
        held = meters.memory(target.process)
    report.head(("at once", "who"), ("images a second", "× sharp", "processor ms an image", "bytes"))
    for (workers, name), of in sorted(runs.items()):
        rate, spent, size = (statistics.median(run[above] / run[below] for run in of) for above, below in
                             (("made", "seconds"), ("processor", "made"), ("bytes", "made")))
        beside = [run["made"] / run["seconds"] for run in runs.get((workers, "sharp"), [])]
        ratio = report.number(rate / statistics.median(beside)) if beside else ""
        report.row(workers, name, report.number(rate), ratio, report.number(spent * 1000), "%.0f" % size)
    print("\nTintype held %.0f MB resident." % held[1])


main()
