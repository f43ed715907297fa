package io.flinkdomino.runtime.prompt.template;

import java.util.Map;
import java.util.Set;

/**
 * The public attributes of Python's types: reading one yields a method, which this interpreter has
 * none of. Any other name is undefined.
 */
final class PythonAttributes {

  private static final Set<String> STR =
      Set.of(
          ("capitalize casefold center count encode endswith expandtabs find format format_map index"
                  + " isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric"
                  + " isprintable isspace istitle isupper join ljust lower lstrip maketrans"
                  + " partition removeprefix removesuffix replace rfind rindex rjust rpartition"
                  + " rsplit rstrip split splitlines startswith strip swapcase title translate"
                  + " upper zfill")
              .split(" "));
  private static final Set<String> INT =
      Set.of(
          ("as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer"
                  + " numerator real to_bytes")
              .split(" "));
  private static final Set<String> FLOAT =
      Set.of("as_integer_ratio conjugate fromhex hex imag is_integer real".split(" "));
  private static final Set<String> LIST =
      Set.of("append clear copy count extend index insert pop remove reverse sort".split(" "));
  private static final Set<String> DICT =
      Set.of("clear copy fromkeys get items keys pop popitem setdefault update values".split(" "));

  private static final Map<String, Set<String>> BY_TYPE =
      Map.of("str", STR, "int", INT, "bool", INT, "float", FLOAT, "list", LIST, "dict", DICT);

  private PythonAttributes() {}

  static boolean has(String type, String name) {
    return BY_TYPE.getOrDefault(type, Set.of()).contains(name);
  }
}
