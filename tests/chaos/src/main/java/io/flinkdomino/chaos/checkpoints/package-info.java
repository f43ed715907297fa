/** How long checkpoints and savepoints take while every slot is full and a backlog waits. */
@NullMarked
package io.flinkdomino.chaos.checkpoints;

import org.jspecify.annotations.NullMarked;
