package io.flinkdomino.bundled.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole ablations with a launcher that trains nothing. */
class AblationTest {

  private static final Trial DFLASH = new Trial(Variant.DFLASH, 1);
  private static final Trial DOMINO = new Trial(Variant.DOMINO_DECAY_50, 1);

  @TempDir private Path folder;
  private final List<Integer> told = new ArrayList<>();
  private FakeLauncher launcher;
  private AblationSettings settings;
  private Results results;

  @BeforeEach
  void prepare() throws IOException {
    launcher = new FakeLauncher(folder.resolve("launcher"));
    settings =
        new AblationSettings(
            launcher.program(),
            SmallTarget.write(folder.resolve("target")),
            Path.of("train.jsonl"),
            Path.of("held.jsonl"),
            folder.resolve("output"),
            2,
            1,
            FurtherOptions.of(List.of("--draft-layers", "2", "--anchors", "64")));
    results = new Results(folder.resolve("runs"));
  }

  private void run(Trial... trials) throws IOException, InterruptedException {
    new Ablation(settings, results, "abc", new PrintWriter(new StringWriter(), true))
        .run(List.of(trials), all -> told.add(all.size()));
  }

  @Test
  void trainsThenDecodes() throws Exception {
    run(DFLASH);
    assertThat(launcher.calls()).hasSize(2);
    assertThat(launcher.calls().get(0))
        .startsWith("train --model ")
        .contains("--input train.jsonl --held-out held.jsonl --output ")
        .contains("--seed 1 --steps 2 --kind dflash --draft-layers 2 --anchors 64 --resume");
    assertThat(launcher.calls().get(1))
        .startsWith("evaluate --model ")
        .contains("--input held.jsonl")
        .contains("--verified-length all --max-batch 1 --rounds 1");
  }

  @Test
  void keepsWhatCameOfATrial() throws Exception {
    run(DOMINO);
    TrialResult result = results.all().get(0);
    assertThat(result.steps()).isEqualTo(2);
    assertThat(result.parameters()).isEqualTo(11);
    assertThat(result.heldOut())
        .isEqualTo(Map.of("base_loss", 3.0, "final_loss", 2.5, "final_acceptance_length", 4.4));
    assertThat(result.decoding().acceptanceLength()).isEqualTo(4.2);
    assertThat(result.decoding().cycleMicros()).isCloseTo(5_000, within(1e-6));
    assertThat(result.decoding().beyondRounding()).isEqualTo(1);
    assertThat(result.headGain())
        .hasValueSatisfying(v -> assertThat(v).isEqualTo(0.2, within(1e-9)));
    assertThat(result.headCost())
        .hasValueSatisfying(v -> assertThat(v).isEqualTo(0.2, within(1e-9)));
  }

  @Test
  void decodesABaseWithoutItsHead() throws Exception {
    run(DOMINO);
    assertThat(launcher.calls()).hasSize(3);
    Path base = folder.resolve("output/domino-decay-50-seed-1/base");
    assertThat(launcher.calls().get(2)).contains("--draft " + base);
    JsonNode config = JsonFiles.tree(base.resolve("config.json"));
    assertThat(config.at("/architectures/0").asText()).isEqualTo("DFlashDraftModel");
    assertThat(config.path("dflash_config").has("projector_type")).isFalse();
    assertThat(config.at("/dflash_config/shift_label").asBoolean()).isTrue();
    assertThat(base.resolve("model.safetensors"))
        .hasSameBinaryContentAs(base.resolveSibling("draft").resolve("model.safetensors"));
  }

  @Test
  void doesNothingTwice() throws Exception {
    run(DFLASH);
    run(DFLASH, DOMINO);
    run(DFLASH, DOMINO);
    assertThat(launcher.calls()).hasSize(2 + 3);
    assertThat(told).containsExactly(1, 2, 2);
  }

  @Test
  void goesOnWhereItWasBrokenOff() throws Exception {
    launcher.breaks("evaluate");
    assertThatThrownBy(() -> run(DFLASH, DOMINO))
        .hasMessageContaining("decoding of dflash-seed-1 ended with exit code 3");
    launcher.works("evaluate");
    run(DFLASH, DOMINO);
    assertThat(results.all()).extracting(TrialResult::trial).containsExactly(DFLASH, DOMINO);
  }

  @Test
  void stopsAtATrainingThatFails() throws IOException {
    launcher.breaks("train");
    assertThatThrownBy(() -> run(DFLASH))
        .hasMessageContaining("training of dflash-seed-1 ended with exit code 3")
        .hasMessageContaining("log.txt");
    assertThat(told).isEmpty();
  }

  @Test
  void takesTheNumbersOfADrafterThatChangedTokens() throws Exception {
    launcher.failsAtItsEnd("evaluate");
    run(DFLASH);
    assertThat(results.all()).hasSize(1);
  }

  @Test
  void givesACausalDrafterLayersOfItsOwn() throws Exception {
    TargetShapes shapes = TargetShapes.read(settings.target());
    run(new Trial(Variant.AUTOREGRESSIVE, 3));
    assertThat(launcher.calls().get(0))
        .contains("--kind autoregressive")
        .contains("--draft-layers " + shapes.causalLayers(shapes.ofDomino(2)));
  }

  @Test
  void refusesOtherSettingsInOneOutput() throws IOException {
    Begun begun = Begun.start(settings, "2026-01-02-ablation");
    assertThat(Begun.find(settings)).contains(begun);
    AblationSettings longer =
        new AblationSettings(
            settings.launcher(),
            settings.target(),
            settings.input(),
            settings.heldOut(),
            settings.output(),
            3,
            settings.rounds(),
            settings.further());
    assertThatThrownBy(() -> Begun.find(longer)).hasMessageContaining("steps must stay '2'");
  }

  @Test
  void writesAResultWhole() throws Exception {
    run(DFLASH);
    assertThat(Files.readString(folder.resolve("runs/dflash-seed-1.json")))
        .contains("\"variant\" : \"dflash\"", "\"accepted_by_position\"", "\"cycle_micros\"")
        .doesNotContain("base_decoding", folder.toString());
  }
}
