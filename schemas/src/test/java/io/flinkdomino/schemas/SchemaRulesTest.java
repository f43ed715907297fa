package io.flinkdomino.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of this module promises, checked field by field. */
class SchemaRulesTest {

  private static final Pattern NAME_START = Pattern.compile("(?<=.)(?=[A-Z])");

  static Stream<Arguments> fields() {
    Map<String, Schema> named = new LinkedHashMap<>();
    SchemaHistory.CURRENT.forEach(schema -> SchemaChange.collect(schema, named));
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
  void fieldHasDefaultSoThatOlderDataMayLackIt(String name, Schema.Field field) {
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

  @Test
  void packagedSchemasAreTheContractItself() throws IOException {
    for (Schema schema : SchemaHistory.CURRENT) {
      String file = NAME_START.matcher(schema.getName()).replaceAll("_").toLowerCase(Locale.ROOT);
      try (InputStream text = PromptRecord.class.getResourceAsStream("/avro/" + file + ".avsc")) {
        Schema packaged = new Schema.Parser().parse(text);
        assertThat(SchemaChange.problems(packaged, schema)).isEmpty();
        assertThat(SchemaChange.problems(schema, packaged)).isEmpty();
        assertThat(packaged.toString()).doesNotContain("avro.java.string");
      }
    }
  }
}
