#!/usr/bin/env python3
"""Links the built front-ends into the program.

    embed_assets.py DIST_DIR OUT.S OUT.cpp

OUT.S holds the bytes of every file of DIST_DIR (.incbin), OUT.cpp the table that
`yingda::net::embedded_assets()` answers. A `name.gz` or `name.br` beside a file is its encoded
form; a missing .gz is made here. Without DIST_DIR the table is empty. The same input gives the
same output.
"""

import gzip
import hashlib
import sys
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".txt": "text/plain; charset=utf-8",
}
# Encoded forms exist for these; pictures and fonts are compressed already, and pages are rewritten
# for every response.
COMPRESSED = {".js", ".mjs", ".css", ".json", ".svg", ".webmanifest", ".txt"}
# An encoded form that saves less than this is not worth a second copy.
WORTH = 0.95


def wanted(path: Path, root: Path) -> bool:
    """No hidden files, source maps or encoded forms."""
    parts = path.relative_to(root).parts
    if any(part.startswith(".") for part in parts):
        return False
    return path.is_file() and path.suffix in TYPES


def encoded(path: Path, suffix: str, scratch: Path) -> "Path | None":
    """The file holding the encoded form of `path`, if that is worth it."""
    if path.suffix not in COMPRESSED:
        return None
    raw = path.read_bytes()
    beside = path.with_name(path.name + suffix)
    if not beside.exists():
        if suffix != ".gz":
            return None
        scratch.mkdir(parents=True, exist_ok=True)
        beside = scratch / (hashlib.sha256(raw).hexdigest()[:16] + suffix)
        beside.write_bytes(gzip.compress(raw, compresslevel=9, mtime=0))
    return beside if beside.stat().st_size < WORTH * len(raw) else None


def assembler(symbols: "list[tuple[str, Path]]") -> str:
    lines = ["    .section .rodata"]
    for symbol, path in symbols:
        quoted = str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')
        lines += [
            f"    .global {symbol}_begin",
            f"    .global {symbol}_end",
            f"{symbol}_begin:",
            f'    .incbin "{quoted}"',
            f"{symbol}_end:",
            "    .byte 0",
        ]
    lines.append('    .section .note.GNU-stack, "", %progbits')
    return "\n".join(lines) + "\n"


def table(rows: "list[dict]", symbols: "list[tuple[str, Path]]") -> str:
    lines = ["// Made by scripts/embed_assets.py.", '#include "net/assets.hpp"', ""]
    if symbols:
        lines.append('extern "C" {')
        lines += [f"extern const char {s}_begin[], {s}_end[];" for s, _ in symbols]
        lines += ["}", ""]
    lines += ["namespace yingda::net {", ""]
    if rows:
        lines += [
            "static std::string_view between(const char* begin, const char* end) {",
            "  return {begin, static_cast<std::size_t>(end - begin)};",
            "}",
            "",
        ]
    lines += ["const AssetMap& embedded_assets() {", "  static const AssetMap assets{"]
    for row in rows:
        forms = ", ".join(f"between({s}_begin, {s}_end)" if s else "{}" for s in row["forms"])
        lines.append(f'      {{"{row["name"]}", {{{forms}, "{row["type"]}", "{row["etag"]}"}}}},')
    lines += ["  };", "  return assets;", "}", "", "}  // namespace yingda::net"]
    return "\n".join(lines) + "\n"


def write_if_changed(path: Path, text: str) -> None:
    """An untouched file is not compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: "list[str]") -> int:
    if len(arguments) != 3:
        print("usage: embed_assets.py DIST_DIR OUT.S OUT.cpp", file=sys.stderr)
        return 2
    root, out_assembler, out_table = map(Path, arguments)
    scratch = out_assembler.with_name(out_assembler.name + ".encoded")
    files = sorted(p for p in root.rglob("*") if wanted(p, root)) if root.is_dir() else []
    symbols: "list[tuple[str, Path]]" = []
    rows: "list[dict]" = []
    for number, path in enumerate(files):
        name = path.relative_to(root).as_posix()
        if any(c in name for c in '"\\\n'):
            print(f"embed_assets.py: {name!r}: no such names, please", file=sys.stderr)
            return 2
        forms = []
        sources = (path, encoded(path, ".gz", scratch), encoded(path, ".br", scratch))
        for kind, source in zip(("raw", "gz", "br"), sources):
            symbol = f"yingda_asset_{number}_{kind}" if source else ""
            forms.append(symbol)
            if source:
                symbols.append((symbol, source))
        # The content of the files is an input of the assembler that it cannot see: named here, a
        # change of it changes this file, and with it the build.
        etag = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        rows.append({"name": name, "forms": forms, "type": TYPES[path.suffix], "etag": etag})
    stamp = "".join(f"// {row['etag']} {row['name']}\n" for row in rows)
    write_if_changed(out_assembler, stamp + assembler(symbols))
    write_if_changed(out_table, table(rows, symbols))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
