"""Chromium 90, which the browsers of many offices still are: `.venv/bin/python bootstrap/chromium.py` prints where it is.

Fetched once for the tests, from the package of requirements/chromium.txt, whose digest must fit; kept for all working
copies of whoever runs them. Standard library, and the program that Playwright brings to unpack what Brotli packed.
"""

import hashlib
import importlib.util
import os
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bootstrap import prepare
from bootstrap.prepare import Trouble

INSIDE = "package/bin/chromium.br"
UNPACK = """const [packed, unpacked] = process.argv.slice(1), fs = require("fs");
require("stream").pipeline(fs.createReadStream(packed), require("zlib").createBrotliDecompress(),
  fs.createWriteStream(unpacked, {mode: 0o755}), error => { if (error) throw error; });"""


def main() -> int:
    try:
        print(obtain())
    except (Trouble, OSError, tarfile.TarError, subprocess.CalledProcessError) as error:
        return prepare.say(f"测试用的 Chromium 90 没有备好：{error}\n{WITHOUT_NETWORK}", code=1)
    return 0


def obtain() -> Path:
    """The program, at once when it is there."""
    package, version, digest = pinned()
    chromium = folder() / f"chromium-{digest[:16]}"
    if not chromium.is_file():
        if platform.machine() != "x86_64":
            raise Trouble(f"它只有 x86_64 的，本机是 {platform.machine()}")
        with prepare.only_one_at_a_time():
            if not chromium.is_file():
                unpack(packed(package, version), digest, chromium)
    return chromium


def pinned() -> tuple[str, str, str]:
    lock = prepare.lock_file("chromium").read_text("utf-8")
    found = re.search(r"^([\w-]+)==([\d.]+) \\\n\s+--hash=sha512:([0-9a-f]{128})$", lock, re.MULTILINE)
    assert found, "requirements/chromium.txt pins no package"
    return found[1], found[2], found[3]


def folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yajian"
    cache.mkdir(parents=True, exist_ok=True)
    return cache


def packed(package: str, version: str) -> bytes:
    """The package, from the folder of wheels where one is named, else from the registry npm would ask."""
    name = f"{package}-{version}.tgz"
    wheels = prepare.wheels_folder()
    if wheels is not None:
        return (wheels / name).read_bytes()
    prepare.say(f"正在下载测试用的 Chromium 90（{name}，约 47 MB，只下载一次）……")
    address = registry()
    return prepare.fetch(f"{address}/{package}/-/{name}", address)[0]


def registry() -> str:
    """Where npm would ask: it takes its settings from the environment in either case of letters."""
    named = [value for name, value in os.environ.items() if name.lower() == "npm_config_registry" and value]
    return (named[0] if named else "https://registry.npmjs.org").rstrip("/")


def unpack(package: bytes, digest: str, chromium: Path) -> None:
    found = hashlib.sha512(package).hexdigest()
    if found != digest:
        raise Trouble(f"软件包的校验和 {found} 与 requirements/chromium.txt 不符，已弃用")
    with tempfile.TemporaryDirectory(dir=chromium.parent) as name:
        held = Path(name)
        (held / "package.tgz").write_bytes(package)
        with tarfile.open(held / "package.tgz") as archive:
            inside = archive.extractfile(INSIDE)
            assert inside is not None
            (held / "chromium.br").write_bytes(inside.read())
        subprocess.run([unpacker(), "-e", UNPACK, held / "chromium.br", held / "chromium"], check=True)
        (held / "chromium").replace(chromium)


def unpacker() -> Path:
    playwright = importlib.util.find_spec("playwright")
    if playwright is None or playwright.origin is None:
        raise Trouble("先输入 ./test --version 备好测试环境")
    return Path(playwright.origin).parent / "driver" / "node"


WITHOUT_NETWORK = (
    "有内部镜像：NPM_CONFIG_REGISTRY=镜像地址 ./test\n"
    "没有：在能上网的机器上输入 npm pack chrome-aws-lambda@8.0.2，把得到的文件放进 YAJIAN_WHEELS 所指的文件夹"
)

if __name__ == "__main__":
    sys.exit(main())
