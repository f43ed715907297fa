package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DraftChoiceTest {

  @Test
  void noneIsNoFolder() {
    assertThat(DraftChoice.parse("none")).isEqualTo(new DraftChoice.None());
    assertThat(DraftChoice.parse("./none")).isEqualTo(new DraftChoice.Folder(Path.of("./none")));
  }

  @Test
  void promptLookupIsNoFolder() {
    assertThat(DraftChoice.parse("prompt-lookup")).isEqualTo(new DraftChoice.PromptLookup());
    assertThat(DraftChoice.parse("prompt-lookup").folder()).isEmpty();
  }

  @Test
  void textReadsBackFromAnyWorkingFolder() {
    assertThat(DraftChoice.parse(new DraftChoice.PromptLookup().text()))
        .isEqualTo(new DraftChoice.PromptLookup());
    assertThat(DraftChoice.parse(new DraftChoice.None().text())).isEqualTo(new DraftChoice.None());
    assertThat(DraftChoice.parse(DraftChoice.parse("none/of").text()))
        .isEqualTo(new DraftChoice.Folder(Path.of("none/of").toAbsolutePath()));
  }
}
