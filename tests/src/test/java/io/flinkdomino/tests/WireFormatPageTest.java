package io.flinkdomino.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.ParsedPrompt;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.schemas.AcceptanceMetricsRecord;
import io.flinkdomino.schemas.CompletionRecord;
import io.flinkdomino.schemas.DeadLetterRecord;
import io.flinkdomino.schemas.PromptRecord;
import io.flinkdomino.tests.support.JsonShape;
import io.flinkdomino.tests.support.WireFormatPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/wire-format.md} against the schemas and the parser. */
class WireFormatPageTest {

  private static final WireFormatPage PAGE = WireFormatPage.read();

  private static final Map<String, Schema> RECORDS_BY_SECTION =
      Map.of(
          "Prompts", PromptRecord.getClassSchema(),
          "Completions", CompletionRecord.getClassSchema(),
          "Acceptance metrics", AcceptanceMetricsRecord.getClassSchema(),
          "Dead letters", DeadLetterRecord.getClassSchema());

  static List<Schema> namedTypes() {
    Map<String, Schema> named = new LinkedHashMap<>();
    RECORDS_BY_SECTION.values().forEach(schema -> JsonShape.collectNamed(schema, named));
    return List.copyOf(named.values());
  }

  @ParameterizedTest
  @MethodSource("namedTypes")
  void tableEqualsSchema(Schema schema) {
    if (schema.getType() == Schema.Type.ENUM) {
      assertThat(PAGE.text(schema.getName()))
          .startsWith("One of `" + String.join("`, `", schema.getEnumSymbols()) + "`. ");
    } else {
      assertThat(PAGE.rows(schema.getName()))
          .as(schema.getName())
          .isEqualTo(schema.getFields().stream().map(WireFormatPageTest::row).toList());
    }
  }

  private static List<String> row(Schema.Field field) {
    return List.of(
        "`" + field.name() + "`",
        "`" + WireFormat.JSON.fieldName(field.name()) + "`",
        type(field.schema()),
        "`" + JsonShape.defaultOf(field) + "`",
        field.doc());
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1)) + " or null";
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case RECORD, ENUM, FIXED -> schema.getName();
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema.getType().getName();
    };
  }

  @Test
  void everyTypeOnThePageExists() {
    assertThat(PAGE.typeHeadings())
        .containsExactlyInAnyOrderElementsOf(namedTypes().stream().map(Schema::getName).toList());
  }

  @Test
  void reasonsAreThoseOfTheEnum() {
    assertThat(PAGE.rows("Dead letters"))
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            Arrays.stream(FailureReason.values()).map(reason -> "`" + reason + "`").toList());
  }

  @Test
  void everyPromptIsOneThatTheJobTakes() {
    List<String> examples = PAGE.examples("Prompts");
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    for (String example : examples) {
      assertThat(new PromptParser(WireFormat.JSON).parse(record(example)))
          .as(example)
          .isInstanceOf(ParsedPrompt.Accepted.class);
    }
  }

  @Test
  void theExamplesReadmeSendsOneThatTheJobTakes() throws Exception {
    List<String> prompts =
        Files.readAllLines(Path.of("../job/examples/README.md")).stream()
            .filter(line -> line.contains("\t{"))
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .toList();
    assertThat(prompts).isNotEmpty();
    for (String prompt : prompts) {
      assertThat(new PromptParser(WireFormat.JSON).parse(record(prompt)))
          .as(prompt)
          .isInstanceOf(ParsedPrompt.Accepted.class);
    }
  }

  private static InputRecord record(String json) {
    return new InputRecord(
        "prompts", 0, 0, 0, null, json.getBytes(StandardCharsets.UTF_8), List.of());
  }

  @Test
  void everyOutputHasTheShapeOfItsSchema() throws Exception {
    for (Map.Entry<String, Schema> section : RECORDS_BY_SECTION.entrySet()) {
      List<String> examples = PAGE.examples(section.getKey());
      assertThat(examples).as(section.getKey()).isNotEmpty();
      for (String example : examples) {
        JsonNode json = new ObjectMapper().readTree(example);
        if (!section.getKey().equals("Prompts")) {
          assertThat(JsonShape.problems(section.getValue(), json)).as(example).isEmpty();
        }
      }
    }
  }
}
