package io.flinkdomino.job.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.chart.Series.Ink;
import io.flinkdomino.job.chart.Series.Style;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

  private static Chart chart(Series... series) {
    return new Chart(
        "Reads & writes < \u0007 limit", List.of(new Panel("Speed", "threads", List.of(series))));
  }

  private static Series series(Style style, Point... points) {
    return new Series("reads \"warm\"", Ink.BLUE, style, List.of(points));
  }

  private static Element parsed(Chart chart) throws Exception {
    byte[] bytes = chart.toSvg().getBytes(StandardCharsets.UTF_8);
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes));
    return document.getDocumentElement();
  }

  @Test
  void isWellFormedWhateverTheTextsHold() throws Exception {
    Element svg = parsed(chart(series(Style.LINE, new Point(1, 2), new Point(4, 3))));

    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Reads & writes <   limit");
    assertThat(svg.getTextContent()).contains("Speed", "threads", "reads \"warm\"");
  }

  @Test
  void needsNothingFromOutside() {
    String svg = chart(series(Style.DOTTED_LINE, new Point(1, 2))).toSvg();

    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "url(", "<style", "@import");
  }

  @Test
  void dotsAreDrawnWithoutALine() throws Exception {
    Point[] points = {new Point(1, 2), new Point(2, 5), new Point(3, 4)};
    int lines =
        parsed(chart(series(Style.DOTTED_LINE, points)))
            .getElementsByTagName("polyline")
            .getLength();
    Element dots = parsed(chart(series(Style.DOTS, points)));

    assertThat(dots.getElementsByTagName("circle").getLength())
        .isEqualTo(points.length + 1); // its key
    assertThat(dots.getElementsByTagName("polyline").getLength()).isEqualTo(lines - 2);
  }

  @Test
  void whatIsNotANumberIsLeftOut() throws Exception {
    Series broken = series(Style.DOTS, new Point(1, Double.NaN), new Point(2, 1e300 * 1e300));

    Element svg = parsed(chart(broken, series(Style.LINE, new Point(0, 1), new Point(1, 2))));

    assertThat(svg.getElementsByTagName("circle").getLength()).isZero();
    assertThat(chart(broken).toSvg()).doesNotContain("NaN", "Infinity");
  }
}
