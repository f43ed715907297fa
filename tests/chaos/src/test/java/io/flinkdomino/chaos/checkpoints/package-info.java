/** The arithmetic of the JobManager's statistics. */
@NullMarked
package io.flinkdomino.chaos.checkpoints;

import org.jspecify.annotations.NullMarked;
