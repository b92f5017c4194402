#!/usr/bin/env python3
"""Holds what the compiler cannot: which folder of src/ may include what, where the heavy libraries live, how long a
file may be, how a coroutine waits, and that the pure layers know no clock and no chance.

    scripts/check_layers.py [REPOSITORY]      one line a fault, FILE:LINE: what; exit status 1 if there is any

Who may see whom is read from src/CMakeLists.txt: a folder may include itself and whatever it links, directly or not.
"""
import re
import sys
from pathlib import Path

LINES_MAX = 400
SHELL = {"app", "connect", "demo_orders", "net", "store"}  # may look at clocks and draw random numbers
HOMES = [  # header, folders that may include it
    (r"boost/(asio|beast)[/.]", {"app", "connect", "demo_orders", "net"}),
    (r"SQLiteCpp/|sqlite3\.h", {"demo_orders", "store"}),
    (r"unicode/|md4c", {"text"}),
    (r"re2/", {"dialogue"}),
    (r"yaml-cpp/|date/", {"content"}),
    (r"nlohmann/", {"app", "connect", "content", "demo_orders", "dossier", "gateway", "learning", "net", "store",
                    "wire"}),
    (r"sodium", {"app", "content", "net", "proof", "store"}),
    (r"archive(_entry)?\.h", {"dossier"}),
    (r"curl/", {"connect"}),
    (r"openssl/", {"connect", "net"}),
    (r"spdlog/|fmt/|prometheus/|CLI/", {"app"}),
]
CHANCE = re.compile(
    r"\w::now\s*\(|\brandom_device\b|\bs?rand\s*\(|\bmt19937|\btime\s*\(\s*(?:nullptr|NULL|0)|"
    r"\bgettimeofday\b|\bclock_gettime\b|\brandombytes_|\bgetrandom\b"
)
# A co_await is a whole statement, the initialiser of a variable, or the operand of co_return: g++ 12 miscompiles more.
BEFORE = re.compile(r"(?:co_return\s+|(?:const\s+)?[\w:<>,&*\s]+(?:\w+|\[[\w\s,]+\])\s*=\s*)?$")
AFTER = re.compile(r"[{}?]|&&|\|\||\[[^\]]*\]\s*[({]|\bco_await\b")


def layers(cmake):
    """Folder -> every folder it may include."""
    text = re.sub(r"#.*", "", cmake)
    calls = re.findall(r"yingda_library\((\w+)([^)]*)\)", text)
    links = {name: set(re.findall(r"yingda_(\w+)", rest)) for name, rest in calls}

    def seen_from(name):
        return {name}.union(*(seen_from(other) for other in links[name] & links.keys()))

    return {name: seen_from(name) for name in links}


def code_only(text):
    """The text with comments and literals blanked out, line ends kept."""
    parts = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\''
    return re.sub(parts, lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.S)


def without_conditions(statement):
    """Drops leading `if (…)`, `else`, `while (…)`, `for (…)`: what they guard is a statement of its own."""
    while found := re.match(r"\s*(else\b|(?:if|while|for)\s*(?:constexpr\s*)?\()", statement):
        depth, at = int(found.group().endswith("(")), found.end()
        while depth and at < len(statement):
            depth += {"(": 1, ")": -1}.get(statement[at], 0)
            at += 1
        if depth:
            return statement  # the co_await stands in the condition
        statement = statement[at:]
    return statement


def bad_waits(code):
    """Places of co_awaits that are more than the dialect allows."""
    for found in re.finditer(r"\bco_await\b", code):
        begin = max(code.rfind(mark, 0, found.start()) for mark in ";{}") + 1
        end = code.find(";", found.end())
        before = without_conditions(code[begin : found.start()]).lstrip()
        if not BEFORE.fullmatch(before) or AFTER.search(code[found.end() : end]):
            yield found.start()


def faults_of(name, allowed, text):
    folder = name.split("/")[1]
    code = code_only(text)
    line = lambda place: code.count("\n", 0, place) + 1  # noqa: E731
    if text.count("\n") > LINES_MAX:
        yield LINES_MAX + 1, f"{text.count(chr(10))} lines; at most {LINES_MAX} a file"
    for found in re.finditer(r'^[ \t]*#\s*include\s*(["<])([^">]+)[">]', text, re.M):
        at, header = line(found.start()), found.group(2)
        if found.group(1) == '"':
            other = header.split("/")[0]
            if other not in allowed:
                yield at, f"no such layer: {header}" if "/" in header else f'write "{folder}/{header}"'
            elif other not in allowed[folder]:
                yield at, f"{folder} must not see {other}: {header}"
        for pattern, homes in HOMES:
            if re.match(pattern, header) and folder not in homes:
                yield at, f"{header} belongs to {', '.join(sorted(homes))}, not to {folder}"
    for place in bad_waits(code):
        yield line(place), "one co_await per statement, nothing around it (docs/decisions/0005)"
    if folder not in SHELL:
        for found in CHANCE.finditer(code):
            yield line(found.start()), f"{found.group().strip()}: {folder} gets time and chance as values"


def check(root):
    """Every fault of the repository at `root`, as text."""
    root = Path(root)
    allowed = layers((root / "src/CMakeLists.txt").read_text())
    out = []
    for file in sorted(root.glob("src/*/**/*.[ch]pp")):
        name = file.relative_to(root).as_posix()
        if name.split("/")[1] not in allowed:
            out.append(f"{name}:1: {name.split('/')[1]} is no library of src/CMakeLists.txt")
            continue
        out += [f"{name}:{at}: {what}" for at, what in sorted(faults_of(name, allowed, file.read_text()))]
    return out


if __name__ == "__main__":
    found = check(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)
    print("\n".join(found) if found else "layers: no faults")
    sys.exit(1 if found else 0)
