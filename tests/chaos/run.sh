#!/usr/bin/env bash
# Builds what is missing, then runs a proof: tests/chaos/run.sh faults. tests/chaos/README.md lists them.
#
# JAVA_HOME chooses the JDK, JAVA_OPTS adds JVM flags.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ $# -eq 0 ]]; then
  grep -o 'tests/chaos/run.sh [^`]*' tests/chaos/README.md >&2
  exit 2
fi

./mvnw --batch-mode --quiet -pl tests/chaos -am -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# shellcheck disable=SC2086 # JAVA_OPTS holds several words
exec "$java" -Xmx768m -XX:+UseSerialGC -Dai.djl.offline=true -DOPT_OUT_TRACKING=true \
  -Dlog4j2.configurationFile=log4j2-chaos.properties \
  ${JAVA_OPTS:-} -cp 'tests/chaos/target/lib/*' io.flinkdomino.chaos.Chaos "$@"
