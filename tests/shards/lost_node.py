"""Run by a test in a process of its own: codes on a cluster of two machines, one of which is taken away meanwhile.

    lost_node.py FOLDER INPUT...

The machine that meets report r7 hangs until it is taken away; what is printed is what became of it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import ray
import sharded
from ray.cluster_utils import Cluster

from onrecord.batch import open_engine
from onrecord.shards import Folder, adding, code_in_shards, coded_lines


def _take_away_who_lingers(cluster: Cluster, flag: Path) -> None:
    while not flag.exists() or not flag.read_text():
        time.sleep(0.1)
    lost = next(node for node in cluster.worker_nodes if node.node_id == flag.read_text())
    cluster.remove_node(lost, allow_graceful=False)


def main() -> None:
    place, *inputs = sys.argv[1:]
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        cluster.add_node(num_cpus=1)
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    ray.init(address=cluster.address, runtime_env={"env_vars": {"PYTHONPATH": path}})
    adding.code_shard = sharded.linger_once
    threading.Thread(target=_take_away_who_lingers, args=(cluster, Path(place) / "lingering"), daemon=True).start()
    folder = Folder(place)
    with open_engine("ray", 2) as engine:
        names = code_in_shards(folder, inputs, engine, size=10)
    machines = sum(node["Alive"] for node in ray.nodes())
    (Path(place) / "lines").write_bytes(b"".join(coded_lines(folder, names)))
    sys.stdout.write(f"{machines} machines left\n")
    ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main()
