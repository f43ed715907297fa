/** The arithmetic of samples. */
@NullMarked
package io.flinkdomino.chaos.soak;

import org.jspecify.annotations.NullMarked;
