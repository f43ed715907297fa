package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Java type is to be written. White space in an answer is free. */
enum JavaKind {
  RECORD("Write a Java record {type} with the fields ", 4) {
    @Override
    String write(String type, List<String> fields) {
      List<String> components = fields.stream().map(JavaFields::declaration).toList();
      return "public record %s(\n    %s) {}".formatted(type, String.join(",\n    ", components));
    }

    @Override
    boolean isType(String code, String type, List<String> fields) {
      Matcher matcher = RECORD_SHAPE.matcher(code);
      return matcher.matches()
          && matcher.group(1).equals(type)
          && Stream.of(matcher.group(2).split(" ?, ?", -1))
              .toList()
              .equals(fields.stream().map(JavaFields::declaration).toList());
    }
  },
  CLASS("Write a Java class {type} with getters for ", 3) {
    @Override
    String write(String type, List<String> fields) {
      StringBuilder code = new StringBuilder("public class " + type + " {\n");
      fields.forEach(
          field -> code.append("  private %s;\n".formatted(JavaFields.declaration(field))));
      fields.forEach(
          field ->
              code.append(
                  "\n  public %s %s() {\n    return %s;\n  }\n"
                      .formatted(typeOf(field), JavaFields.getter(field), field)));
      return code.append("}").toString();
    }

    @Override
    boolean isType(String code, String type, List<String> fields) {
      Matcher matcher = CLASS_SHAPE.matcher(code);
      return matcher.matches()
          && matcher.group(1).equals(type)
          && members(PRIVATE_FIELD, matcher.group(2))
              .equals(fields.stream().map(JavaFields::declaration).toList())
          && members(GETTER, matcher.group(3))
              .equals(fields.stream().map(JavaKind::getter).toList());
    }
  };

  private static final Pattern RECORD_SHAPE =
      Pattern.compile("public record (\\p{L}+) ?\\( ?([^()]+?) ?\\) ?\\{ ?}");
  private static final Pattern PRIVATE_FIELD = Pattern.compile("private (\\p{L}+) (\\p{L}+) ?; ?");
  private static final Pattern GETTER =
      Pattern.compile("public (\\p{L}+) (\\p{L}+) ?\\( ?\\) ?\\{ ?return (\\p{L}+) ?; ?} ?");
  private static final Pattern CLASS_SHAPE =
      Pattern.compile(
          "public class (\\p{L}+) ?\\{ ?((?:%s)+)((?:%s)+)}"
              .formatted(unnamed(PRIVATE_FIELD), unnamed(GETTER)));

  private final String question;
  private final int mostFields;

  JavaKind(String question, int mostFields) {
    this.question = question;
    this.mostFields = mostFields;
  }

  abstract String write(String type, List<String> fields);

  /** Whether this is such a type with these fields in this order. Spaces are single. */
  abstract boolean isType(String code, String type, List<String> fields);

  /** What the user says: everything before the type, and everything up to the fields. */
  String question() {
    return question;
  }

  /** Longer answers would not fit. */
  int mostFields() {
    return mostFields;
  }

  private static String unnamed(Pattern pattern) {
    return pattern.pattern().replace("(\\p{L}+)", "\\p{L}+");
  }

  /** The groups of each member, with spaces between them. */
  private static List<String> members(Pattern member, String code) {
    List<String> members = new ArrayList<>();
    Matcher matcher = member.matcher(code);
    while (matcher.find()) {
      List<String> groups = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(matcher.group(i));
      }
      members.add(String.join(" ", groups));
    }
    return members;
  }

  private static String getter(String field) {
    return typeOf(field) + " " + JavaFields.getter(field) + " " + field;
  }

  private static String typeOf(String field) {
    return JavaFields.declaration(field).split(" ", -1)[0];
  }
}
