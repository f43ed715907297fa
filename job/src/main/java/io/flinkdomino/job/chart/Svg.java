package io.flinkdomino.job.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An SVG document that grows, in pixels from the upper left. */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  /** Which part of a text its place is. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  Svg(int width, int height, String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" fill=\"#222222\" role=\"img\">",
        width, height, width, height);
    add("<title>%s</title>", escaped(title));
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
  }

  void line(Point from, Point to, String color, double width) {
    polyline(List.of(from, to), color, width);
  }

  void polyline(List<Point> points, String color, double width) {
    String places =
        points.stream()
            .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()))
            .collect(Collectors.joining(" "));
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
        places, color, width);
  }

  void dot(Point center, String color) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\"/>", center.x(), center.y(), color);
  }

  void rectangle(Point upperLeft, double width, double height, String color) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        upperLeft.x(), upperLeft.y(), width, height, color);
  }

  void text(Point place, Anchor anchor, int size, String content) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>",
        place.x(), place.y(), anchor.name().toLowerCase(Locale.ROOT), size, escaped(content));
  }

  String document() {
    return text + "</svg>\n";
  }

  private void add(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\p{Cntrl}", " ");
  }
}
