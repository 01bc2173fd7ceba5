"""(f) Memory: what an office with 50,000 ovens takes of the machine, in a process of its own."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import given, start
from bench.measuring import Line, Say, Scale, in_a_process
from yajian.journal.home import Home

AIM_MIB = 1024
HOW = {
    "replay": "opened by replay",
    "snapshot": "opened from a snapshot",
    "all read": "opened from a snapshot, every value read",
}


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    facts = scale.size(1_000_000, 30_000, 400)
    ovens = facts // given.FACTS_AN_OVEN
    home = given.journal(scale.folder, ovens, say)
    start.keep(home)
    bare = _measured(home, "nothing")[0]
    for how, words in HOW.items():
        now, peak = _measured(home, how)
        yield Line(
            row="f",
            what=f"{ovens:,} ovens, {facts:,} facts, {words}; beside the program with no books open",
            ours=f"{now} MiB, at most {peak} MiB",
            peer=f"{bare} MiB",
            ratio=f"{(now - bare) * 2**20 / facts:.0f} bytes a fact",
            aim=f"≤ {AIM_MIB} MiB" if scale.name == "full" else "",
            met=peak <= AIM_MIB if scale.name == "full" else None,
        )


def _measured(home: Home, how: str) -> tuple[int, int]:
    now, peak = in_a_process("bench.memory", str(home.root), how).split()
    return int(now), int(peak)


def _hold(home: Home, how: str) -> object:
    match how:
        case "replay" | "snapshot":
            return start.opened(home, snapshot=how == "snapshot")
        case "all read":
            return start.all_read(home)
        case _:
            return None


if __name__ == "__main__":
    held = _hold(Home(Path(sys.argv[1])), sys.argv[2])
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    print(*(int(said[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM")))
