package io.flinkdomino.k8s.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.k8s.Repository;
import io.flinkdomino.k8s.image.Dockerfile.Instruction;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  private static final Dockerfile OURS =
      Dockerfile.read(Repository.manifests().resolve("Dockerfile"));
  private static final Pattern BASE =
      Pattern.compile("FLINK_IMAGE=[a-z]+(/[a-z]+)*:\\d+\\.\\d+\\.\\d+(-[a-z0-9]+)*");

  @Test
  void argumentsOfBaseImagesComeFirst() {
    assertThat(OURS.instructions().stream().map(Instruction::name).distinct().limit(2))
        .containsExactly("ARG", "FROM");
    int from = OURS.instructions().indexOf(OURS.all("FROM").get(0));
    assertThat(OURS.instructions().subList(from, OURS.instructions().size()))
        .noneMatch(instruction -> instruction.name().equals("ARG"));
  }

  @Test
  void everyStageIsMadeOfOneBeforeOrOfPinnedImage() {
    List<String> known = Stream.of("flink", "natives-cpu", "natives-cuda", "unpacked").toList();
    assertThat(OURS.all("FROM"))
        .extracting(Instruction::arguments)
        .containsExactly(
            "${FLINK_IMAGE} AS flink",
            "flink AS natives-cpu",
            "flink AS natives-cuda",
            "natives-${NATIVES} AS unpacked",
            "natives-${NATIVES}");
    assertThat(OURS.all("ARG"))
        .extracting(Instruction::arguments)
        .contains("NATIVES=cpu")
        .anyMatch(argument -> BASE.matcher(argument).matches());
    assertThat(OURS.copies())
        .filteredOn(copy -> !copy.from().isEmpty())
        .allMatch(copy -> known.contains(copy.from()) || copy.from().equals("libtorch"));
  }

  @Test
  void imageRunsAsUserOfFlinkAndNotAsRoot() {
    Instruction last = OURS.instructions().get(OURS.instructions().size() - 1);
    assertThat(last).isEqualTo(new Instruction("USER", "9999:9999"));
  }

  @Test
  void imageSaysWhatItIsAndHoldsNoSecret() {
    assertThat(OURS.all("LABEL").get(0).arguments())
        .contains("org.opencontainers.image.title", "org.opencontainers.image.licenses");
    assertThat(OURS.instructions())
        .noneMatch(i -> i.arguments().matches("(?is).*(password|secret|token|https?://).*"));
  }

  @Test
  void jvmsInTheImageNeitherCallHomeNorDownload() {
    assertThat(OURS.environment("flink"))
        .containsEntry("DJL_OFFLINE", "true")
        .containsEntry("OPT_OUT_TRACKING", "true")
        .containsEntry("DJL_CACHE_DIR", "/opt/djl");
    assertThat(OURS.environment("natives-cuda"))
        .containsEntry("PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib");
  }

  @Test
  void refusesInstructionsThatAreNotKnown() {
    assertThatThrownBy(() -> Dockerfile.parse(List.of("ADD https://example.org/x /x")))
        .hasMessageContaining("ADD");
    assertThatThrownBy(() -> Dockerfile.parse(List.of("RUNN true"))).hasMessageContaining("RUNN");
    assertThatThrownBy(() -> Dockerfile.parse(List.of("RUN true \\")))
        .hasMessageContaining("goes on");
  }
}
