package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** JSON prompts of a {@link Workload} in Avro's binary encoding. */
public final class AvroPrompts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AvroPrompts() {}

  /** The same prompts, encoded anew. */
  public static List<Prompt> of(List<Prompt> prompts) {
    return prompts.stream()
        .map(prompt -> new Prompt(prompt.number(), encode(prompt), prompt.expected()))
        .toList();
  }

  private static byte[] encode(Prompt prompt) {
    return new RecordEncoder(WireFormat.AVRO).encode(record(prompt));
  }

  /** What a JSON prompt says, as a record. */
  static PromptRecord record(Prompt prompt) {
    try {
      JsonNode json = JSON.readTree(prompt.value());
      PromptRecord record = PromptRecord.newBuilder().build();
      record.setId(json.hasNonNull("id") ? json.get("id").asText() : null);
      record.setPrompt(json.hasNonNull("prompt") ? json.get("prompt").asText() : null);
      record.setPromptTokenIds(
          json.has("prompt_token_ids") ? GoldenCase.ints(json.get("prompt_token_ids")) : null);
      record.setMessages(json.has("messages") ? List.of(message(json)) : null);
      record.setMaxTokens(json.get("max_tokens").asInt());
      record.setReturnTokenIds(true);
      if (json.has("metadata")) {
        record.setMetadata(Map.of("tenant", json.at("/metadata/tenant").asText()));
      }
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PromptMessage message(JsonNode json) {
    JsonNode message = json.at("/messages/0");
    return new PromptMessage(message.get("role").asText(), message.get("content").asText());
  }
}
