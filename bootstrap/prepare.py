"""Prepares .venv from the hashed lock: `python3 bootstrap/prepare.py run|dev|bench`. Standard library only."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this one file is started by whatever python3 the machine has
    sys.exit(
        "本机的 Python " + sys.version.split()[0] + " 太旧，压减需要 3.11 或更新的版本（Debian 12 自带）。\n"
        "装好后指给它，例如：YAJIAN_PYTHON=/usr/bin/python3.11 ./run"
    )

import base64
import configparser
import fcntl
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import HTTPSHandler, Request, build_opener

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "yajian-stamp.json"  # written last: an environment without it is rebuilt
TOOLS = ROOT / ".uv"
PROFILES = {"run": ("run",), "dev": ("run", "dev"), "bench": ("run", "dev", "bench")}  # each holds the last
COMMANDS = {"run": "./run", "dev": "./test", "bench": "./run bench"}
SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


class Trouble(Exception):
    """Something outside the program stands in the way; the text says what."""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in PROFILES:
        return say("用法：python3 bootstrap/prepare.py run|dev|bench", code=2)
    try:
        prepare(arguments[0])
    except KeyboardInterrupt:
        return say("已中断；再次运行会接着准备。", code=130)
    except Trouble as trouble:
        return say(f"运行环境没有准备好。{trouble}", code=1)
    except OSError as error:
        return say(f"运行环境没有准备好：{error}。\n请确认对 {ROOT} 有写权限、磁盘未满，再运行一次。", code=1)
    return 0


def prepare(profile: str) -> None:
    """Leaves .venv holding at least what the profile's locks name; returns at once when it already does."""
    if is_ready(profile):
        return
    with only_one_at_a_time():
        if not is_ready(profile):
            started = time.monotonic()
            say("正在准备运行环境（首次约需半分钟）……")
            build(profile)
            say(f"运行环境已就绪，用时 {time.monotonic() - started:.0f} 秒。")


def is_ready(profile: str) -> bool:
    return PYTHON.is_file() and wanted_stamp(profile).items() <= read_stamp().items()


def wanted_stamp(profile: str) -> dict[str, str]:
    """What must hold of a ready environment; one made for `dev` satisfies `run` too, and so on."""
    locks = {name: hashlib.sha256(lock_file(name).read_bytes()).hexdigest() for name in PROFILES[profile]}
    return {"root": str(ROOT), "python": os.path.realpath(PYTHON), **locks}


def read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def build(profile: str) -> None:
    old = read_stamp()
    profile = largest(profile, *old)  # a workshop stays one
    base = wanted_stamp(profile)
    in_place = PYTHON.is_file() and all(old.get(key) == base[key] for key in ("root", "python"))
    STAMP.unlink(missing_ok=True)
    clear_leavings()
    troubles: list[str] = []
    if not (with_uv(profile, in_place, troubles) or with_pip(profile, troubles)):
        raise Trouble(
            "\n".join([*troubles, without_network(profile)] if troubles else [without_venv(profile)])
        )
    if troubles:
        say("\n".join([*troubles, "已换别的途径装好。"]))
    os.sync()  # so that no power cut can leave the stamp without what it vouches for
    replace_text(STAMP, json.dumps(wanted_stamp(profile), indent=2))


def largest(*names: str) -> str:
    """The profile that holds all of those named; other words of a stamp are passed over."""
    return max((name for name in names if name in PROFILES), key=list(PROFILES).index)


# ---- installing, in two ways

LOCKED_ONLY = ("--require-hashes", "--only-binary", ":all:")
PIP_INSTALL = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1")


