"""What the load meets: services, peers and the database itself, each as processes that are ended at the end."""
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import meters
import trial

HERE = os.path.dirname(os.path.abspath(__file__))
# Together as many as Tintype's pool has.
PROCESSES, POOL = "2", "10"
# Memory for the rows and no surprise in the middle of a round; writes reach the disk as they do anywhere.
POSTGRESQL = ("shared_buffers=1GB", "jit=off", "random_page_cost=1.1", "max_connections=200", "max_wal_size=8GB",
              "checkpoint_timeout=1h", "autovacuum_naptime=1h")
MODULES = "fastapi, asyncpg, uvicorn, uvloop, httptools, ujson"
PACKAGES = "python3-fastapi python3-asyncpg python3-uvicorn python3-uvloop python3-httptools python3-ujson"


def tell(text):
    """Tells of progress, beside the table."""
    print(text, file=sys.stderr, flush=True)


def url(server, database):
    return "postgresql://postgres@127.0.0.1:%d/%s?sslmode=disable" % (server.port, database)


def psql(server, database, *arguments, timeout=1800):
    done = subprocess.run([server.programs + "/psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", url(server, database),
                           *arguments], capture_output=True, text=True, timeout=timeout)
    if done.returncode:
        raise SystemExit("psql failed on the database %s:\n%s" % (database, done.stderr[-1000:]))
    return done.stdout.strip()


def fill(server, database, images, tintype):
    psql(server, database, "-v", "images=%d" % images, "-v", "tintype=%d" % tintype, "-f", HERE + "/data.sql")


class Target:
    """Something that answers the load: its address, its first process, the database behind it."""

    def __init__(self, name, base, process=None, server=None, database=None):
        self.name, self.base, self.process, self.server, self.database = name, base, process, server, database

    def spent(self):
        return meters.Spent(self.process, self.server and self.server.process())

    def vacuum(self):
        """Leaves no writer the work of those before it."""
        if self.server:
            psql(self.server, self.database, "-c", "VACUUM images")


def tintype(name, options, folder, stack, server=None, database=None, settings=None):
    """A service that runs, with a data folder of its own."""
    folder = os.path.join(folder, name)
    os.makedirs(folder, exist_ok=True)
    service = trial.Service(options, folder, url(server, database) if server else None,
                            dict(options.settings, **(settings or {})))
    stack.callback(service.stop)
    tell("%s is ready after %.1f s" % (name, service.start()))
    return Target(name, service.base, service.process.pid, server, database)


def on_h2(name, options, folder, stack, server, database):
    """A service on the embedded database, with the rows of one on PostgreSQL."""
    archive = os.path.join(folder, name + ".archive")
    home = os.path.join(folder, name)
    os.makedirs(home, exist_ok=True)
    command(options, home, "db", "backup", archive, "--replace", DATABASE_URL=url(server, database))
    command(options, home, "db", "restore", archive)
    os.remove(archive)
    return tintype(name, options, folder, stack)


def command(options, home, *arguments, **settings):
    what = ["-cp", options.classpath, "dev.tintype.TintypeApplication"] if options.classpath else ["-jar", options.jar]
    environment = dict(os.environ, **options.settings, TINTYPE_DATA_DIR=home + "/data", **settings)
    done = subprocess.run(["java", "-Xmx256m", *options.java, *what, *arguments], env=environment, cwd=home,
                          capture_output=True, text=True, timeout=1800)
    if done.returncode:
        raise SystemExit("%s failed:\n%s" % (" ".join(arguments), (done.stdout + done.stderr)[-1000:]))


class Peer:
    """A peer as a process that has others below it."""

    def __init__(self, name, command, folder, port, environment):
        self.name, self.log = name, os.path.join(folder, name + ".log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, env=dict(os.environ, **environment), cwd=folder, stdout=log,
                                            stderr=subprocess.STDOUT)
        self.base = "http://127.0.0.1:%d" % port

    def wait(self):
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.base + "/api/images?per_page=1", timeout=5) as reply:
                    return reply.read()
            except OSError:
                time.sleep(0.1)
        with open(self.log, errors="replace") as log:
            raise SystemExit("The peer %s did not start:\n%s" % (self.name, log.read()[-1000:]))

    def stop(self):
        processes = meters.family(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            pass
        for process in processes:
            try:
                if process != self.process.pid or self.process.returncode is None:
                    os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait(15)


def fastapi(folder, stack, server, database, equal=False):
    """Empty when it is not installed. The equal form saves captions as Tintype does, with rank and history."""
    for python in dict.fromkeys(["/usr/bin/python3", sys.executable]):
        if os.path.exists(python) and not subprocess.run([python, "-c", "import " + MODULES],
                                                         capture_output=True).returncode:
            break
    else:
        tell("Without the peer FastAPI: install the Debian packages " + PACKAGES)
        return []
    port = trial.free_port()
    name = "fastapi-equal" if equal else "fastapi"
    peer = Peer(name, [python, "-m", "uvicorn", "--app-dir", HERE + "/peers/fastapi", "app:app", "--port",
                            str(port), "--workers", PROCESSES, "--loop", "uvloop", "--http", "httptools",
                            "--no-access-log", "--log-level", "warning"], folder, port,
                {"DATABASE_URL": url(server, database), "POOL_SIZE": POOL, "PYTHONDONTWRITEBYTECODE": "1",
                 "EQUAL": "1" if equal else "0"})
    stack.callback(peer.stop)
    peer.wait()
    if equal:
        return [Target(name, peer.base, peer.process.pid, server, database)]
    return [Target(name, peer.base, peer.process.pid, server, database),
            Target("gather", peer.base + "/gather", peer.process.pid, server, database)]


def node_modules(source, folder):
    """Copies a folder with a package.json and installs what it names; tells whether that worked."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    home = os.path.join(folder, os.path.basename(source) + "-node")
    shutil.copytree(source, home, ignore=shutil.ignore_patterns("node_modules"))
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"], cwd=home,
                          capture_output=True, timeout=300)
    return None if done.returncode else home


def fastify(folder, stack, server, database, equal):
    """Empty when it cannot be installed. With its equal form, if that is asked for too."""
    home = node_modules(HERE + "/peers/fastify", folder)
    if not home:
        tell("Without the peer Fastify: install node (20 or later) and npm, which must reach a package registry")
        return []
    found = []
    for name in ("fastify", "fastify-equal") if equal else ("fastify",):
        port = trial.free_port()
        peer = Peer(name, ["node", "server.mjs"], home, port,
                    {"DATABASE_URL": url(server, database), "POOL_SIZE": POOL, "WORKERS": PROCESSES, "PORT": str(port),
                     "NODE_ENV": "production", "EQUAL": "1" if name == "fastify-equal" else "0"})
        stack.callback(peer.stop)
        peer.wait()
        found.append(Target(name, peer.base, peer.process.pid, server, database))
    return found
