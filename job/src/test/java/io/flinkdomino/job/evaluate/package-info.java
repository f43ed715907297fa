@NullMarked
package io.flinkdomino.job.evaluate;

import org.jspecify.annotations.NullMarked;