def with_uv(profile: str, in_place: bool, troubles: list[str]) -> bool:
    uv = obtain_uv(troubles)
    if uv is None:
        return False
    try:
        if not in_place:
            run_tool(uv, "venv", "--quiet", "--clear", "--prompt", "yajian", "--python", sys.executable, VENV)
        sync = (uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", PYTHON)
        run_tool(*sync, *LOCKED_ONLY, *from_wheels_only(), lock_file(profile))
    except Trouble as trouble:
        troubles.append(f"用 uv 安装软件包失败：{trouble}")
        return False
    return True


def with_pip(profile: str, troubles: list[str]) -> bool:
    if not has_ensurepip():
        return False
    try:
        make_venv_with_pip()
        run_tool(*PIP_INSTALL, *LOCKED_ONLY, *from_wheels_only(), "-r", lock_file(profile))
    except Trouble as trouble:
        troubles.append(f"用 pip 安装软件包失败：{trouble}")
        return False
    return True


def from_wheels_only() -> tuple[str, ...]:
    """The options for a machine without a network: take everything from the folder of wheels."""
    folder = wheels_folder()
    return () if folder is None else ("--no-index", "--find-links", str(folder))


def wheels_folder() -> Path | None:
    named = os.environ.get("YAJIAN_WHEELS")
    if not named:
        return None
    folder = Path(named).expanduser().resolve()
    if not folder.is_dir():
        raise Trouble(f"YAJIAN_WHEELS 指的不是文件夹：{folder}")
    return folder


def has_ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def make_venv_with_pip() -> None:
    run_tool(sys.executable, "-m", "venv", "--clear", "--prompt", "yajian", VENV)


def lock_file(name: str) -> Path:
    return LOCKS / f"{name}.txt"


# ---- obtaining uv: kept from last time, from the folder of wheels, from a named index, or through pip


def obtain_uv(troubles: list[str]) -> Path | None:
    version, digests = pinned_uv()
    uv = TOOLS / f"uv-{version}"
    if uv.is_file():
        return uv
    folder, index = wheels_folder(), index_address()
    try:
        if folder is not None:
            unpack_uv(uv_from_folder(folder, version), digests, uv)
        elif index:
            unpack_uv(uv_from_index(index, version), digests, uv)
    except (Trouble, ValueError, LookupError, zipfile.BadZipFile) as error:
        troubles.append(f"下载 uv {version} 失败：{error}")
    try:
        if not uv.is_file() and has_ensurepip():
            uv_from_pip(uv)
    except Trouble as trouble:
        troubles.append(f"用 pip 下载 uv {version} 失败：{trouble}")
    return uv if uv.is_file() else None


def clear_leavings() -> None:
    """Removes what a killed start left half-unpacked, and the uv of an older lock."""
    wanted = {"lock", f"uv-{pinned_uv()[0]}"}
    for path in TOOLS.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in wanted:
            path.unlink()


def pinned_uv() -> tuple[str, frozenset[str]]:
    lock = lock_file("uv").read_text("utf-8")
    version = re.search(r"^uv==([\w.]+)", lock, re.MULTILINE)
    assert version, "requirements/uv.txt pins no version"
    return version[1], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))


def fits_this_machine(wheel: str, version: str) -> bool:
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return (
        wheel.startswith(f"uv-{version}-py3-none-")
        and wheel.endswith(f"_{platform.machine()}.whl")
        and libc in wheel
    )


def uv_from_folder(folder: Path, version: str) -> bytes:
    for path in sorted(folder.iterdir()):
        if fits_this_machine(path.name, version):
            return path.read_bytes()
    raise Trouble(f"{folder} 里没有适合本机的 uv-{version} 安装包")


def uv_from_index(index: str, version: str) -> bytes:
    page_address = index.rstrip("/") + "/uv/"
    page, kind = fetch(page_address, index)
    for link in links_of(page.decode("utf-8"), kind):
        address = urljoin(page_address, link)
        if fits_this_machine(unquote(urlsplit(address).path).rpartition("/")[2], version):
            return fetch(address, index)[0]
    raise Trouble(f"{without_password(page_address)} 没有列出适合本机的 uv {version}")


def uv_from_pip(uv: Path) -> None:
    make_venv_with_pip()
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        run_tool(*PIP_INSTALL, *LOCKED_ONLY, *from_wheels_only(), "--target", folder, "-r", lock_file("uv"))
        Path(folder, "bin", "uv").replace(uv)


def unpack_uv(wheel: bytes, digests: frozenset[str], uv: Path) -> None:
    """Keeps the program out of a wheel whose digest the repository pins."""
    digest = hashlib.sha256(wheel).hexdigest()
    if digest not in digests:
        raise Trouble(f"安装包的校验和 {digest} 与 requirements/uv.txt 不符，已弃用")
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        packed, unpacked = Path(folder, "uv.whl"), Path(folder, "uv")
        packed.write_bytes(wheel)
        with zipfile.ZipFile(packed) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
            unpacked.write_bytes(archive.read(name))
        unpacked.chmod(0o755)
        unpacked.replace(uv)


# ---- the simple index, read with the certificates and proxies pip would use


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def links_of(page: str, kind: str) -> list[str]:
    if "json" in kind:
        return [file["url"] for file in json.loads(page)["files"]]
    links = Links()
    links.feed(page)
    return links.found


