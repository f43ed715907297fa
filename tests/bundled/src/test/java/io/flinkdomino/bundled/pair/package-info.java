@NullMarked
package io.flinkdomino.bundled.pair;

import org.jspecify.annotations.NullMarked;
