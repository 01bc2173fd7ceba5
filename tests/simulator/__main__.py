"""`python -m tests.simulator [SEED] [--seeds N] [--commands N]`: play, and print what was asked and what came of it."""

import argparse
import time

from tests.simulator.play import COMMANDS, Tally, open_office, play
from tests.simulator.summary import lines
from yajian.journal.refold import digest


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m tests.simulator")
    wanted.add_argument("seed", type=int, nargs="?", default=0, help="the first seed")
    wanted.add_argument("--seeds", type=int, default=1, help="how many seeds from there")
    wanted.add_argument("--commands", type=int, default=COMMANDS, help="how many commands of each")
    wanted.add_argument(
        "--state", action="store_true", help="print the digest of each seed's state, nothing else"
    )
    said = wanted.parse_args()
    seeds = range(said.seed, said.seed + said.seeds)
    if said.state:
        for seed in seeds:
            print(seed, digest(open_office(seed, said.commands).programme))
        return
    whole, started = Tally(), time.process_time()
    for seed in seeds:
        whole.add(play(seed, said.commands))
    print("\n".join(lines(whole)))
    print(f"{whole.commands / (time.process_time() - started):,.0f} commands a second")


if __name__ == "__main__":
    main()
