package io.flinkdomino.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of this module promises, checked field by field. */
class SchemaRulesTest {

  static Stream<Arguments> fields() {
    Map<String, Schema> named = new LinkedHashMap<>();
    SchemaHistory.CURRENT.forEach(schema -> collect(schema, named));
    return named.values().stream()
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .flatMap(
            schema ->
                schema.getFields().stream()
                    .map(field -> Arguments.of(schema.getName() + "." + field.name(), field)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void fieldIsDocumented(String name, Schema.Field field) {
    assertThat(field.doc()).as(name).isNotBlank().endsWith(".");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void fieldHasDefaultSoThatItMayBeRemovedLater(String name, Schema.Field field) {
    assertThat(field.hasDefaultValue()).as(name).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void fieldNameIsCamelCase(String name, Schema.Field field) {
    assertThat(field.name()).as(name).matches("[a-z][a-zA-Z0-9]*");
  }

  @Test
  void everyRecordCanBeBuiltFromDefaults() {
    assertThat(
            List.of(
                PromptRecord.newBuilder().build(),
                CompletionRecord.newBuilder().build(),
                AcceptanceMetricsRecord.newBuilder().build(),
                DeadLetterRecord.newBuilder().build()))
        .hasSize(4);
    assertThat(CompletionRecord.newBuilder().build().getUsage().getTotalTokens()).isZero();
  }

  @Test
  void unknownFinishReasonIsReadAsUnknown() {
    assertThat(CompletionFinishReason.getClassSchema().getEnumDefault()).isEqualTo("UNKNOWN");
  }

  private static void collect(Schema schema, Map<String, Schema> named) {
    for (Schema part : parts(schema)) {
      collect(part, named);
    }
    if (schema.getType() == Schema.Type.RECORD) {
      named.put(schema.getFullName(), schema);
    }
  }

  private static List<Schema> parts(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> schema.getFields().stream().map(Schema.Field::schema).toList();
      case ARRAY -> List.of(schema.getElementType());
      case MAP -> List.of(schema.getValueType());
      case UNION -> schema.getTypes();
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
    };
  }
}
