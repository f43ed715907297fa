/**
 * Renders chat templates as Transformers does: Jinja2 with {@code trim_blocks} and {@code
 * lstrip_blocks}, no escaping, one trailing newline dropped.
 *
 * <p>Comes in: a template's source, then variables. Goes out: text. Source becomes tokens ({@link
 * io.flinkdomino.runtime.prompt.template.Lexer}), tokens a tree ({@link
 * io.flinkdomino.runtime.prompt.template.Parser}), the tree renders itself. A construct outside the
 * supported subset is refused by name when the template is parsed. Immutable; any thread.
 */
@NullMarked
package io.flinkdomino.runtime.prompt.template;

import org.jspecify.annotations.NullMarked;
