#!/bin/sh
# Are the files beside this one whole, and ours? Shows the fingerprint as words, to compare by voice.
set -eu
cd "$(dirname "$0")"
sha256sum --check --ignore-missing SHA256SUMS
ssh-keygen -q -Y verify -f allowed_signers -I gongyou -n gongyou -s SHA256SUMS.sig < SHA256SUMS
echo "The key that signed them, in words:"
cat FINGERPRINT
