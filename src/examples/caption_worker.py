"""Captions the images of a run of Tintype: python3 caption_worker.py http://127.0.0.1:8080 RUN_ID

Replace the function caption() by a call of your model. Any number of workers may run, on any machine.
It needs httpx: apt install python3-httpx, or pip install httpx.
"""
import argparse
import os
import socket
import threading
import time

import httpx


def caption(data, image):
    """Returns the caption of an image: data is a JPEG of at most 1024 pixels. An exception is reported as a failure."""
    return "a picture named " + image["filename"]


def send(client, path, body):
    """Posts JSON, and tries again while the service cannot be reached or is busy."""
    for attempt in range(60):
        try:
            answer = client.post(path, json=body)
            if answer.status_code not in (429, 503):
                answer.raise_for_status()
                return answer
        except httpx.TransportError:
            pass
        time.sleep(min(30, 1 + attempt))
    raise SystemExit("The service cannot be reached.")


def keep(client, worker, lease, ended):
    """Extends the leases, so that a slow model keeps its images."""
    while not ended.wait(lease / 3):
        send(client, "heartbeat", {"worker": worker, "lease_seconds": lease})


def results(client, base, images, wants_data):
    for image in images:
        try:
            data = b""
            if wants_data:
                answer = client.get(base + "/api/images/%s/thumbnail?size=1024&format=jpeg" % image["image_id"])
                answer.raise_for_status()
                data = answer.content
            yield {"image_id": image["image_id"], "caption": caption(data, image)}
        except Exception as error:
            yield {"image_id": image["image_id"], "error": repr(error)}


def work(options):
    path = "%s/api/captions/runs/%s/" % (options.base.rstrip("/"), options.run)
    with httpx.Client(base_url=path, timeout=60) as client:
        ended = threading.Event()
        threading.Thread(target=keep, args=(client, options.worker, options.lease, ended), daemon=True).start()
        while True:
            body = {"worker": options.worker, "limit": options.limit, "lease_seconds": options.lease}
            answer = send(client, "claims", body)
            claimed = answer.json()
            if claimed["items"]:
                found = list(results(client, options.base, claimed["items"], not options.no_data))
                send(client, "results", {"worker": options.worker, "results": found})
            elif claimed["state"] in ("finished", "cancelled"):
                ended.set()
                return
            else:
                time.sleep(float(answer.headers.get("Retry-After", 1)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("run")
    parser.add_argument("--worker", default="%s-%d" % (socket.gethostname(), os.getpid()))
    parser.add_argument("--limit", type=int, default=20, help="the images of a claim")
    parser.add_argument("--lease", type=int, default=600, help="in seconds; extended while the worker runs")
    parser.add_argument("--no-data", action="store_true", help="do not load the pictures")
    work(parser.parse_args())
