#!/bin/sh
# Installs the wheel beside this file for the person who runs it. Linux and macOS.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
wheel=$(ls "$here"/gongyou-*.whl | tail -1)
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "gongyou needs Python 3.11 or newer: https://www.python.org/downloads/" >&2; exit 1; }
to="${GONGYOU_PROGRAM:-$HOME/.local/share/gongyou-program}"
"$python" -m venv "$to"
"$to/bin/python" -m pip install --quiet --upgrade "$wheel"
mkdir -p "$HOME/.local/bin"
ln -sf "$to/bin/gongyou" "$HOME/.local/bin/gongyou"
if [ "$(uname)" = Linux ]; then
  mkdir -p "$HOME/.local/share/applications"
  printf '[Desktop Entry]\nType=Application\nName=gongyou\nName[zh_CN]=工友\nExec=%s\nTerminal=false\nCategories=Office;\n' \
    "$to/bin/gongyou" > "$HOME/.local/share/applications/gongyou.desktop"
fi
echo "Done. Start it with: $HOME/.local/bin/gongyou"
