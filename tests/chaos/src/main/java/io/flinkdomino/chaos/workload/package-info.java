/** Prompts that keep a job busy, what became of them, and what the target alone makes of them. */
@NullMarked
package io.flinkdomino.chaos.workload;

import org.jspecify.annotations.NullMarked;
