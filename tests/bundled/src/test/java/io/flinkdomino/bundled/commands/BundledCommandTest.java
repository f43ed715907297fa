package io.flinkdomino.bundled.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.bundled.rows.Chat;
import io.flinkdomino.bundled.rows.JsonLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BundledCommandTest {

  @TempDir private Path folder;

  private final StringWriter output = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = BundledCommand.create();
    return line.setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(output, true))
        .execute(arguments);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int tasks(String name, String... more) {
    return run(
        Stream.concat(
                Stream.of("tasks", "--seed", "5", "--count", "200", "--output", file(name)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** As generate writes it, as far as it is read. */
  private static Map<String, Object> completion(Chat chat) {
    return Map.of(
        "id", chat.id(),
        "text", chat.messages().get(1).content(),
        "usage", Map.of("prompt_tokens", 9, "completion_tokens", 40, "total_tokens", 49),
        "acceptance", Map.of("steps", 8, "drafted", 64, "accepted", 32, "acceptance_length", 5));
  }

  /** Answers the held-out prompts rightly, but for so many of the first ones. */
  private int judge(int wrong) throws IOException {
    assertThat(tasks("chats", "--split", "held-out")).isZero();
    assertThat(tasks("prompts", "--split", "held-out", "--prompts-only")).isZero();
    List<Chat> chats = JsonLines.read(folder.resolve("chats"), Chat.class);
    JsonLines.write(
        folder.resolve("completions"),
        chats.stream().skip(wrong).map(BundledCommandTest::completion));
    return run("judge", "--completions", file("completions"), "--prompts", file("prompts"));
  }

  @Test
  void judgesWhatWasAsked() throws IOException {
    assertThat(judge(0)).isZero();
    assertThat(output.toString()).containsPattern("all +200 +200 +100.0 +40.0 +5.00");
  }

  @Test
  void failsIfTooFewAnswersAreRight() throws IOException {
    assertThat(judge(100)).isEqualTo(1);
    assertThat(output.toString()).containsPattern("all +100 +200 +50.0");
  }

  @Test
  void promptsHaveTheFieldsOfGenerate() throws IOException {
    assertThat(tasks("prompts", "--prompts-only", "--tasks", "lists,code")).isZero();
    JsonNode first =
        new ObjectMapper().readTree(Files.readAllLines(folder.resolve("prompts")).get(0));
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "messages", "max_tokens", "metadata");
    assertThat(first.get("metadata").get("task").asText()).isIn("lists", "code");
    assertThat(first.get("id").asText()).matches("(lists|code)-0");
    assertThat(first.get("messages")).hasSize(1);
  }

  @Test
  void sameSeedGivesTheSameFile() throws IOException {
    assertThat(tasks("first", "--repeat-share", "0.3")).isZero();
    assertThat(tasks("second", "--repeat-share", "0.3")).isZero();
    assertThat(folder.resolve("second")).hasSameBinaryContentAs(folder.resolve("first"));
    assertThat(folder.resolve("first")).content().contains("\"task\":\"repeat\"");
  }

  private int ablation(String... more) {
    assertThat(run("tokenizer", "--output", file("target"))).isZero();
    return run(
        Stream.concat(
                Stream.of("ablation", "--target", file("target"), "--output", file("trials")),
                Stream.concat(
                    Stream.of("--input", "train.jsonl", "--held-out", "held.jsonl", "--dry-run"),
                    Stream.of(more)))
            .toArray(String[]::new));
  }

  @Test
  void dryRunPrintsWhatIsLeft() {
    assertThat(
            ablation("--only", "dflash,domino-decay-50", "--seeds", "1,2", "--", "--anchors", "8"))
        .isZero();
    assertThat(output.toString().lines())
        .hasSize(2 * (2 + 3))
        .anyMatch(line -> line.contains("--decay-ratio 0.5 --draft-layers 5 --anchors 8 --resume"));
    assertThat(folder.resolve("trials")).doesNotExist();
  }

  @Test
  void refusesWhatTheAblationDecides() {
    assertThat(ablation("--", "--seed", "3")).isEqualTo(2);
    assertThat(output.toString()).contains("got --seed");
    assertThat(ablation("--only", "eagle")).isEqualTo(2);
    assertThat(output.toString()).contains("domino-decay-100, autoregressive, got eagle");
  }

  @Test
  void missingFileIsOneLine() {
    assertThat(run("judge", "--completions", file("none"), "--prompts", file("none"))).isEqualTo(1);
    assertThat(output.toString().lines())
        .singleElement()
        .asString()
        .startsWith("judge: ")
        .contains("none");
  }

  @Test
  void failureIsAMessageWithoutATrace() throws IOException {
    Files.createDirectories(folder.resolve("trials"));
    Files.writeString(
        folder.resolve("trials/ablation.json"),
        "{\"report\": \"2026-01-02-a\", \"identity\": {\"steps\": \"9\"}}");

    assertThat(ablation()).isEqualTo(1);
    assertThat(output.toString()).contains("choose another output").doesNotContain("\tat ");
  }

  @Test
  void refusesAnUnknownSplit() {
    assertThat(tasks("none", "--split", "test")).isEqualTo(2);
    assertThat(output.toString()).contains("split must be train or held-out, got test");
  }
}
