#!/usr/bin/env bash
# typst (Python): a file handed in beside the main one must be text, though its type says bytes.
#
# The stub of Compiler takes `input: Dict[str, bytes]`, several files by name. A picture among them
# ends in RuntimeError "file is not valid UTF-8", before anything is compiled, so that image() can
# only read one that lies in the root on the disk. A drawing (SVG, text) works. The same picture
# handed in as numbers through sys_inputs, and made bytes again in the source, works as well: so
# sheets_sync/renderings/pdf.py hands over the emblem.
#
# Fails as soon as this changes. Needs python3 and PyPI.
set -eu
TYPST=0.15.2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet "typst==$TYPST"
echo "typst $TYPST"
venv/bin/python - <<'PYTHON'
import json
import struct
import zlib

import typst


def part(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


png = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        part(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
        part(b"IDAT", zlib.compress(2 * (b"\0" + 2 * b"\x17\x47\x5a"))),
        part(b"IEND", b""),
    )
)
svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2"/></svg>'


def outcome(files, **inputs):
    try:
        return typst.Compiler(input=files, sys_inputs=inputs).compile(format="pdf")[:5]
    except RuntimeError as error:
        return str(error)


seen = {
    "picture beside": outcome({"main.typ": b'#image("a.png")', "a.png": png}),
    "drawing beside": outcome({"main.typ": b'#image("a.svg")', "a.svg": svg}),
    "picture as numbers": outcome(
        b'#image(bytes(json(bytes(sys.inputs.it))), format: "png")', it=json.dumps(list(png))
    ),
}
for way, came in seen.items():
    print(f"{way}: expected b'%PDF-', got {came!r}")
assert seen == {
    "picture beside": "file is not valid UTF-8",
    "drawing beside": b"%PDF-",
    "picture as numbers": b"%PDF-",
}, "this has changed"
PYTHON
