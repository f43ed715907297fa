package io.flinkdomino.bundled.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SpeedChartTest {

  private static final String ALL = "{\"task\": \"\", \"acceptance_length\": 4.0, \"ratio\": 1.5}";

  @TempDir private Path results;

  private void write(String drafter, String... scores) throws IOException {
    Path folder = Files.createDirectories(results.resolve(drafter));
    Files.writeString(
        folder.resolve("evaluation.json"),
        "{\"model\": \"m\", \"tasks\": [%s], \"all\": %s}"
            .formatted(String.join(",", scores), ALL));
  }

  private static String score(String task, double length, double ratio) {
    return "{\"task\": \"%s\", \"prompts\": 3, \"acceptance_length\": %s, \"ratio\": %s}"
        .formatted(task, length, ratio);
  }

  private List<String> texts() throws Exception {
    NodeList nodes = svg().getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private Element svg() throws Exception {
    byte[] bytes = SpeedChart.read(results).svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes))
        .getDocumentElement();
  }

  @Test
  void showsEachTaskWithEachDrafter() throws Exception {
    write("domino", score("lists", 9.5, 2.5), score("code", 8, 2));
    write("dflash", score("lists", 6, 1.75));

    assertThat(texts())
        .contains(
            "Domino", "DFlash", "lists", "2.50 (9.5)", "1.75 (6.0)", "2.00 (8.0)", "1.50 (4.0)")
        .containsSubsequence("code", "lists", "all");
  }

  @Test
  void barsAreAsLongAsTheirNumbers() throws Exception {
    write("domino", score("lists", 9, 2.5), score("code", 8, 1.25));

    NodeList bars = svg().getElementsByTagName("rect");
    List<Double> lengths = new ArrayList<>();
    for (int i = bars.getLength() - 3; i < bars.getLength(); i++) {
      lengths.add(Double.parseDouble(((Element) bars.item(i)).getAttribute("width")));
    }
    assertThat(lengths.get(1)).isEqualTo(2 * lengths.get(0)); // code, lists
  }

  @Test
  void needsAResult() {
    assertThatThrownBy(() -> SpeedChart.read(results))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got none in");
  }
}
