/** Tests; each class says what it holds to be true. */
@NullMarked
package io.flinkdomino.bundled.ablation;

import org.jspecify.annotations.NullMarked;
