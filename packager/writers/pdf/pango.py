"""How Pango is installed on the system packager runs on."""

from __future__ import annotations

import platform
import sys

_LINES = {
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango",
    "suse": "sudo zypper install libpango-1_0-0",
    "arch": "sudo pacman -S pango",
    "alpine": "sudo apk add pango",
}
_KIN = {
    "ubuntu": "debian",
    "raspbian": "debian",
    "linuxmint": "debian",
    "rhel": "fedora",
    "centos": "fedora",
    "rocky": "fedora",
    "almalinux": "fedora",
    "opensuse": "suse",
    "opensuse-leap": "suse",
    "opensuse-tumbleweed": "suse",
    "sles": "suse",
    "manjaro": "arch",
    "endeavouros": "arch",
}
_ANY_LINUX = "install the package of your distribution that holds libpango-1.0.so.0"


def pango_install_line() -> str:
    """The one command that installs Pango here, ready to be copied.

    Linux distributions are told apart by ``ID`` and ``ID_LIKE`` of os-release
    (https://www.freedesktop.org/software/systemd/man/latest/os-release.html).
    """
    if sys.platform == "darwin":
        return "brew install pango"
    if sys.platform == "win32":
        return "winget install MSYS2.MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango in its shell"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return _ANY_LINUX
    return _line_for(release)


def _line_for(release: dict[str, str]) -> str:
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    for name in names:
        line = _LINES.get(_KIN.get(name, name))
        if line is not None:
            return line
    return _ANY_LINUX
