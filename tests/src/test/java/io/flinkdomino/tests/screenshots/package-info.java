/**
 * Takes the pictures of {@code docs/dashboard.md}: a running job under load goes in, PNG files come
 * out of a headless browser. Started by {@code tests/screenshots/run.sh} only, never by the build.
 */
@NullMarked
package io.flinkdomino.tests.screenshots;

import org.jspecify.annotations.NullMarked;
