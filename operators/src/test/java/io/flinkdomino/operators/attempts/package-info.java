/** Tests of the attempt journal, the failure policy and the dead-letter breaker. */
@NullMarked
package io.flinkdomino.operators.attempts;

import org.jspecify.annotations.NullMarked;
