@NullMarked
package io.flinkdomino.bundled.speed;

import org.jspecify.annotations.NullMarked;
