# shellcheck shell=sh
# What a fresh clone needs, on Debian, Ubuntu and macOS: sourced by demo and test once they
# stand in the repository root. Everything here looks before it acts, so that a second run
# installs nothing and asks no network. All it says goes to standard error.

say() {
    printf '%s\n' "$*" >&2
}

die() {
    say "error: $*"
    exit 1
}

# Runs a command whose many lines are worth reading only when it failed.
quietly() {
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# The system's parts.
#
# A part is looked for the way it is used (a Python that can make environments, a library that
# loads), not by the name of a package: it may have come from anywhere.

# Sets PYTHON to the first Python that is new enough and can make environments, a Python named in
# $PYTHON before the others; else $new_enough is the first that is only new enough.
find_python() {
    new_enough=
    for python in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 \
        /usr/bin/python3 /opt/homebrew/bin/python3 /usr/local/bin/python3; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        if "$python" -c 'import ctypes, ensurepip, venv' 2>/dev/null; then
            PYTHON=$python
            return 0
        fi
        new_enough=${new_enough:-$python}
    done
    PYTHON=${new_enough:-python3}
    return 1
}

# True when the shared library loads. $1: its name without lib, version and ending.
loads() {
    case $(uname -s) in
    Darwin) library=lib$1.dylib ;;
    *) library=lib$1.so.0 ;;
    esac
    "$PYTHON" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$library" 2>/dev/null
}

has() {
    case $1 in
    python) find_python ;;
    pango) loads pango-1.0 ;;
    pangoft2) loads pangoft2-1.0 ;;
    harfbuzz) loads harfbuzz-subset ;;
    java) java -version >/dev/null 2>&1 ;; # macOS has a java that only says there is none
    node) node -e 'if (parseInt(process.versions.node) < 18) process.exit(1)' 2>/dev/null ;;
    npm) npm --version >/dev/null 2>&1 ;;
    chromium) find_chromium ;;
    calibre) ebook-meta --version >/dev/null 2>&1 ;;
    mupdf) mutool -v >/dev/null 2>&1 ;;
    esac
}

# Sets CHROMIUM to the first Chromium that runs, one named in $CHROMIUM before the others. (Ubuntu
# has a chromium-browser that only says to install a snap.)
find_chromium() {
    for browser in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome-stable \
        google-chrome '/Applications/Chromium.app/Contents/MacOS/Chromium' \
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
        "$browser" --version >/dev/null 2>&1 || continue
        CHROMIUM=$browser
        export CHROMIUM
        return 0
    done
    return 1
}

# What a part is for, in the words of an error message.
purpose() {
    case $1 in
    python) echo 'Python 3.11 or newer, with venv' ;;
    pango) echo 'Pango, which sets the lines of a PDF' ;;
    pangoft2) echo "Pango's FreeType part, which draws the letters of a PDF" ;;
    harfbuzz) echo "HarfBuzz's subsetter, which embeds fonts in a PDF" ;;
    java) echo 'Java 11 or newer, which runs EPUBCheck' ;;
    node) echo 'Node.js 18 or newer, which runs reading systems in the tests' ;;
    npm) echo 'npm, which installs them' ;;
    chromium) echo 'Chromium, which shows them' ;;
    calibre) echo 'calibre, which reads the metadata of every book in the tests' ;;
    mupdf) echo "MuPDF's mutool, which draws every page of it" ;;
    esac
}

# The package that brings a part: Debian's and Ubuntu's name, or Homebrew's.
debian_package() {
    case $1 in
    python)
        if [ -n "$new_enough" ]; then
            echo "${new_enough##*/}-venv" # Debian keeps the venv module in a package of its own
        elif command -v python3 >/dev/null; then
            echo python3.11 python3.11-venv # as Ubuntu 22.04 has them beside its own 3.10
        else
            echo python3 python3-venv
        fi
        ;;
    pango) echo libpango-1.0-0 ;;
    pangoft2) echo libpangoft2-1.0-0 ;;
    harfbuzz) echo libharfbuzz-subset0 ;;
    java) echo default-jre-headless ;;
    node) echo nodejs ;;
    npm) echo npm ;;
    chromium) echo chromium ;;
    calibre) echo calibre ;;
    mupdf) echo mupdf-tools ;;
    esac
}

homebrew_package() {
    case $1 in
    python) echo python ;;
    java) echo openjdk ;;
    node | npm) echo node ;;
    chromium) echo chromium ;;
    calibre) echo calibre ;;
    mupdf) echo mupdf-tools ;;
    *) echo pango ;; # and HarfBuzz with it
    esac
}

