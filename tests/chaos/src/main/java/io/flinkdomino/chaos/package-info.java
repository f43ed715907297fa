/**
 * Proofs by force: real processes under load are killed, stopped and broken.
 *
 * <p>Comes in: a command of {@code tests/chaos/run.sh}. Goes out: reports in {@code
 * docs/benchmarks}.
 */
@NullMarked
package io.flinkdomino.chaos;

import org.jspecify.annotations.NullMarked;
