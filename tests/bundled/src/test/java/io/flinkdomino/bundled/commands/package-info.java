/** Tests; each class says what it holds to be true. */
@NullMarked
package io.flinkdomino.bundled.commands;

import org.jspecify.annotations.NullMarked;
