@NullMarked
package io.flinkdomino.job.options;

import org.jspecify.annotations.NullMarked;
