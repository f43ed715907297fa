package io.flinkdomino.runtime.model;

import static io.flinkdomino.runtime.model.SyntheticModels.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected frequencies are numpy 2 float32 results of the formulas of Hugging Face transformers
 * 5, {@code modeling_rope_utils.py}; relative tolerance 1e-6, about eight float32 steps, because
 * powers differ in the last bits between libraries.
 */
class RopeSpecTest {

  private static final float[] DEFAULT_24 = {
    1f,
    4.641589e-01f,
    2.1544348e-01f,
    1e-01f,
    4.6415884e-02f,
    2.154435e-02f,
    1e-02f,
    4.6415897e-03f,
    2.1544343e-03f,
    1e-03f,
    4.64159e-04f,
    2.1544342e-04f
  };
  private static final float[] YARN_24 = {
    1f,
    3.771291e-01f,
    1.3465217e-01f,
    4.3750003e-02f,
    1.1603971e-02f,
    5.3860876e-03f,
    2.5e-03f,
    1.1603974e-03f,
    5.386086e-04f,
    2.5e-04f,
    1.1603975e-04f,
    5.3860855e-05f
  };
  // Bounds 0.3147 and 3.0240, not rounded.
  private static final float[] YARN_24_NOT_TRUNCATED = {
    1f,
    3.761073e-01f,
    1.1493291e-01f,
    2.5664398e-02f,
    1.1603971e-02f,
    5.3860876e-03f,
    2.5e-03f,
    1.1603974e-03f,
    5.386086e-04f,
    2.5e-04f,
    1.1603975e-04f,
    5.3860855e-05f
  };

  private static RopeSpec read(int headDim, String config) {
    ConfigReader reader = ConfigReader.of(Path.of("config.json"), json(config));
    RopeSpec rope = RopeSpec.read(reader, headDim);
    reader.throwIfWrong();
    return rope;
  }

  private static void assertFrequencies(RopeSpec rope, float... expected) {
    float[] got = rope.inverseFrequencies();
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(got[i]).as("pair %d", i).isCloseTo(expected[i], within(expected[i] * 1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'rope_theta': 10000, 'rope_scaling': null}",
        "{'rope_theta': 10000.0, 'rope_scaling': {'type': 'default'}}",
        "{'rope_parameters': {'rope_theta': 10000.0, 'rope_type': 'default'}}",
        "{'rope_theta': 10000.0, 'rope_parameters': {'rope_type': 'default'}}",
        "{'rope_theta': 5.0, 'rope_parameters': {'rope_theta': 10000.0}}"
      })
  void readsUnscaledRopeInBothStyles(String config) {
    RopeSpec rope = read(24, config.replace('\'', '"'));

    assertFrequencies(rope, DEFAULT_24);
    assertThat(rope.attentionScaling()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {'rope_parameters': {'rope_type': 'yarn', 'rope_theta': 10000.0, 'factor': 4.0,
          'original_max_position_embeddings': 128}}
        """,
        """
        {'rope_theta': 10000.0, 'rope_scaling': {'type': 'yarn', 'factor': 4,
          'original_max_position_embeddings': 128}, 'max_position_embeddings': 512}
        """,
        """
        {'rope_theta': 10000.0, 'rope_scaling': {'rope_type': 'yarn', 'factor': 4.0,
          'beta_fast': 32, 'beta_slow': 1, 'truncate': true}, 'max_position_embeddings': 128}
        """,
        """
        {'rope_parameters': {'rope_type': 'yarn', 'factor': 4.0,
          'original_max_position_embeddings': 64}, 'original_max_position_embeddings': 128}
        """
      })
  void readsYarnInBothStyles(String config) {
    RopeSpec rope = read(24, config.replace('\'', '"'));

    assertFrequencies(rope, YARN_24);
    // 0.1 * ln(4) + 1
    assertThat(rope.attentionScaling()).isEqualTo(1.1386294f);
  }

  @Test
  void keepsYarnBoundsUnroundedWhenNotTruncated() {
    RopeSpec rope =
        read(
            24,
            """
            {"rope_parameters": {"rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0,
              "original_max_position_embeddings": 128, "beta_fast": 16, "beta_slow": 2,
              "truncate": false, "attention_factor": 0.5}}
            """);

    assertFrequencies(rope, YARN_24_NOT_TRUNCATED);
    assertThat(rope.attentionScaling()).isEqualTo(0.5f);
  }

  @Test
  void scalesALargeModelsHead() {
    RopeSpec rope =
        read(
            128,
            """
            {"rope_theta": 1000000, "rope_scaling": {"rope_type": "yarn", "factor": 4.0,
              "original_max_position_embeddings": 32768}}
            """);
    int[] pairs = {0, 10, 22, 23, 24, 30, 35, 40, 45, 46, 50, 63};
    float[] expected = {
      1f, 1.154782e-01f, 8.659643e-03f, 6.978306e-03f, 5.3753215e-03f, 1.0643611e-03f,
      2.462584e-04f, 4.4456985e-05f, 1.5107409e-05f, 1.2174189e-05f, 5.1338125e-06f, 3.1023444e-07f
    };

    float[] got = rope.inverseFrequencies();

    for (int i = 0; i < pairs.length; i++) {
      assertThat(got[pairs[i]])
          .as("pair %d", pairs[i])
          .isCloseTo(expected[i], within(expected[i] * 1e-6f));
    }
  }

  @Test
  void survivesYarnBoundsThatMeet() {
    RopeSpec rope =
        read(
            8,
            """
            {"rope_parameters": {"rope_type": "yarn", "factor": 4.0,
              "original_max_position_embeddings": 4}}
            """);

    assertFrequencies(rope, 1f, 2.5e-02f, 2.5e-03f, 2.5e-04f);
  }

  @Test
  void takesTheAttentionFactorFromTheRatioOfScales() {
    RopeSpec rope =
        read(
            8,
            """
            {"rope_parameters": {"rope_type": "yarn", "factor": 4.0, "mscale": 0.707,
              "mscale_all_dim": 1.5, "original_max_position_embeddings": 64}}
            """);

    assertThat(rope.attentionScaling()).isEqualTo(0.9089915f);
  }

  @Test
  void refusesOtherScalings() {
    for (String type : new String[] {"llama3", "linear", "dynamic", "longrope", "mrope"}) {
      ObjectNode config = json("{}");
      config.putObject("rope_scaling").put("type", type).put("factor", 2.0);

      assertThatThrownBy(() -> read(8, config.toString()))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage("config.json: rope_scaling.rope_type must be default or yarn, got " + type);
    }
  }

  @Test
  void refusesWhatItWouldOtherwiseIgnore() {
    assertThatThrownBy(
            () ->
                read(
                    8,
                    """
                    {"rope_parameters": {"full_attention": {"rope_theta": 1e4},
                      "partial_rotary_factor": 0.5, "rope_theta": -1}}
                    """))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(
            "rope_parameters.full_attention is not supported: all layers must share one rope",
            "rope_parameters.partial_rotary_factor must be 1, got 0.5",
            "rope_parameters.rope_theta must be a number above 1.0, got -1");
  }

  @Test
  void refusesYarnWithoutFactorAndContext() {
    assertThatThrownBy(() -> read(8, "{\"rope_scaling\": {\"type\": \"yarn\"}}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(
            "config.json: rope_scaling.factor is missing",
            "config.json: max_position_embeddings is missing");
  }
}
