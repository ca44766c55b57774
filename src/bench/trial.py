"""What the kill trials share: a service and a PostgreSQL of their own, and reading back what was saved."""
import argparse
import glob
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile

JSON = {"Content-Type": "application/json"}
NDJSON = {"Accept": "application/x-ndjson"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(base, path, body=None, headers=None, timeout=120):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, dict(JSON, **(headers or {})))
    with urllib.request.urlopen(request, timeout=timeout) as reply:
        return json.load(reply)


def lines(base, path):
    with urllib.request.urlopen(urllib.request.Request(base + path, headers=NDJSON), timeout=120) as reply:
        return [json.loads(line) for line in reply if line.strip()]


def register(base, count, prefix):
    files = [{"filename": "%s-%05d.jpg" % (prefix, n)} for n in range(count)]
    return call(base, "/api/images/register-files", {"files": files})["image_ids"]


def history(base, image_ids):
    """How often each text is in the history of the images."""
    found = {}
    for image_id in image_ids:
        for row in lines(base, "/api/images/%s/captions" % image_id):
            found[row["text"]] = found.get(row["text"], 0) + 1
    return found


class Service:
    """The jar, or the classes of a class path, as a process that can be killed."""

    def __init__(self, options, folder, database_url=None, settings=None):
        self.options, self.folder, self.process = options, folder, None
        self.port = free_port()
        self.base = "http://127.0.0.1:%d" % self.port
        self.environment = dict(os.environ, SERVER_PORT=str(self.port), TINTYPE_DATA_DIR=folder + "/data",
                                **(settings or {}))
        if database_url:
            self.environment["DATABASE_URL"] = database_url

    def start(self, patience=300):
        """Starts it, and tells how many seconds it took to be ready."""
        begun = time.monotonic()
        what = (["-cp", self.options.classpath, "dev.tintype.TintypeApplication"] if self.options.classpath
                else ["-jar", self.options.jar])
        with open(self.folder + "/service.log", "ab") as log:
            self.process = subprocess.Popen(["java", "-Xmx256m", *self.options.java, *what], env=self.environment,
                                            stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)
        while time.monotonic() - begun < patience:
            if self.process.poll() is not None:
                raise SystemExit("The service ended at its start:\n" + self.last_words())
            try:
                if call(self.base, "/actuator/health/readiness", timeout=5)["status"] == "UP":
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.02)
        raise SystemExit("The service was not ready in %d s:\n%s" % (patience, self.last_words()))

    def last_words(self):
        with open(self.folder + "/service.log", errors="replace") as log:
            return "".join(log.readlines()[-15:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()


def integrity(options, service, violation):
    """The command db integrity must find nothing."""
    what = (["-cp", options.classpath, "dev.tintype.TintypeApplication"] if options.classpath
            else ["-jar", options.jar])
    done = subprocess.run(["java", "-Xmx256m", *options.java, *what, "db", "integrity", "--deep"], cwd=service.folder,
                          env=service.environment, capture_output=True, text=True, timeout=600)
    violation(done.returncode == 0, "db integrity found:\n" + (done.stdout + done.stderr)[-3000:])


class Postgresql:
    """A server in a folder of its own. It refuses to run as root, so root runs it as the user postgres."""

    # What a killed process has written is not lost, so that a trial need not wait for the disk.
    def __init__(self, programs=None, settings=("fsync=off",)):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        self.programs = programs or (found[-1] if found else None)
        if not self.programs:
            raise SystemExit("No PostgreSQL is installed: name its folder of programs with --postgresql")
        self.settings = "".join(" -c " + setting for setting in settings)
        self.folder = tempfile.mkdtemp(prefix="tintype-trial-")
        self.data = self.folder + "/data"
        self.port = free_port()
        self.url = "postgresql://postgres@127.0.0.1:%d/postgres?sslmode=disable" % self.port
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", self.folder], check=True)
        try:
            self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
            self.start()
        except BaseException:
            self.remove()
            raise

    def run(self, program, *arguments, check=True):
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        # Not to a pipe, which the server would keep open.
        with open(os.devnull, "r+b") as nothing:
            return subprocess.run([*user, self.programs + "/" + program, *arguments], check=check, cwd="/",
                                  stdin=nothing, stdout=nothing, stderr=nothing).returncode == 0

    def start(self):
        # A server that was just killed may still hold its shared memory for a moment, and the next one then refuses
        # to start.
        for attempt in range(30):
            if self.run("pg_ctl", "-D", self.data, "-l", self.folder + "/log", "-w", "-t", "300", "-o",
                        "-p %d%s -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
                        % (self.port, self.settings), "start", check=attempt == 29):
                return
            time.sleep(0.2)

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop", check=False)

    def process(self):
        """The first of its processes."""
        with open(self.data + "/postmaster.pid") as file:
            return int(file.readline())

    def kill(self):
        """Kills the server and all that it has started."""
        postmaster = self.process()
        processes = [postmaster, *children(postmaster)]
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        while any(os.path.exists("/proc/%d" % process) and not is_zombie(process) for process in processes):
            time.sleep(0.01)

    def remove(self):
        self.stop()
        subprocess.run(["rm", "-rf", self.folder], check=True)


def stat(process):
    with open("/proc/%d/stat" % process) as file:
        return file.read().rsplit(")", 1)[1].split()


def children(parent):
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if int(stat(int(name))[1]) == parent:
                found.append(int(name))
        except OSError:
            pass
    return found


def is_zombie(process):
    try:
        return stat(process)[0] == "Z"
    except OSError:
        return True


class InPlaceOfDefault(argparse.Action):
    """Collects values; the first takes the place of the default."""

    def __call__(self, parser, namespace, value, option=None):
        before = getattr(namespace, self.dest)
        setattr(namespace, self.dest, [value] if before is self.default else [*before, value])


def arguments(parser):
    """Adds the options of all trials."""
    # So that a trial that is ended leaves no server behind.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("ended"))
    parser.add_argument("--jar", default="target/tintype.jar", type=os.path.abspath)
    parser.add_argument("--classpath", help="instead of the jar")
    parser.add_argument("--java", action=InPlaceOfDefault, default=["-XX:+UseSerialGC", "-XX:Tier3DelayOn=0"],
                        help="an option of the JVM, in place of those that the README recommends")
    parser.add_argument("--postgresql", help="the folder of initdb, pg_ctl and postgres")


def h2_library(options, folder):
    """The file of H2's classes that the service itself uses."""
    if options.classpath:
        return next(path for path in options.classpath.split(":") if os.path.basename(path).startswith("h2-"))
    with zipfile.ZipFile(options.jar) as jar:
        name = next(name for name in jar.namelist() if os.path.basename(name).startswith("h2-"))
        return jar.extract(name, folder)


class Violations:
    """What must not have happened, told at once and counted."""

    def __init__(self):
        self.count = 0

    def __call__(self, condition, text):
        if not condition:
            self.count += 1
            print("VIOLATION: " + text, flush=True)
