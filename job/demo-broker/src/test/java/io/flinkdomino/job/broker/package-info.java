@NullMarked
package io.flinkdomino.job.broker;

import org.jspecify.annotations.NullMarked;
