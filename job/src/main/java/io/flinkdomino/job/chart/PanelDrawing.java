package io.flinkdomino.job.chart;

import java.util.List;

/** One panel at its place in a picture. */
final class PanelDrawing {

  static final int WIDTH = 560;

  private static final int TITLE_AT = 62;
  private static final int LEGEND_AT = 84;
  private static final int LEGEND_ROW = 18;
  private static final int LEGEND_COLUMNS = 3;
  private static final int LEGEND_COLUMN = 160;
  private static final int LEGEND_KEY = 22;
  private static final int TOP = 120;
  private static final int BOTTOM = 420;
  private static final int LEFT_MARGIN = 60;
  private static final int RIGHT_MARGIN = 44;
  private static final int TITLE_SIZE = 14;
  private static final int SIZE = 12;
  private static final int MIDDLE_OF_TEXT = 4;
  private static final int GAP = 8;
  private static final String GRID = "#dddddd";
  private static final String FRAME = "#666666";
  private static final double THIN = 1;
  private static final double THICK = 1.8;

  private final Svg svg;
  private final Panel panel;
  private final double left;
  private final double right;
  private final Axis x;
  private final Axis y;
  private final Axis share = new Axis(0, 1, 0.2);

  PanelDrawing(Svg svg, Panel panel, double from) {
    this.svg = svg;
    this.panel = panel;
    this.left = from + LEFT_MARGIN;
    this.right = from + WIDTH - RIGHT_MARGIN;
    this.x = panel.xAxis();
    this.y = panel.yAxis();
  }

  void draw() {
    svg.text(new Point(left, TITLE_AT), Svg.Anchor.START, TITLE_SIZE, panel.title());
    drawXAxis();
    drawYAxis();
    if (panel.hasShare()) {
      drawShareAxis();
    }
    for (int i = 0; i < panel.series().size(); i++) {
      draw(panel.series().get(i));
      drawKey(panel.series().get(i), i);
    }
  }

  private void drawXAxis() {
    for (double tick : x.ticks()) {
      double at = x.place(tick, left, right);
      svg.line(new Point(at, TOP), new Point(at, BOTTOM), GRID, THIN);
      svg.text(new Point(at, BOTTOM + 2 * GAP), Svg.Anchor.MIDDLE, SIZE, x.label(tick));
    }
    svg.line(new Point(left, BOTTOM), new Point(right, BOTTOM), FRAME, THIN);
    svg.text(
        new Point((left + right) / 2, BOTTOM + 4.5 * GAP), Svg.Anchor.MIDDLE, SIZE, panel.xLabel());
  }

  private void drawYAxis() {
    for (double tick : y.ticks()) {
      double at = y.place(tick, BOTTOM, TOP);
      svg.line(new Point(left, at), new Point(right, at), GRID, THIN);
      svg.text(new Point(left - GAP, at + MIDDLE_OF_TEXT), Svg.Anchor.END, SIZE, y.label(tick));
    }
    svg.line(new Point(left, TOP), new Point(left, BOTTOM), FRAME, THIN);
  }

  private void drawShareAxis() {
    for (double tick : share.ticks()) {
      double at = share.place(tick, BOTTOM, TOP) + MIDDLE_OF_TEXT;
      svg.text(new Point(right + GAP, at), Svg.Anchor.START, SIZE, share.label(tick));
    }
    svg.line(new Point(right, TOP), new Point(right, BOTTOM), FRAME, THIN);
  }

  private void draw(Series series) {
    Axis vertical = series.isShare() ? share : y;
    List<Point> places =
        series.points().stream()
            .map(p -> new Point(x.place(p.x(), left, right), vertical.place(p.y(), BOTTOM, TOP)))
            .toList();
    mark(series, places, places);
  }

  private void drawKey(Series series, int index) {
    double from = left + index % LEGEND_COLUMNS * LEGEND_COLUMN;
    double at = LEGEND_AT + (double) (index / LEGEND_COLUMNS * LEGEND_ROW);
    double middle = at - MIDDLE_OF_TEXT;
    Point start = new Point(from, middle);
    Point end = new Point(from + LEGEND_KEY, middle);
    mark(series, List.of(start, end), List.of(new Point(from + LEGEND_KEY / 2.0, middle)));
    svg.text(new Point(from + LEGEND_KEY + GAP, at), Svg.Anchor.START, SIZE, series.name());
  }

  private void mark(Series series, List<Point> line, List<Point> dots) {
    if (series.hasLine()) {
      svg.polyline(line, series.color(), series.isShare() ? THIN : THICK);
    }
    if (series.hasDots()) {
      dots.forEach(dot -> svg.dot(dot, series.color()));
    }
  }
}
