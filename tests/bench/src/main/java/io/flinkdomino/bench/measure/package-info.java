/**
 * The arithmetic of a measurement: rounds, their order, medians and spreads. No clocks, no I/O.
 *
 * <p>Comes in: numbers of single rounds. Goes out: what a table says about them.
 */
@NullMarked
package io.flinkdomino.bench.measure;

import org.jspecify.annotations.NullMarked;
