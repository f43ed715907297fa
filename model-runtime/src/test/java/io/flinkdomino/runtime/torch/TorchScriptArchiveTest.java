package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** That PyTorch reads what is written here is what {@link TorchProgramTest} shows. */
class TorchScriptArchiveTest {

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void holdsPickleProgramConstantsAndVersion() throws IOException {
    Map<String, byte[]> entries = entries(TorchScriptArchive.write("# text ü", Map.of()));

    assertThat(entries)
        .containsOnlyKeys(
            "program/data.pkl",
            "program/code/__torch__.py",
            "program/constants.pkl",
            "program/version");
    assertThat(entries.get("program/code/__torch__.py"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("# text ü");
  }

  @Test
  void sameProgramGivesTheSameEntries() throws IOException {
    Map<String, Object> attributes = Map.of("heads", 4L);

    assertThat(entries(TorchScriptArchive.write("# text", attributes)).values())
        .zipSatisfy(
            entries(TorchScriptArchive.write("# text", attributes)).values(),
            (one, other) -> assertThat(one).isEqualTo(other));
  }

  @Test
  void refusesAttributesOfOtherTypes() {
    assertThatThrownBy(() -> TorchScriptArchive.write("", Map.of("heads", 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribute must be Long, Double, Boolean or a list, got java.lang.Integer");
  }
}
