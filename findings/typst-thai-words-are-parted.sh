#!/usr/bin/env bash
# typst ends lines within Thai words that dictionaries keep whole: its word breaker is a model of
# ICU4X, not a list of words, and depends on what stands around a word. Nothing warns of it.
# templates/shared/typeset/thai.typ puts words that it was seen to part into boxes.
#
# Seen with typst 0.15.2: "กรอก" ends a line after its first letter, "วิทยากร" and "พฤศจิกายน"
# before their last.
# Prints what is seen, and fails when that changes. Needs python3, npm, pdftotext, the registries.
set -euo pipefail

TYPST=0.15.2 FONT=@expo-google-fonts/sarabun@0.4.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet "typst==$TYPST"
npm pack --silent "$FONT" >/dev/null
tar -xzf ./*.tgz
echo "typst $TYPST, $FONT"
venv/bin/python - <<'PY'
import subprocess

import typst

SEEN = {"กรอกวันที่จัดจริง": "ก", "รายชื่อวิทยากร": "ร", "พฤศจิกายน": "น"}
parted = {}
for words in SEEN:
    # So narrow that every place where a line may end is taken.
    source = f"""#set text(lang: "th", font: "Sarabun", size: 8pt)
#set page(width: 60pt, height: 200pt, margin: 5pt)
#box(width: 0.1pt, par(justify: false, "{words}"))"""
    made = typst.compile(
        source.encode(), font_paths=["package/400Regular"], ignore_system_fonts=True
    )
    with open("words.pdf", "wb") as file:
        file.write(made)
    command = ["pdftotext", "-raw", "words.pdf", "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    parted[words] = text.replace("\f", "").split()
    print(words, "→", " | ".join(parted[words]))
alone = {words: letter for words, letter in SEEN.items() if letter in parted[words]}
assert alone == SEEN, "the behaviour has changed"
PY
