#!/usr/bin/env bash
# Builds what is missing, then runs a command: tests/bundled/run.sh tasks. tests/bundled/README.md lists them.
#
# JAVA_HOME chooses the JDK, JAVA_OPTS adds JVM flags.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)

if [[ $# -eq 0 ]]; then
  grep -o '^| `tests/bundled/run.sh [^`]*' "$here/tests/bundled/README.md" | cut -c4- >&2
  exit 2
fi

(cd "$here" && ./mvnw --batch-mode --quiet -pl tests/bundled -am -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# shellcheck disable=SC2086 # JAVA_OPTS holds several words
exec "$java" -Xmx512m -XX:+UseSerialGC ${JAVA_OPTS:-} \
  -cp "$here/tests/bundled/target/lib/*" io.flinkdomino.bundled.Bundled "$@"
