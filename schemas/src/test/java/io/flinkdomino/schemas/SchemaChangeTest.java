package io.flinkdomino.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants changes in a schema and sees which are noticed. */
class SchemaChangeTest {

  private static final Path AVRO = Path.of("src", "main", "avro");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          prompt_record; "name": "topK"; "name": "topN"; PromptRecord.topK was released and is gone
          prompt_record; {"name": "topK", "type": ["null", "int"]; {"name": "topK", "type": ["null", "long"]; released readers
          prompt_record; {"name": "topK", "type": ["null", "int"]; {"name": "topK", "type": ["null", "long"]; PromptRecord.topK must stay null or int with default
          prompt_record; {"name": "topK", "type": ["null", "int"]; {"name": "topK", "type": ["null", "string"]; reading released data
          prompt_record; {"name": "topK", "type": ["null", "int"]; {"name": "topK", "type": ["null", "int", "string"]; released readers
          prompt_record; "name": "ignoreEos", "type": "boolean", "default": false; "name": "ignoreEos", "type": "boolean", "default": true; PromptRecord.ignoreEos must stay boolean with default false, got boolean with default true
          prompt_record; "name": "ignoreEos", "type": "boolean", "default": false; "name": "ignoreEos", "type": "boolean"; PromptRecord.ignoreEos must stay boolean with default false, got boolean without default
          prompt_record; "name": "PromptMessage"; "name": "Message"; MISSING_UNION_BRANCH
          prompt_record; "name": "PromptMessage"; "name": "PromptMessage", "namespace": "other"; io.flinkdomino.schemas.PromptMessage.role was released and is gone
          completion_record; "symbols": ["UNKNOWN", "STOP", "LENGTH"]; "symbols": ["UNKNOWN", "STOP"]; CompletionFinishReason.LENGTH was released and is gone
          completion_record; "default": "UNKNOWN"},; "default": "STOP"},; CompletionFinishReason must stay an enum with default UNKNOWN, got an enum with default STOP
          completion_record; "default": null, "jsonOmitNull": true, "doc": "Token ids; "default": null, "doc": "Token ids; CompletionRecord.tokenIds must stay
          """)
  void noticesWhatBreaksUsers(String file, String old, String changed, String problem)
      throws IOException {
    assertThat(problems(file, old, changed)).anySatisfy(text -> assertThat(text).contains(problem));
  }

  @Test
  void allowsWhatBreaksNobody() throws IOException {
    assertThat(problems("prompt_record", "One prompt and how", "A prompt and how")).isEmpty();
    assertThat(
            problems(
                "prompt_record",
                "{\"name\": \"topK\"",
                "{\"name\": \"added\", \"type\": \"string\", \"default\": \"\"}, {\"name\": \"topK\""))
        .isEmpty();
    assertThat(problems("completion_record", "\"LENGTH\"]", "\"LENGTH\", \"DEADLINE\"]")).isEmpty();
  }

  private static List<String> problems(String file, String old, String changed) throws IOException {
    String text = Files.readString(AVRO.resolve(file + ".avsc"));
    assertThat(text).contains(old);
    Schema released = new Schema.Parser().parse(text);
    Schema current =
        new Schema.Parser().setValidateDefaults(false).parse(text.replace(old, changed));
    return SchemaChange.problems(released, current);
  }
}
