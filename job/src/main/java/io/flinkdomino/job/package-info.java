/**
 * The program: a command line, options, and the jobs they start.
 *
 * <p>Comes in: arguments. Goes out: an exit code. {@code GenerateJob} is the only main class.
 */
@NullMarked
package io.flinkdomino.job;

import org.jspecify.annotations.NullMarked;
