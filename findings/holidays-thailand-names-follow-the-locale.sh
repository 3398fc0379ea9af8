#!/usr/bin/env bash
# The names of Thai holidays depend on the machine that asks: without `language` the package
# takes the locale of the process, so that a Thai name is found on one machine and not on another.
#
# Seen with holidays 0.109: under LANG=th_TH.UTF-8 and POSIX the names are Thai, under
# LANG=en_US.UTF-8 English; pop_named with the Thai name then raises KeyError.
# Prints what is seen, and fails when that changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet holidays==0.109
look='
import holidays
thai = holidays.country_holidays("TH", years=2026)
named = thai["2026-04-06"]
try:
    thai.pop_named("พระพุทธยอดฟ้า")
    popped = "found"
except KeyError:
    popped = "KeyError"
print(named, "|", popped, "|", holidays.country_holidays("TH", years=2026, language="th")["2026-04-06"])
'
"$work/venv/bin/python" -c 'import holidays; print("holidays", holidays.__version__)'
for language in th_TH.UTF-8 en_US.UTF-8; do
    said=$(env -u LC_ALL -u LANGUAGE LANG=$language PYTHONUTF8=1 "$work/venv/bin/python" -c "$look")
    echo "LANG=$language: $said"
    case $language in
    th_*) case $said in วัน*"| found | วัน"*) ;; *) echo "the behaviour has changed"; exit 1 ;; esac ;;
    en_*) case $said in *"Chakri"*"| KeyError | วัน"*) ;; *) echo "the behaviour has changed"; exit 1 ;; esac ;;
    esac
done