# True when as_root can work. sudo asks for a password only where somebody can answer.
can_be_root() {
    if [ "$(id -u)" -eq 0 ]; then
        return 0
    elif ! command -v sudo >/dev/null; then
        say 'not root, and no sudo here'
    elif [ -t 0 ]; then
        sudo -v && return 0
    else
        sudo -n true 2>/dev/null && return 0
        say 'not root, and sudo wants a password'
    fi
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt_get() {
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet --quiet \
        -o DPkg::Lock::Timeout=120 "$@"
}

# One unknown name would keep apt from installing the others: then they go in one by one.
install_debian() {
    say "installing with apt (a minute or two): $*"
    # A source that cannot be reached need not be the one that has these packages.
    apt_get update || say 'apt-get update failed; trying with the lists there are'
    apt_get install --yes --no-install-recommends "$@" && return 0
    [ $# -gt 1 ] || return 1
    for package in "$@"; do
        apt_get install --yes --no-install-recommends "$package" || :
    done
}

# Homebrew's libraries are found only where the loader is told to look, and its Java only where
# the PATH says so.
use_homebrew() {
    prefix=$(brew --prefix) || return 0
    PATH=$prefix/bin:$PATH
    export DYLD_FALLBACK_LIBRARY_PATH="$prefix/lib:${DYLD_FALLBACK_LIBRARY_PATH:-/usr/local/lib:/usr/lib}"
    if [ -d "$prefix/opt/openjdk" ]; then
        export JAVA_HOME="$prefix/opt/openjdk/libexec/openjdk.jdk/Contents/Home"
        PATH=$JAVA_HOME/bin:$PATH
    fi
}

# Sets $missing to those of the parts named that are not here.
look_for() {
    missing=
    for part in "$@"; do
        has "$part" || missing="$missing $part"
    done
    [ -z "$missing" ]
}

# Prints, once each, the packages that bring the parts named. $1: the function that names them.
packages_for() {
    name_of=$1
    shift
    packages=
    for part in "$@"; do
        for package in $("$name_of" "$part"); do
            case " $packages " in
            *" $package "*) ;;
            *) packages="${packages:+$packages }$package" ;;
            esac
        done
    done
    echo "$packages"
}

# Installs those of the parts named that are missing, and fails when some still are: it has then
# said which, and left them in $missing.
need() {
    [ "$(uname -s)" != Darwin ] || ! command -v brew >/dev/null || use_homebrew
    look_for "$@" && return 0
    # The names are lists of words, and are meant to be split.
    # shellcheck disable=SC2086
    if [ "$(uname -s)" = Darwin ]; then
        packages=$(packages_for homebrew_package $missing)
        by_hand="run: brew install $packages"
        if command -v brew >/dev/null; then
            say "installing with Homebrew (some minutes): $packages"
            brew install $packages >&2 || :
            use_homebrew
        else
            by_hand="$by_hand    (Homebrew itself: https://brew.sh)"
        fi
    elif command -v apt-get >/dev/null; then
        packages=$(packages_for debian_package $missing)
        by_hand="as root: apt-get update && apt-get install --yes $packages"
        if can_be_root; then
            install_debian $packages || :
        fi
    else
        by_hand='use the package manager of this system'
    fi
    look_for "$@" && return 0
    for part in $missing; do
        say "error: could not install $(purpose "$part")"
    done
    case $missing in
    *python*) say_python_found ;;
    esac
    say "hint: install what is missing and run this again; $by_hand"
    return 1
}

# A Python that is too old is worth naming: installing it again does not help.
say_python_found() {
    if found=$(python3 --version 2>/dev/null); then
        say "note: python3 is $found; name a newer one with PYTHON=... where there is one"
    fi
}

# The Python packages.

# Installs packager, and what a lock file names, into an environment of its own.
# $1: the folder. $2: the lock file.
#
# A stamp for each lock file says what was installed from it; requirements-dev.lock holds all of
# requirements.lock at the same versions, so the one can go on top of the other. Whatever else
# changed (the lock, the Python, where the clone lies) the environment is made anew: a package
# left over from before could hide a missing one.
install_python_packages() {
    stamp=$1/.installed-from-$2
    origin=$1/.made-for
    here="$PWD, Python $("$PYTHON" -c 'import sys; print(*sys.version.split())')"
    lock=$(cat "$2" pyproject.toml | cksum)
    if [ -f "$origin" ] && [ "$(cat "$origin")" = "$here" ] && "$1/bin/python" -c ''; then
        [ -f "$stamp" ] || printf 'nothing yet' >"$stamp"
        case $(cat "$stamp") in
        "$lock") return 0 ;;
        'nothing yet') fresh=no ;;
        *) fresh=yes ;;
        esac
    else
        fresh=yes
    fi
    say "installing the Python packages of $2 into $1 (about a minute)"
    if [ $fresh = yes ]; then
        "$PYTHON" -m venv --clear "$1" >&2 || die "could not make the Python environment $1"
        printf '%s' "$here" >"$origin"
        printf 'nothing yet' >"$stamp"
    fi
    # The lock is complete; and older pips lose its versions where a dependency asks for an extra.
    run_pip "$1" --no-deps --require-hashes --requirement "$2" ||
        die "could not install the Python packages of $2: pip names the one above"
    run_pip "$1" --no-deps --no-build-isolation --editable . ||
        die "could not install packager itself into $1: pip says why above"
    printf '%s' "$lock" >"$stamp"
}

run_pip() {
    folder=$1
    shift
    quietly "$folder/bin/python" -m pip install --quiet --no-input --disable-pip-version-check "$@"
}

# The Node packages.

# Installs the reading systems of the tests, as the lock file in their folder names them. Their
# install scripts would fetch browsers, and are not run. $1: the folder.
#
# A stamp says what was installed; npm itself would install it all again.
install_node_packages() {
    stamp=$1/node_modules/.installed-from
    lock=$(cksum <"$1/package-lock.json")
    [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ] || return 0
    say "installing the Node packages of $1 (half a minute)"
    quietly npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund ||
        die "could not install the Node packages of $1: npm says why above"
    printf '%s' "$lock" >"$stamp"
}
