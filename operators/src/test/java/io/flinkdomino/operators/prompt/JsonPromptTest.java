package io.flinkdomino.operators.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPromptTest {

  private static final PromptParser PARSER = new PromptParser(WireFormat.JSON);

  @Test
  void readsEveryHonouredField() {
    ParsedPrompt.Accepted prompt =
        accepted(
            """
            {"id": "q-1", "messages": [{"role": "system", "content": ""},
              {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}],
             "chat_template_kwargs": {"enable_thinking": false, "depth": 3, "tags": ["x", null, 1.5]},
             "max_completion_tokens": 7, "min_tokens": 3, "stop": ["a\\n", "b"],
             "stop_token_ids": [5, 9, 5], "ignore_eos": true,
             "temperature": 0.5, "top_k": 40, "top_p": 0.9, "min_p": 0.1, "repetition_penalty": 1.1,
             "presence_penalty": -1, "frequency_penalty": 0.25, "logit_bias": {"0": -100, "639": 2.5},
             "banned_token_ids": [7, 8, 7], "seed": -12, "n": 3, "logprobs": true, "top_logprobs": 2,
             "priority": -4, "deadline_epoch_ms": 1900000000000, "return_token_ids": true,
             "return_decode_trace": true, "metadata": {"tenant": "a", "": "b"}}
            """);
    assertThat(prompt.request().id()).isEqualTo("q-1");
    PromptInput.Messages messages = (PromptInput.Messages) prompt.request().prompt();
    assertThat(messages.messages())
        .containsExactly(new ChatMessage("system", ""), new ChatMessage("user", "a\nb"));
    assertThat(messages.templateArguments())
        .containsEntry("enable_thinking", false)
        .containsEntry("depth", 3L)
        .containsEntry("tags", Arrays.asList("x", null, 1.5));
    assertThat(prompt.request().parameters()).isEqualTo(Inputs.everyParameter());
    assertThat(prompt.metadata()).isEqualTo(Map.of("tenant", "a", "", "b"));
  }

  @Test
  void fillsDefaultsOfAbsentFields() {
    ParsedPrompt.Accepted prompt = accepted("{\"prompt\": \"Hello\"}");
    assertThat(prompt.request().id()).isEqualTo("prompts-3-42");
    assertThat(prompt.request().prompt()).isEqualTo(new PromptInput.Text("Hello"));
    assertThat(prompt.request().parameters())
        .isEqualTo(
            GenerationParameters.of(
                StopConditions.after(GenerationParameters.DEFAULT_MAX_TOKENS),
                SamplingParameters.GREEDY,
                prompt.request().parameters().seed()));
    assertThat(prompt.metadata()).isEmpty();
  }

  @Test
  void derivesTheSeedFromTheIdAlone() {
    // echo -n q-1 | sha256sum starts with 8a3e90ba8a519e
    assertThat(accepted("{\"id\": \"q-1\", \"prompt\": \"x\"}").request().parameters().seed())
        .isEqualTo(accepted("{\"id\": \"q-1\", \"prompt\": \"y\"}").request().parameters().seed())
        .isEqualTo(4864042263988787L);
  }

  @Test
  void readsTokenIds() {
    assertThat(accepted("{\"prompt_token_ids\": [0, 2147483647]}").request().prompt())
        .isEqualTo(new PromptInput.TokenIds(List.of(0, Integer.MAX_VALUE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\": 0",
        "\"temperature\": 0.0",
        "\"temperature\": -0.0",
        "\"top_p\": 1",
        "\"top_k\": 0",
        "\"top_k\": -1",
        "\"min_p\": 0",
        "\"presence_penalty\": 0",
        "\"frequency_penalty\": 0.0",
        "\"repetition_penalty\": 1.0",
        "\"min_tokens\": 0",
        "\"n\": 1",
        "\"priority\": 0",
        "\"stop\": []",
        "\"stop\": null",
        "\"logit_bias\": {}",
        "\"banned_token_ids\": []",
        "\"logprobs\": false",
        "\"logprobs\": null, \"top_logprobs\": 0",
        "\"deadline_epoch_ms\": null",
        "\"messages\": null",
        "\"chat_template_kwargs\": {}",
        "\"max_tokens\": 256, \"max_completion_tokens\": 256"
      })
  void acceptsValuesThatChangeNothing(String field) {
    assertThat(accepted("{\"prompt\": \"x\", " + field + "}").request().parameters())
        .isEqualTo(accepted("{\"prompt\": \"x\"}").request().parameters());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"logprobs\": true | 0",
        "\"logprobs\": 0 | 0",
        "\"logprobs\": 20 | 20",
        "\"logprobs\": true, \"top_logprobs\": 5 | 5"
      })
  void readsBothWaysToAskForLogProbabilities(String field, int count) {
    assertThat(accepted("{\"prompt\": \"x\", " + field + "}").request().parameters().logprobs())
        .hasValue(count);
  }

  @Test
  void readsOneStopTextOrSeveral() {
    assertThat(accepted("{\"prompt\": \"x\", \"stop\": \"a b\"}").request().parameters().stop())
        .isEqualTo(
            accepted("{\"prompt\": \"x\", \"stop\": [\"a b\"]}").request().parameters().stop())
        .satisfies(stop -> assertThat(stop.texts()).containsExactly("a b"));
  }

  @Test
  void refusesPartsOfMessagesThatAreNoText() {
    assertRejected(
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}",
        FailureReason.UNSUPPORTED_FIELD,
        "messages[0].content[0].type must be \"text\" in this release, got image_url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"max_tokens\": 0 | max_tokens must be between 1 and 2147483647, got 0",
        "\"max_tokens\": 2147483648 | max_tokens must be an integer of at most 32 bits, got 2147483648",
        "\"max_tokens\": 99999999999999999999 | max_tokens must be a number of at most 64 bits, got 99999999999999999999",
        "\"max_tokens\": 5.5 | max_tokens must be an integer of at most 32 bits, got 5.5",
        "\"max_tokens\": \"many\" | max_tokens must be an integer of at most 32 bits, got \"many\"",
        "\"max_tokens\": 5, \"max_completion_tokens\": 6 | max_tokens and max_completion_tokens are the same field, got 5 and 6",
        "\"temperature\": -0.1 | temperature must be between 0 and 2, got -0.1",
        "\"temperature\": 2.5 | temperature must be between 0 and 2, got 2.5",
        "\"temperature\": \"hot\" | temperature must be a number, got \"hot\"",
        "\"temperature\": NaN | temperature must be a finite number, got NaN",
        "\"temperature\": 1e999 | temperature must be a finite number, got Infinity",
        "\"temperature\": true | temperature must be a number, got true",
        "\"top_p\": 0 | top_p must be above 0 and at most 1, got 0.0",
        "\"top_k\": -2 | top_k must be -1 or more, got -2",
        "\"min_p\": 1.5 | min_p must be between 0 and 1, got 1.5",
        "\"presence_penalty\": 3 | presence_penalty must be between -2 and 2, got 3.0",
        "\"repetition_penalty\": 0 | repetition_penalty must be above 0 and at most 10, got 0.0",
        "\"min_tokens\": -1 | min_tokens must be between 0 and max_tokens, which is 256, got -1",
        "\"max_tokens\": 4, \"min_tokens\": 5 | min_tokens must be between 0 and max_tokens, which is 4, got 5",
        "\"min_tokens\": 1.5 | min_tokens must be an integer of at most 32 bits, got 1.5",
        "\"top_p\": \"most\" | top_p must be a number, got \"most\"",
        "\"top_k\": 1.5 | top_k must be an integer of at most 32 bits, got 1.5",
        "\"min_p\": [0] | min_p must be a number, got a list",
        "\"presence_penalty\": false | presence_penalty must be a number, got false",
        "\"frequency_penalty\": {} | frequency_penalty must be a number, got an object",
        "\"repetition_penalty\": \"1\" | repetition_penalty must be a number, got \"1\"",
        "\"n\": true | n must be an integer of at most 32 bits, got true",
        "\"logprobs\": 2.5 | logprobs must be true, false or an integer, got 2.5",
        "\"logprobs\": true, \"top_logprobs\": 21 | logprobs must be between 0 and 20, got 21",
        "\"logprobs\": true, \"top_logprobs\": \"2\" | top_logprobs must be an integer of at most 32 bits, got \"2\"",
        "\"priority\": 2147483648 | priority must be an integer of at most 32 bits, got 2147483648",
        "\"deadline_epoch_ms\": 1.7e12 | deadline_epoch_ms must be a 64-bit integer, got 1.7E12",
        "\"banned_token_ids\": [1.5] | banned_token_ids[0] must be an integer of at most 32 bits, got 1.5",
        "\"banned_token_ids\": {\"5\": 1} | banned_token_ids must be a list, got an object",
        "\"logit_bias\": {\"05\": 1} | logit_bias must map token ids, got the name 05",
        "\"logit_bias\": {\"-1\": 1} | logit_bias must map token ids, got the name -1",
        "\"logit_bias\": {\"9999999999\": 1} | logit_bias must map token ids, got the name 9999999999",
        "\"logit_bias\": {\"5\": \"1\"} | logit_bias.5 must be a number, got \"1\"",
        "\"logit_bias\": {\"5\": NaN} | logit_bias.5 must be a finite number, got NaN",
        "\"logit_bias\": {\"5\": -100.5} | logit_bias.5 must be between -100 and 100, got -100.5",
        "\"n\": 0 | n must be between 1 and 128, got 0",
        "\"logprobs\": 21 | logprobs must be between 0 and 20, got 21",
        "\"logprobs\": \"yes\" | logprobs must be true, false or an integer, got \"yes\"",
        "\"top_logprobs\": 2 | top_logprobs must come with logprobs true, got 2 alone",
        "\"deadline_epoch_ms\": -1 | deadline_epoch_ms must be 0 or more, got -1",
        "\"seed\": 1.5 | seed must be a 64-bit integer, got 1.5",
        "\"seed\": 9223372036854775808 | seed must be a number of at most 64 bits, got 9223372036854775808",
        "\"stop\": 5 | stop must be a string or a list of strings, got a number",
        "\"stop\": [\"Zebra\", \"\"] | stop[1] must have 1 to 1024 characters, got 0",
        "\"stop\": \"\" | stop[0] must have 1 to 1024 characters, got 0",
        "\"stop\": [\"Zebra\", 5] | stop must be a string or a list of strings, got a number",
        "\"stop_token_ids\": [3, -1] | stop_token_ids[1] must be 0 or more, got -1",
        "\"stop_token_ids\": [3, \"4\"] | stop_token_ids[1] must be an integer of at most 32 bits, got \"4\"",
        "\"stop_token_ids\": 3 | stop_token_ids must be a list, got a number",
        "\"banned_token_ids\": [-1] | banned_token_ids[0] must be 0 or more, got -1",
        "\"logit_bias\": {\"five\": 1} | logit_bias must map token ids, got the name five",
        "\"logit_bias\": {\"5\": 101} | logit_bias.5 must be between -100 and 100, got 101.0",
        "\"logit_bias\": {\"5\": null} | logit_bias.5 must be a number, got null",
        "\"logit_bias\": [1] | logit_bias must be a JSON object, got a list",
        "\"ignore_eos\": 1 | ignore_eos must be true or false, got 1",
        "\"id\": \"\" | id must have 1 to 256 characters, got 0",
        "\"id\": 7 | id must be a string, got 7",
        "\"metadata\": {\"a\": 1} | metadata.a must be a string, got a number",
        "\"metadata\": {\"a\": null} | metadata.a must be a string, got null",
        "\"metadata\": \"a\" | metadata must be a JSON object, got a string",
        "\"chat_template_kwargs\": {\"a\": 1} | chat_template_kwargs must come with messages, got prompt",
        "\"prompt_token_ids\": [1] | exactly one of messages, prompt and prompt_token_ids must be set, got prompt and prompt_token_ids",
        "\"temprature\": 0 | temprature is not a field of a prompt",
        "\"stream\": true | stream is not a field of a prompt"
      })
  void refusesInvalidValuesByName(String field, String message) {
    assertRejected("{\"prompt\": \"x\", " + field + "}", FailureReason.INVALID_FIELD, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | exactly one of messages, prompt and prompt_token_ids must be set, got none",
        "[] | value must be a JSON object, got a list",
        "17 | value must be a JSON object, got a number",
        "null | value must be a JSON object, got null",
        "{\"prompt\": \"\"} | prompt must not be empty",
        "{\"prompt\": [\"Zebra\"]} | prompt must be a string, got a list",
        "{\"prompt\": 5} | prompt must be a string, got a number",
        "{\"prompt_token_ids\": []} | prompt_token_ids must not be empty",
        "{\"prompt_token_ids\": [-1]} | prompt_token_ids[0] must be 0 or more, got -1",
        "{\"prompt_token_ids\": [1, 2.0]} | prompt_token_ids[1] must be an integer of at most 32 bits, got 2.0",
        "{\"prompt_token_ids\": [1, null]} | prompt_token_ids[1] must be an integer of at most 32 bits, got null",
        "{\"messages\": []} | messages must not be empty",
        "{\"messages\": \"Zebra\"} | messages must be a list, got a string",
        "{\"messages\": [\"Zebra\"]} | messages[0] must be a JSON object, got a string",
        "{\"messages\": [{\"content\": \"Zebra\"}]} | messages[0].role must be a string, got none",
        "{\"messages\": [{\"role\": \"\", \"content\": \"x\"}]} | messages[0].role must have 1 to 64 characters, got 0",
        "{\"messages\": [{\"role\": \"user\"}]} | messages[0].content must be a string or a list of text parts, got null",
        "{\"messages\": [{\"role\": \"user\", \"content\": []}]} | messages[0].content must be a string or a list of text parts, got a list",
        "{\"messages\": [{\"role\": \"user\", \"content\": {\"Zebra\": 1}}]} | messages[0].content must be a string or a list of text parts, got an object",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"x\", \"name\": \"Zebra\"}]} | messages[0].name is not a field of a prompt",
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": 5}]}]} | messages[0].content[0].text must be a string, got a number",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"chat_template_kwargs\": {\"a\": null}} | chat_template_kwargs.a must be a value, got null"
      })
  void refusesInvalidPromptsByName(String json, String message) {
    assertRejected(json, FailureReason.INVALID_FIELD, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | value must be one JSON value, got an empty text",
        "Zebra | value must be JSON with at most 32 levels, got a syntax or size error at line 1, column",
        "{\"prompt\": \"Zebra | value must be JSON with at most 32 levels, got a syntax or size error in prompt at line 1, column",
        "{\"prompt\": \"x\"} {} | value must be one JSON value, got another one at line 1, column",
        "{\"prompt\": \"x\", \"n\": 1, \"n\": 1} | n must appear once, got it twice",
        "{\"metadata\": {\"a\": \"x\", \"a\": \"y\"}} | metadata.a must appear once, got it twice",
        "{\"prompt\": \"Zebra \\ud800\"} | prompt must be Unicode text, got half a surrogate pair at character 6",
        "{\"prompt\": \"\\udc00\\ud800\"} | prompt must be Unicode text, got half a surrogate pair at character 0",
        "{\"messages\": [{\"content\": \"\\ud800x\"}]} | messages[0].content must be Unicode text, got half a surrogate pair at character 0",
        "{\"Zebra in\": 1, \"Zebra in\": 1} | (a name of 8 characters) must appear once",
        "{\"a\\ud800\": 1} | must be Unicode text",
        "{\"prompt\": 0x10} | value must be JSON",
        "{'prompt': 'x'} | value must be JSON",
        "{\"prompt\": \"x\",} | value must be JSON",
        "{\"prompt\": \"x\" /* c */} | value must be JSON"
      })
  void refusesWhatIsNotStrictJson(String json, String message) {
    assertRejected(json, FailureReason.UNREADABLE, message);
  }

  @Test
  void acceptsPairedSurrogateEscapes() {
    assertThat(accepted("{\"prompt\": \"\\ud83d\\ude00\"}").request().prompt())
        .isEqualTo(new PromptInput.Text("😀"));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin1 = "{\"prompt\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertRejected(latin1, FailureReason.UNREADABLE, "value must be UTF-8, got a bad byte at 12");
  }

  @Test
  void refusesDeepNesting() {
    String json = "{\"chat_template_kwargs\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertRejected(json, FailureReason.UNREADABLE, "at most 32 levels");
  }

  @Test
  void refusesEndlessNumbersAndNames() {
    assertRejected(
        "{\"n\": " + "1".repeat(100_000) + "}", FailureReason.UNREADABLE, "size error in n at");
    assertRejected("{\"" + "n".repeat(100_000) + "\": 1}", FailureReason.UNREADABLE, "size error");
  }

  @Test
  void refusesValuesBeyondTheSizeLimitUnread() {
    assertRejected(
        new byte[PromptParser.MAX_VALUE_BYTES + 1],
        FailureReason.UNREADABLE,
        "value must be at most 8388608 bytes, got 8388609");
  }

  @Test
  void refusesTombstones() {
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) PARSER.parse(Inputs.of(null));
    assertThat(rejected.refusal().reason()).isEqualTo(FailureReason.TOMBSTONE);
    assertThat(rejected.id()).isEmpty();
  }

  @Test
  void limitsCountsAndSizes() {
    String ids = "[" + "1,".repeat(1_024) + "1]";
    assertRejected(
        "{\"prompt\": \"x\", \"stop_token_ids\": " + ids + "}",
        FailureReason.INVALID_FIELD,
        "stop_token_ids must have at most 1024 entries, got 1025");
    assertRejected(
        "{\"prompt\": \"x\", \"banned_token_ids\": " + ids + "}",
        FailureReason.INVALID_FIELD,
        "banned_token_ids must have at most 1024 entries, got 1025");
    assertRejected(
        "{\"prompt\": \"x\", \"stop\": [" + "\"Zebra\",".repeat(16) + "\"Zebra\"]}",
        FailureReason.INVALID_FIELD,
        "stop must have at most 16 entries, got 17");
    assertRejected(
        "{\"prompt\": \"x\", \"metadata\": {\"a\": \"" + "é".repeat(8_192) + "\"}}",
        FailureReason.INVALID_FIELD,
        "metadata must have at most 16384 bytes, got 16385");
    StringBuilder entries = new StringBuilder("\"k\": \"\"");
    for (int i = 0; i < 64; i++) {
      entries.append(", \"").append(i).append("\": \"\"");
    }
    assertRejected(
        "{\"prompt\": \"x\", \"metadata\": {" + entries + "}}",
        FailureReason.INVALID_FIELD,
        "metadata must have at most 64 entries, got 65");
    assertRejected(
        "{\"prompt\": \"x\", \"id\": \"" + "i".repeat(257) + "\"}",
        FailureReason.INVALID_FIELD,
        "id must have 1 to 256 characters, got 257");
  }

  @Test
  void clipsLongValuesInMessages() {
    ParsedPrompt.Rejected rejected =
        rejected(Inputs.json("{\"max_tokens\": \"" + "9".repeat(5_000) + "\"}"));
    assertThat(rejected.refusal().message()).endsWith("9…\"").hasSizeLessThan(120);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{\"id\": \"q-1\", \"prompt\": \"x\", \"n\": 0} | q-1",
        "{\"id\": \"q-1\", \"prompt\": \"x\", \"oops\": 0} | q-1",
        "{\"prompt\": {\"id\": \"inner\"}, \"id\": \"q-1\"} | q-1",
        "{\"id\": \"q-1\", \"prompt\": \"breaks off | q-1",
        "{\"prompt\": \"x\", \"n\": 0} | prompts-3-42",
        "{\"prompt\": 5} | prompts-3-42",
        "{\"id\": \"\", \"prompt\": \"x\"} | prompts-3-42",
        "{\"id\": 5, \"prompt\": \"x\"} | prompts-3-42",
        "{\"prompt\": \"breaks off | none",
        "[\"id\", \"q-1\"] | prompts-3-42",
        "no JSON | none"
      })
  void rejectedPromptsKeepTheirIdWhereItCanBeRead(String json, String id) {
    assertThat(rejected(Inputs.json(json)).id()).isEqualTo(Optional.ofNullable(id));
  }

  private static ParsedPrompt.Accepted accepted(String json) {
    ParsedPrompt prompt = PARSER.parse(Inputs.json(json));
    assertThat(prompt).as(json).isInstanceOf(ParsedPrompt.Accepted.class);
    return (ParsedPrompt.Accepted) prompt;
  }

  private static void assertRejected(String json, FailureReason reason, String message) {
    assertRejected(Inputs.utf8(json), reason, message);
  }

  private static void assertRejected(byte[] value, FailureReason reason, String message) {
    ParsedPrompt.Rejected rejected = rejected(Inputs.of(value));
    assertThat(rejected.refusal().message()).contains(message).doesNotContain("Zebra");
    assertThat(rejected.refusal().reason()).isEqualTo(reason);
  }

  private static ParsedPrompt.Rejected rejected(InputRecord input) {
    ParsedPrompt prompt = PARSER.parse(input);
    assertThat(prompt).isInstanceOf(ParsedPrompt.Rejected.class);
    return (ParsedPrompt.Rejected) prompt;
  }
}
