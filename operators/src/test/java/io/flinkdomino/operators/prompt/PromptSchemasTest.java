package io.flinkdomino.operators.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.registry.RegistryUnavailableException;
import io.flinkdomino.operators.registry.SchemaSource;
import io.flinkdomino.operators.registry.SchemaSource.Answer;
import io.flinkdomino.schemas.PromptRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptSchemasTest {

  private static final String CURRENT = PromptRecord.getClassSchema().toString();
  private static final Answer GOOD = new Answer.Found("AVRO", CURRENT, 0);
  private static final Answer BAD = new Answer.Refused("be known to the registry", "none");

  private final List<Integer> asked = new ArrayList<>();
  private long nanos;
  private long slept;

  @Test
  void asksOnceForEachGoodSchema() throws InvalidPromptException {
    PromptSchemas schemas = schemas(GOOD);
    WrittenPrompt first = schemas.of(1);
    schemas.of(2);
    assertThat(schemas.of(1)).isSameAs(first);
    assertThat(asked).containsExactly(1, 2);
    assertThat(slept).isZero();
  }

  @Test
  void remembersBadIdsForAWhile() {
    PromptSchemas schemas = schemas(BAD);
    for (int i = 0; i < 1_000; i++) {
      assertRefused(schemas, 7, "schema 7 must be known to the registry, got none");
    }
    assertThat(asked).containsExactly(7);
    nanos += Duration.ofSeconds(31).toNanos();
    assertRefused(schemas, 7, "schema 7 must be known to the registry, got none");
    assertThat(asked).containsExactly(7, 7);
  }

  @Test
  void waitsAfterEachBadIdSoThatNoStreamOfThemFloodsTheRegistry() {
    PromptSchemas schemas = schemas(BAD);
    for (int id = 1; id <= 100; id++) {
      assertRefused(schemas, id, "be known");
    }
    assertThat(asked).hasSize(100);
    assertThat(slept).isBetween(99 * 100L, 100 * 102L);
  }

  @Test
  void badIdsDoNotDriveOutGoodSchemas() throws InvalidPromptException {
    PromptSchemas schemas =
        new PromptSchemas(id -> ask(id, id == 1 ? GOOD : BAD), () -> nanos, this::sleep);
    schemas.of(1);
    for (int id = 2; id < 10_000; id++) {
      assertRefused(schemas, id, "be known");
    }
    asked.clear();
    schemas.of(1);
    assertThat(asked).isEmpty();
    assertRefused(schemas, 2, "be known");
    assertThat(asked).as("the oldest bad id is forgotten: memory is bounded").containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void doesNotAskForIdsThatCannotBe(int id) {
    assertRefused(schemas(GOOD), id, "schema " + id + " must be 1 or more, got " + id);
    assertThat(asked).isEmpty();
  }

  @Test
  void aRegistryThatIsDownIsNotRemembered() throws InvalidPromptException {
    boolean[] up = {false};
    PromptSchemas schemas =
        new PromptSchemas(
            id -> {
              if (!up[0]) {
                throw new RegistryUnavailableException("down");
              }
              return GOOD;
            },
            () -> nanos,
            this::sleep);
    assertThatThrownBy(() -> schemas.of(1)).isInstanceOf(RegistryUnavailableException.class);
    up[0] = true;
    assertThat(schemas.of(1)).isNotNull();
  }

  @Test
  void refusesWhatIsNoAvroSchema() {
    assertRefused(found("JSON", "{}", 0), "schema 1 must be an Avro schema, got JSON");
    assertRefused(found("AVRO", CURRENT, 2), "must stand alone, got 2 references to other schemas");
    for (String text : List.of("", "{", "[]", "{}", "7", "null", "\"Unknown\"", "{\"type\":7}")) {
      assertThatThrownBy(() -> schemas(new Answer.Found("AVRO", text, 0)).of(1))
          .as(text)
          .isInstanceOf(InvalidPromptException.class);
    }
  }

  @Test
  void refusesSchemasThatArePromptsNoMoreAndSaysWhere() {
    assertRefused(
        found("AVRO", record("{\"name\": \"maxTokens\", \"type\": \"string\"}"), 0),
        "schema 1 must be compatible with PromptRecord, got MISSING_UNION_BRANCH at maxTokens: reader"
            + " union lacking writer type: STRING");
    assertRefused(found("AVRO", "\"string\"", 0), "schema 1 must be a record, got string");
    assertRefused(
        found("AVRO", "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}", 0),
        "NAME_MISMATCH");
  }

  @Test
  void refusesShortSchemasThatStandForBillionsOfTypes() {
    StringBuilder fields = new StringBuilder();
    fields.append("{\"name\":\"f0\",\"type\":{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}}");
    for (int i = 1; i <= 40; i++) {
      fields.append(
          (",{\"name\":\"f%1$d\",\"type\":{\"type\":\"record\",\"name\":\"R%1$d\",\"fields\":["
                  + "{\"name\":\"a\",\"type\":\"R%2$d\"},{\"name\":\"b\",\"type\":\"R%2$d\"}]}}")
              .formatted(i, i - 1));
    }
    assertRefused(
        found("AVRO", record(fields.toString()), 0),
        "must stand for at most 10000 types and have at most 64 levels");
  }

  @Test
  void refusesSchemasThatNestTooDeep() {
    String deep =
        "{\"name\":\"f\",\"type\":"
            + "{\"type\":\"array\",\"items\":".repeat(70)
            + "\"int\""
            + "}".repeat(70)
            + "}";
    assertRefused(found("AVRO", record(deep), 0), "at most 64 levels");
  }

  private static PromptSchemas found(String type, String text, int references) {
    Answer answer = new Answer.Found(type, text, references);
    return new PromptSchemas(id -> answer, () -> 0, millis -> {});
  }

  static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"PromptRecord\",\"namespace\":\"io.flinkdomino.schemas\","
        + "\"fields\":["
        + fields
        + "]}";
  }

  private PromptSchemas schemas(Answer answer) {
    SchemaSource source = id -> ask(id, answer);
    return new PromptSchemas(source, () -> nanos, this::sleep);
  }

  private Answer ask(int id, Answer answer) {
    asked.add(id);
    return answer;
  }

  private void sleep(long millis) {
    slept += millis;
    nanos += Duration.ofMillis(millis).toNanos();
  }

  private static void assertRefused(PromptSchemas schemas, String message) {
    assertRefused(schemas, 1, message);
  }

  private static void assertRefused(PromptSchemas schemas, int id, String message) {
    assertThatThrownBy(() -> schemas.of(id))
        .isInstanceOf(InvalidPromptException.class)
        .hasMessageContaining(message);
  }
}
