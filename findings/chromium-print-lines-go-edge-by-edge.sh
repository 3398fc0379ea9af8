#!/usr/bin/env bash
# What Chromium prints above and below a page (day in American order, title; address, page number)
# goes edge by edge as soon as the page's own style fills one box of that margin: an empty text
# is enough, `content: none` is not. A file's path is thus kept off paper by one line of style.
# sheets_sync/renderings/page_style.py fills boxes of both margins.
#
# Seen with Chromium 156 and poppler 22.12.
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chromium --version --no-sandbox
printed() {
    printf '<!doctype html><title>titled</title><style>@page{margin:20mm;%s}</style><p>body' "$1" \
        >"$work/page.html"
    chromium --headless --no-sandbox --disable-gpu "--user-data-dir=$work/profile" \
        "--print-to-pdf=$work/page.pdf" "$work/page.html" >/dev/null 2>&1
    pdftotext "$work/page.pdf" - | tr '\n\f' '  '
}
expect() { # box, whether the day and the path are printed
    local said day=no path=no
    said=$(printed "$1")
    [[ $said =~ [0-9]+/[0-9]+/[0-9]+ ]] && day=yes
    [[ $said == *file://* ]] && path=yes
    echo "${1:-nothing}: day $day, path $path"
    [ "$day $path" = "$2" ] || { echo "the behaviour has changed"; exit 1; }
}
expect '' 'yes yes'
expect '@bottom-left{content:none}' 'yes yes'
expect '@bottom-left{content:""}' 'yes no'
expect '@top-center{content:""}' 'no yes'
expect '@top-center{content:""}@bottom-center{content:counter(page)}' 'no no'
