@NullMarked
package io.flinkdomino.job.connectors;

import org.jspecify.annotations.NullMarked;
