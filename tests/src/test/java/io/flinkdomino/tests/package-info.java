/** What holds for the whole project, checked on its compiled classes. */
@NullMarked
package io.flinkdomino.tests;

import org.jspecify.annotations.NullMarked;