def fetch(address: str, index: str) -> tuple[bytes, str]:
    """The body and its kind; the index's own password goes to the index's own host only."""
    parts, owner = urlsplit(address), urlsplit(index)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    request = Request(bare.geturl(), headers={"Accept": "text/html, */*;q=0.1"})
    if owner.username and parts.hostname == owner.hostname:
        pair = f"{unquote(owner.username)}:{unquote(owner.password or '')}"
        token = base64.b64encode(pair.encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {token}")
    try:
        trust = ssl.create_default_context(cafile=certificates())
        with build_opener(HTTPSHandler(context=trust)).open(request, timeout=30) as answer:
            return answer.read(), answer.headers.get("Content-Type", "")
    except (OSError, HTTPException) as error:
        raise Trouble(f"{bare.geturl()}：{error}") from error


def without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def index_address() -> str | None:
    named = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL")
    return named or pip_setting("index-url")


def certificates() -> str | None:
    named = os.environ.get("SSL_CERT_FILE") or pip_setting("cert") or os.environ.get("REQUESTS_CA_BUNDLE")
    return named or (SYSTEM_CERTIFICATES if os.path.isfile(SYSTEM_CERTIFICATES) else None)


def pip_setting(name: str) -> str | None:
    """A setting as pip would find it: environment first, then the user's file, then the machine's."""
    named = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    if named:
        return named
    files = ("~/.config/pip/pip.conf", "~/.pip/pip.conf", "/etc/xdg/pip/pip.conf", "/etc/pip.conf")
    found = (setting_in(file, name) for file in (os.environ.get("PIP_CONFIG_FILE", ""), *files))
    return next(filter(None, found), None)


def setting_in(file: str, name: str) -> str | None:
    settings = configparser.RawConfigParser()
    try:
        settings.read(os.path.expanduser(file), "utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return None
    return settings.get("install", name, fallback=None) or settings.get("global", name, fallback=None)


# ---- running, waiting, telling


def run_tool(*command: str | Path) -> None:
    """Runs quietly; what went wrong comes back as Trouble with the tool's last words.

    The lock is inherited: should this process be killed, others wait until its children have ended.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=tool_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        last_words = done.stdout.strip().splitlines()[-6:]
        raise Trouble("\n".join([f"退出码 {done.returncode}", *(f"  {line[:400]}" for line in last_words)]))


def tool_environment() -> dict[str, str]:
    environment = dict(os.environ)
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "UV_PYTHON"):
        environment.pop(name, None)
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "PIP_USER": "0"}
    index, certificate = index_address(), certificates()
    if index:
        environment = {"UV_DEFAULT_INDEX": index, "PIP_INDEX_URL": index} | environment
    if certificate:
        environment = {"SSL_CERT_FILE": certificate, "PIP_CERT": certificate} | environment
    if not can_write_cache():
        environment["UV_NO_CACHE"] = "1"
    return environment


def can_write_cache() -> bool:
    parent = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    cache = Path(os.environ.get("UV_CACHE_DIR") or parent / "uv")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache, os.W_OK)


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    TOOLS.mkdir(exist_ok=True)
    with open(TOOLS / "lock", "w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个启动正在准备运行环境，请稍候……")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def replace_text(path: Path, text: str) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(text + "\n", "utf-8")
    draft.replace(path)


def without_venv(profile: str) -> str:
    sudo = "" if os.geteuid() == 0 else "sudo "
    return (
        f"本机的 Python 缺少 venv 组件。请先输入：\n  {sudo}apt-get install -y python3-venv\n"
        f"（若提示找不到软件包，先 {sudo}apt-get update）再运行 {COMMANDS[profile]}"
    )


def without_network(profile: str) -> str:
    command = COMMANDS[profile]
    return (
        "若本机上不了网，任选其一：\n"
        f"  有内部镜像：UV_INDEX_URL=镜像地址 {command}\n"
        "  没有镜像：在能上网的同类机器上，于本目录输入\n"
        "    python3 -m pip download --require-hashes --only-binary :all: -d wheels "
        f"-r requirements/uv.txt -r requirements/{profile}.txt\n"
        f"  把 wheels 文件夹拷来，再输入 YAJIAN_WHEELS=wheels文件夹 {command}"
    )


def say(text: str, code: int = 0) -> int:
    print(text, file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
