/**
 * The command {@code evaluate}: decodes held-out prompts with a drafter and with the target alone,
 * and says what the drafter is worth.
 *
 * <p>Comes in: checked options. Goes out: a table, and files with the same numbers. Everything
 * happens on the thread that calls; Ctrl-C arrives on another.
 */
@NullMarked
package io.flinkdomino.job.evaluate;

import org.jspecify.annotations.NullMarked;
