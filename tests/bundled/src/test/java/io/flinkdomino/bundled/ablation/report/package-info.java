/** Tests; each class says what it holds to be true. */
@NullMarked
package io.flinkdomino.bundled.ablation.report;

import org.jspecify.annotations.NullMarked;
