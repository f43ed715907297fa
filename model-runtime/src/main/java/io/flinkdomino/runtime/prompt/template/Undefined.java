package io.flinkdomino.runtime.prompt.template;

/**
 * What a missing variable, key or element evaluates to: prints as nothing, is false, has no
 * elements, and fails when anything else is done with it.
 *
 * @param why says what is missing, for the error message
 */
record Undefined(String why) {

  static Undefined variable(String name) {
    return new Undefined("'" + name + "' is undefined");
  }

  static Undefined attribute(Object owner, String name) {
    return new Undefined("'%s' has no attribute '%s'".formatted(Values.typeName(owner), name));
  }

  static Undefined element(Object owner) {
    return new Undefined("'%s' has no such element".formatted(Values.typeName(owner)));
  }

  TemplateException failure(int line) {
    return TemplateException.render(line, why);
  }
}
