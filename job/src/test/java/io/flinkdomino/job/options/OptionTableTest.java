package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/options.md} true. To write it anew:
 *
 * <pre>
 * ./mvnw -pl job -am test -Dtest=OptionTableTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dflinkdomino.options.write=true
 * </pre>
 */
class OptionTableTest {

  private static final Path DOCUMENT = Path.of("../docs/options.md");

  @Test
  void documentEqualsOptions() throws Exception {
    if (Boolean.getBoolean("flinkdomino.options.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, OptionTable.markdown());
    }

    assertThat(DOCUMENT)
        .as("docs/options.md; the comment of this test names the command that writes it")
        .hasContent(OptionTable.markdown());
  }

  @Test
  void everyOptionIsInOneGroup() throws Exception {
    long declared =
        Stream.of(JobOptions.class, TrainOptions.class, EvaluateOptions.class)
            .flatMap(options -> Arrays.stream(options.getFields()))
            .filter(field -> field.getType().getSimpleName().equals("ConfigOption"))
            .count();

    assertThat(Arrays.stream(OptionGroup.values()).flatMap(group -> group.entries().stream()))
        .hasSize((int) declared)
        .doesNotHaveDuplicates();
  }

  @Test
  void keysAreKebabCaseAndDescriptionsNeedNoEscape() {
    Arrays.stream(OptionGroup.values())
        .flatMap(group -> group.entries().stream())
        .forEach(
            entry -> {
              assertThat(entry.option().key()).matches("[a-z]+(-[a-z]+)*");
              assertThat(OptionText.description(entry.option()))
                  .endsWith(".")
                  .doesNotContain("&", "|", "%");
            });
  }
}
