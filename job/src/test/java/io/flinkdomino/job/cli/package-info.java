@NullMarked
package io.flinkdomino.job.cli;

import org.jspecify.annotations.NullMarked;
