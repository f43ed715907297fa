@NullMarked
package io.flinkdomino.job.chart;

import org.jspecify.annotations.NullMarked;
