package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {

  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;

  private ModelFolder open() {
    return SyntheticModels.folder(folder, SyntheticModels.targetConfig());
  }

  private void write(String name, String text) {
    SyntheticModels.write(folder.resolve(name), text);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void needsOnlyConfigAndWeights() {
    ModelFolder opened = open();

    assertThat(opened.path()).isEqualTo(folder);
    assertThat(opened.weightFiles()).containsExactly(folder.resolve("model.safetensors"));
    assertThat(opened.tokenizer()).isEmpty();
    assertThat(opened.tokenizerConfig()).isEmpty();
    assertThat(opened.chatTemplate()).isEmpty();
    assertThat(opened.generationDefaults().eosTokenIds()).isEmpty();
    assertThat(opened.generationDefaults().maxNewTokens()).isEmpty();
  }

  @Test
  void findsTokenizerFiles() {
    write("tokenizer.json", "{}");
    write("tokenizer_config.json", "{}");

    assertThat(open().tokenizer()).contains(folder.resolve("tokenizer.json"));
    assertThat(open().tokenizerConfig()).contains(folder.resolve("tokenizer_config.json"));
    assertThat(open().chatTemplate()).isEmpty();
  }

  @Test
  void takesTheTemplateOfTheTokenizersConfiguration() {
    write("tokenizer_config.json", "{\"chat_template\": \"{{ a }}\"}");

    assertThat(open().chatTemplate()).contains("{{ a }}");
  }

  @Test
  void takesTheTemplateNamedDefault() {
    write(
        "tokenizer_config.json",
        """
        {"chat_template": [{"name": "tool_use", "template": "t"},
                           {"name": "default", "template": "d"}]}
        """);

    assertThat(open().chatTemplate()).contains("d");
  }

  @Test
  void prefersTheTemplateFile() {
    write("tokenizer_config.json", "{\"chat_template\": \"old\"}");
    write("chat_template.jinja", "new\n");

    assertThat(open().chatTemplate()).contains("new\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"name\": \"tool_use\", \"template\": \"t\"}]", "7"})
  void refusesTemplateListsWithoutDefault(String template) {
    open();
    write("tokenizer_config.json", "{\"chat_template\": " + template + "}");

    refused("tokenizer_config.json: chat_template must be a text, or a list");
  }

  @Test
  void readsGenerationDefaults() {
    write("generation_config.json", "{\"eos_token_id\": [3, 4], \"max_new_tokens\": 50}");

    GenerationDefaults defaults = open().generationDefaults();

    assertThat(defaults.eosTokenIds()).containsExactly(3, 4);
    assertThat(defaults.maxNewTokens()).isEqualTo(OptionalInt.of(50));
  }

  @Test
  void readsALoneEosTokenId() {
    write("generation_config.json", "{\"eos_token_id\": 3, \"max_new_tokens\": null}");

    assertThat(open().generationDefaults().eosTokenIds()).containsExactly(3);
    assertThat(open().generationDefaults().maxNewTokens()).isEmpty();
  }

  @Test
  void refusesWrongGenerationDefaultsAllAtOnce() {
    open();
    write("generation_config.json", "{\"eos_token_id\": [-1], \"max_new_tokens\": 0}");

    refused(
        "generation_config.json: eos_token_id must be an integer from 0 or a list of them",
        "generation_config.json: max_new_tokens must be between 1 and 2147483647, got 0");
  }

  @Test
  void refusesFoldersThatAreNoModel() {
    refused("config.json: this file is missing");
    assertThatThrownBy(() -> ModelFolder.open(folder.resolve("absent")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("absent: there is no such folder");
  }

  @Test
  void refusesConfigurationsThatAreNotJson() {
    write("config.json", "{\"hidden_size\": ");

    refused("config.json: the file is not valid JSON");
  }

  @Test
  void refusesPickleWeights() throws IOException {
    open();
    Files.delete(folder.resolve("model.safetensors"));
    write("pytorch_model.bin", "pickle");

    refused("weights are missing", "found the pickle file pytorch_model.bin");
  }

  @Test
  void refusesFoldersWithoutWeights() throws IOException {
    open();
    Files.delete(folder.resolve("model.safetensors"));

    refused("model.safetensors or model.safetensors.index.json must be there");
  }

  @Test
  void refusesIndexesThatNameMissingShards() throws IOException {
    open();
    Files.delete(folder.resolve("model.safetensors"));
    write(INDEX, "{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}");

    refused("one.safetensors: this shard is missing", "two.safetensors: this shard is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../one.safetensors", "/one.safetensors", "one.bin", "", "a/b.safetensors"})
  void refusesIndexesThatPointElsewhere(String shard) throws IOException {
    open();
    Files.delete(folder.resolve("model.safetensors"));
    write(INDEX, "{\"weight_map\": {\"a\": \"%s\"}}".formatted(shard));

    refused(INDEX + ": a shard must be a .safetensors file of this folder, got '" + shard + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"weight_map\": {}}", "{\"weight_map\": []}"})
  void refusesIndexesWithoutMap(String index) throws IOException {
    open();
    Files.delete(folder.resolve("model.safetensors"));
    write(INDEX, index);

    refused(INDEX + ": weight_map must name the shard of each tensor");
  }
}
