@NullMarked
package io.flinkdomino.operators.registry;

import org.jspecify.annotations.NullMarked;
