/** What one side writes, the other reads. */
@NullMarked
package io.flinkdomino.chaos.values;

import org.jspecify.annotations.NullMarked;
