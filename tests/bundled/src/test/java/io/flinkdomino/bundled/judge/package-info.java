/** Tests; each class says what it holds to be true. */
@NullMarked
package io.flinkdomino.bundled.judge;

import org.jspecify.annotations.NullMarked;
