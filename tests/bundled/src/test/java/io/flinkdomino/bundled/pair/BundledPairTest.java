package io.flinkdomino.bundled.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bundled.judge.Judgement;
import io.flinkdomino.bundled.rows.JsonLines;
import io.flinkdomino.bundled.rows.Prompt;
import io.flinkdomino.bundled.rows.Split;
import io.flinkdomino.bundled.tokenizer.TargetFolder;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.model.DraftChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the bundled models, on the prompts that lie beside them. */
@TestInstance(Lifecycle.PER_CLASS)
class BundledPairTest {

  private static final Path MODELS = Path.of("../../job/models/bundled");
  private static final Path TARGET = MODELS.resolve("target");
  private static final long MOST_BYTES = 16_000_000;
  private static final double RIGHT_ANSWERS = 0.8;
  private static final Set<String> WITHOUT_STRUCTURE = Set.of("arithmetic", "stories");

  /** Closer than this, another batch shape may decide differently. */
  private static final double ROUNDING = 1e-3;

  @TempDir private static Path folder;
  private List<Prompt> prompts = List.of();
  private Decoded alone = new Decoded(Map.of());

  @BeforeAll
  void decode() throws IOException {
    prompts = JsonLines.read(MODELS.resolve("prompts.jsonl"), Prompt.class);
    alone = Decoded.of(TARGET, new DraftChoice.None(), prompts);
  }

  @Test
  void questionsAreHeldOut() {
    assertThat(prompts).hasSizeGreaterThanOrEqualTo(70);
    assertThat(prompts)
        .allSatisfy(prompt -> assertThat(Split.of(prompt.question())).isEqualTo(Split.HELD_OUT));
  }

  @Test
  void answersAreRight() {
    Judgement judgement = Judgement.of(prompts, alone.completions());

    assertThat(judgement.reaches(RIGHT_ANSWERS)).as(judgement.table()).isTrue();
  }

  @Test
  void drafterChangesNoTokenAndSavesVerifications() {
    Decoded drafted = Decoded.of(TARGET, new DraftChoice.Folder(MODELS.resolve("draft")), prompts);

    for (Prompt prompt : prompts) {
      assertSame(drafted.result(prompt.id()), alone.result(prompt.id()));
    }
    List<Prompt> withStructure =
        prompts.stream().filter(prompt -> !WITHOUT_STRUCTURE.contains(prompt.task())).toList();
    assertThat(drafted.acceptance(prompts).acceptanceLength()).isGreaterThanOrEqualTo(6);
    assertThat(drafted.acceptance(withStructure).acceptanceLength()).isGreaterThanOrEqualTo(8);
  }

  /** Up to the first token that another batch shape may decide otherwise. */
  private static void assertSame(GenerationResult drafted, GenerationResult alone) {
    List<Double> margins = alone.margins();
    int decided = 0;
    while (decided < margins.size() && margins.get(decided) > ROUNDING) {
      decided++;
    }
    int common = Math.min(decided, drafted.tokenIds().size());
    assertThat(drafted.tokenIds().subList(0, common))
        .isEqualTo(alone.tokenIds().subList(0, common));
    if (decided == margins.size()) {
      assertThat(drafted.tokenIds()).isEqualTo(alone.tokenIds());
    }
  }

  @Test
  void tokenizerIsTheOneThatItsCommandWrites() throws IOException {
    TargetFolder.write(folder);
    for (String file : List.of("tokenizer.json", "tokenizer_config.json", "chat_template.jinja")) {
      assertThat(TARGET.resolve(file)).hasSameBinaryContentAs(folder.resolve(file));
    }
  }

  @Test
  void staySmall() throws IOException {
    try (Stream<Path> files = Files.walk(MODELS)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }
  }
}
