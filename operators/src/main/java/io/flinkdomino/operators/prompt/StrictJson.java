package io.flinkdomino.operators.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to Java values: {@code Map}, {@code List}, {@code String}, {@code Long}, {@code
 * Double}, {@code Boolean}, null.
 *
 * <p>Refuses what lenient readers repair: duplicate keys, NaN and infinities, integers beyond 64
 * bits, lone surrogates, a second value behind the first. Messages name the place, never the
 * parser's excerpt of the text.
 */
final class StrictJson {

  static final int MAX_DEPTH = 32;

  /** A value of two bytes takes a hundred in memory: more of them than any prompt has. */
  static final int MAX_CONTAINERS_AND_NAMES = 1 << 18;

  /**
   * Texts, numbers, booleans and nulls, thirty bytes in memory: as many as any context has tokens.
   */
  static final int MAX_SCALARS = 1 << 20;

  /** Names come from outside, so neither interned nor kept in the factory's symbol table. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Read here and refused below, where the field's name is known.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(1_024)
                  .maxStringLength(PromptParser.MAX_VALUE_BYTES)
                  .build())
          .build();

  private final JsonParser parser;
  private int containersAndNames;
  private int scalars;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads text that holds exactly one JSON value. */
  static @Nullable Object parse(CharBuffer text) throws InvalidPromptException {
    try (JsonParser parser =
        FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      return new StrictJson(parser).document();
    } catch (IOException e) {
      throw new IllegalStateException("closing a parser of a char array failed", e);
    }
  }

  private @Nullable Object document() throws InvalidPromptException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw InvalidPromptException.unreadable("value must be one JSON value, got an empty text");
      }
      Object value = value(first);
      if (parser.nextToken() != null) {
        throw InvalidPromptException.unreadable(
            "value must be one JSON value, got another one" + position());
      }
      return value;
    } catch (IOException e) {
      throw InvalidPromptException.unreadable(
          "value must be JSON with at most "
              + MAX_DEPTH
              + " levels, got a syntax or size error"
              + position());
    }
  }

  private @Nullable Object value(JsonToken token) throws IOException, InvalidPromptException {
    if (token.isScalarValue() && ++scalars > MAX_SCALARS) {
      throw tooMany(MAX_SCALARS, "texts, numbers, booleans and nulls");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a JSON value cannot start with " + token);
    };
  }

  private Map<String, @Nullable Object> object() throws IOException, InvalidPromptException {
    countContainerOrName();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      countContainerOrName();
      String name = text(parser.currentName());
      if (fields.containsKey(name)) {
        throw InvalidPromptException.unreadable(path() + " must appear once, got it twice");
      }
      fields.put(name, value(parser.nextToken()));
    }
    return Collections.unmodifiableMap(fields);
  }

  private List<@Nullable Object> list() throws IOException, InvalidPromptException {
    countContainerOrName();
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return Collections.unmodifiableList(items);
  }

  private void countContainerOrName() throws InvalidPromptException {
    if (++containersAndNames > MAX_CONTAINERS_AND_NAMES) {
      throw tooMany(MAX_CONTAINERS_AND_NAMES, "objects, lists and names");
    }
  }

  private InvalidPromptException tooMany(int most, String what) {
    return InvalidPromptException.unreadable(
        "value must have at most " + most + " " + what + ", got more" + position());
  }

  private String text(String text) throws InvalidPromptException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw InvalidPromptException.unreadable(
              path() + " must be Unicode text, got half a surrogate pair at character " + i);
        }
        i++;
      }
    }
    return text;
  }

  private Long integer() throws IOException, InvalidPromptException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw InvalidPromptException.invalid(
          path() + " must be a number of at most 64 bits, got " + Shown.text(parser.getText()));
    }
    return parser.getLongValue();
  }

  private Double finite(double number) throws InvalidPromptException {
    if (!Double.isFinite(number)) {
      throw InvalidPromptException.invalid(path() + " must be a finite number, got " + number);
    }
    return number;
  }

  private String position() {
    var location = parser.currentLocation();
    String field = path();
    return (field.equals("value") ? "" : " in " + field)
        + " at line "
        + location.getLineNr()
        + ", column "
        + location.getColumnNr();
  }

  private String path() {
    String path = path(parser.getParsingContext());
    return path.isEmpty() ? "value" : path;
  }

  private static String path(@Nullable JsonStreamContext context) {
    if (context == null) {
      return "";
    }
    String outer = path(context.getParent());
    if (context.inArray()) {
      return outer + "[" + context.getCurrentIndex() + "]";
    }
    if (context.getCurrentName() == null) {
      return outer;
    }
    return (outer.isEmpty() ? "" : outer + ".") + Shown.name(context.getCurrentName());
  }
}
