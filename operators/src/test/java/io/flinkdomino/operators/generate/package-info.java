/** The operator, from its parts to a job on a small cluster with real weights. */
@NullMarked
package io.flinkdomino.operators.generate;

import org.jspecify.annotations.NullMarked;
