/**
 * Options: one {@code ConfigOption} per setting, read once into validated records.
 *
 * <p>Comes in: a {@code Configuration} filled from flags, {@code -D} and a file. Goes out: settings
 * of one command, or one exception that lists every problem. Nothing deeper sees {@code
 * Configuration}. Everything here is immutable.
 */
@NullMarked
package io.flinkdomino.job.options;

import org.jspecify.annotations.NullMarked;
