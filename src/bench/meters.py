"""Processor time and memory of processes and all that they have started, from /proc."""
import os

from trial import stat

TICKS = os.sysconf("SC_CLK_TCK")


def family(root):
    """A process and all below it."""
    below = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            below.setdefault(int(stat(int(name))[1]), []).append(int(name))
        except OSError:
            pass
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += below.get(process, [])
    return found


def processor_seconds(root):
    """Spent by a process and all below it, those that have ended among them."""
    ticks = 0
    for process in family(root):
        try:
            ticks += sum(map(int, stat(process)[11:15]))
        except OSError:
            pass
    return ticks / TICKS


def memory(root):
    """MB: the proportional and the resident size of a process and all below it."""
    sizes = {"Pss:": 0, "Rss:": 0}
    for process in family(root):
        try:
            with open("/proc/%d/smaps_rollup" % process) as file:
                for line in file:
                    name = line.split(None, 1)[0]
                    if name in sizes:
                        sizes[name] += int(line.split()[1])
        except OSError:
            pass
    return sizes["Pss:"] / 1024, sizes["Rss:"] / 1024


class Spent:
    """The processor time that each of some families spends within a block."""

    def __init__(self, *roots):
        self.roots = roots

    def __enter__(self):
        self.before = [processor_seconds(root) if root else 0 for root in self.roots]
        return self

    def __exit__(self, *failure):
        self.seconds = [processor_seconds(root) - before if root else 0
                        for root, before in zip(self.roots, self.before)]
