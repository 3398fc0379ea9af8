#!/usr/bin/env bash
# typst, Sarabun, poppler: a Thai syllable whose tone mark the font lifts is copied twice.
#
# Sarabun (Google's, OFL) places a tone mark over an upper vowel by mark-to-mark anchors that lie at
# another height for each vowel. typst writes a lifted glyph in a run of its own and marks each
# run of the syllable with the whole syllable, so what is copied or read aloud is "สิ่สิ่ง". With the
# anchors at one height it is "สิ่ง". Nothing warns of it, and the page looks right.
#
# Fails as soon as this changes. Needs python3, npm, pdftotext and the registries.
set -eu
TYPST=0.15.2 FONTTOOLS=4.68.0 FONT=@expo-google-fonts/sarabun@0.4.1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet "typst==$TYPST" "fonttools==$FONTTOOLS"
npm pack --silent "$FONT" >/dev/null
tar -xzf ./*.tgz
mkdir public level
cp package/400Regular/Sarabun_400Regular.ttf public/
echo "typst $TYPST, $FONT, $(pdftotext -v 2>&1 | head -1)"
venv/bin/python - <<'PYTHON'
import subprocess

import typst
from fontTools.ttLib import TTFont

VOWELS = ("uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37")
WORD = "สิ่งหนึ่งนั้น ที่ดี"

font = TTFont("public/Sarabun_400Regular.ttf")
for lookup in font["GPOS"].table.LookupList.Lookup:
    for table in lookup.SubTable:
        if type(table).__name__ == "MarkMarkPos" and "uni0E48.small" in table.Mark1Coverage.glyphs:
            tones = dict(zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord))
            level = tones["uni0E48.small"].MarkAnchor.YCoordinate
            for name, record in zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record):
                if name.partition(".")[0] in VOWELS:
                    for anchor in filter(None, record.Mark2Anchor):
                        anchor.YCoordinate = level
font.save("level/Sarabun.ttf")

copied = {}
for fonts in ("public", "level"):
    source = f'#set text(lang: "th", font: "Sarabun", fallback: false)\n{WORD}'.encode()
    compiler = typst.Compiler(input=source, font_paths=[fonts], ignore_system_fonts=True)
    made, warnings = compiler.compile_with_warnings(format="pdf")
    open(f"{fonts}.pdf", "wb").write(made)
    text = subprocess.run(["pdftotext", f"{fonts}.pdf", "-"], capture_output=True, text=True).stdout
    copied[fonts] = text.strip()
    print(f"{fonts}: wrote {WORD!r}, copied {copied[fonts]!r}, warnings {warnings}")
assert copied == {"public": "สิ่สิ่งหนึ่นึ่งนั้นั้น ที่ดี", "level": WORD}, "this has changed"
PYTHON
