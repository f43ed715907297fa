package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of Java types and their fields; the type of a field follows from its name. */
final class JavaFields {

  // No call into Words here: it fills its pools from this class.
  static final List<String> TYPES =
      List.of(
          "Person", "Order", "Ticket", "Book", "City", "Player", "Event", "Account", "Product",
          "Report");
  static final List<String> NAMES =
      List.of("name", "age", "city", "price", "count", "title", "email", "active", "score", "year");

  private static final Map<String, String> TYPE_OF =
      Map.of(
          "name", "String",
          "age", "int",
          "city", "String",
          "price", "double",
          "count", "int",
          "title", "String",
          "email", "String",
          "active", "boolean",
          "score", "double",
          "year", "int");

  private JavaFields() {}

  /** All words, each once. */
  static List<String> words() {
    Set<String> words = new LinkedHashSet<>(TYPES);
    for (String name : NAMES) {
      words.addAll(List.of(name, getter(name), declaration(name).split(" ", -1)[0]));
    }
    return new ArrayList<>(words);
  }

  /** As in {@code int age}; a field that is not known has no type. */
  static String declaration(String name) {
    return TYPE_OF.getOrDefault(name, "") + " " + name;
  }

  /** As in {@code getAge}. */
  static String getter(String name) {
    return "get" + Words.upper(name.substring(0, 1)) + name.substring(1);
  }
}
