#!/usr/bin/env bash
# Takes the pictures of docs/dashboard.md anew: builds, starts a broker and a job under load, and photographs its
# dashboard with Debian's headless Chromium. Writes docs/images/dashboard-*.png.
set -euo pipefail

missing=()
for program in chromium chromedriver; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if [[ ${#missing[@]} -gt 0 ]]; then
  echo "The screenshots need Debian's packages chromium and chromium-driver; not found: ${missing[*]}." >&2
  echo "Install them: apt-get install chromium chromium-driver" >&2
  exit 1
fi

cd "$(dirname "$0")/../.."
# Named so, the tests of the other modules and the other integration tests stay out.
./mvnw --batch-mode --quiet -pl tests -am verify "$@" \
  -Dtest=none -Dit.test=DashboardScreenshots \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dflinkdomino.chromium="$(command -v chromium)" -Dflinkdomino.chromedriver="$(command -v chromedriver)"
ls -l docs/images/dashboard-*.png
