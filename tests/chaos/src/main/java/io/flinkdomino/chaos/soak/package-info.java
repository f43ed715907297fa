/** A long run at full load, and samples of what must not grow. */
@NullMarked
package io.flinkdomino.chaos.soak;

import org.jspecify.annotations.NullMarked;
