/** Plain counts of what the engine did. No I/O, no clocks of its own. */
@NullMarked
package io.flinkdomino.runtime.stats;

import org.jspecify.annotations.NullMarked;
