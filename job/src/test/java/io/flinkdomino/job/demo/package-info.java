@NullMarked
package io.flinkdomino.job.demo;

import org.jspecify.annotations.NullMarked;
