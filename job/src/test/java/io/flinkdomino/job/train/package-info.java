@NullMarked
package io.flinkdomino.job.train;

import org.jspecify.annotations.NullMarked;
