package io.flinkdomino.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  /** A released file never changes: a changed schema is a new version beside the old ones. */
  private static final Map<String, String> RELEASED_SHA256 =
      Map.of(
          "v1/acceptance_metrics_record.avsc",
              "88659268616acdfcf8a12449606bc495c23044d708fa7b340397be03a9812e38",
          "v1/completion_record.avsc",
              "8e3f1754650c0b88cef44bd6e06baf767d5580206c0a462972ef82364170bc3f",
          "v1/dead_letter_record.avsc",
              "47cf0ba680711e321b5059cf9fd9073e593cecb7206ac97bf059fac744947a1a",
          "v1/prompt_record.avsc",
              "985524c87bf0b03bd9c869527a1862b6eb1c0b328affdf3d09b3a82dca1d66f8");

  static Stream<Path> releasedFiles() {
    return SchemaHistory.files().values().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void nothingBreaksUsersOfAReleasedSchema(Path released) {
    Schema before = SchemaHistory.parse(released);
    assertThat(SchemaChange.problems(before, SchemaHistory.current(before.getFullName())))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void releasedFileIsUnchanged(Path released) throws IOException, NoSuchAlgorithmException {
    String name = released.getParent().getFileName() + "/" + released.getFileName();
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(released));
    assertThat(HexFormat.of().formatHex(sum)).as(name).isEqualTo(RELEASED_SHA256.get(name));
  }

  @Test
  void everyReleasedFileIsStillThere() {
    assertThat(releasedFiles().map(f -> f.getParent().getFileName() + "/" + f.getFileName()))
        .containsExactlyInAnyOrderElementsOf(RELEASED_SHA256.keySet());
  }
}
