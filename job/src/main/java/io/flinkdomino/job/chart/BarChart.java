package io.flinkdomino.job.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Horizontal bars from 0, in named groups below each other.
 *
 * @param title stands above
 * @param valueLabel what the bars' lengths count
 * @param baseline where a vertical line shows what the bars are compared with
 * @param groups at least one
 */
public record BarChart(String title, String valueLabel, double baseline, List<Group> groups) {

  private static final int WIDTH = 760;
  private static final int LEFT = 120;
  private static final int RIGHT = 640;
  private static final int TITLE_AT = 30;
  private static final int LEGEND_AT = 58;
  private static final int TOP = 76;
  private static final int BAR = 14;
  private static final int GAP = 14;
  private static final int BELOW = 50;
  private static final int TITLE_SIZE = 18;
  private static final int SIZE = 12;
  private static final int MIDDLE_OF_TEXT = 4;
  private static final int SPACE = 8;
  private static final int KEY_STEP = 150;
  private static final String GRID = "#dddddd";
  private static final String LINE = "#444444";

  public BarChart {
    groups = List.copyOf(groups);
  }

  /**
   * Bars that belong together.
   *
   * @param bars of the same series in the same order in all groups
   */
  public record Group(String name, List<Bar> bars) {
    public Group {
      bars = List.copyOf(bars);
    }

    private int height() {
      return bars.size() * BAR + GAP;
    }
  }

  /**
   * One bar.
   *
   * @param series whose color it has; the legend names it
   * @param value its length, at least 0
   * @param label stands at its end
   */
  public record Bar(String series, Series.Ink ink, double value, String label) {}

  /** An SVG document. */
  public String toSvg() {
    int bottom = TOP + groups.stream().mapToInt(Group::height).sum();
    Svg svg = new Svg(WIDTH, bottom + BELOW, title);
    svg.text(new Point(WIDTH / 2.0, TITLE_AT), Svg.Anchor.MIDDLE, TITLE_SIZE, title);
    drawLegend(svg);
    Axis axis = axis();
    drawAxis(svg, axis, bottom);
    int top = TOP;
    for (Group group : groups) {
      draw(svg, axis, group, top + GAP / 2.0);
      top += group.height();
    }
    double at = axis.place(baseline, LEFT, RIGHT);
    svg.line(new Point(at, TOP), new Point(at, bottom), LINE, 1);
    return svg.document();
  }

  private Axis axis() {
    double longest =
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(Bar::value)
            .reduce(baseline, Math::max);
    return Axis.around(0, longest);
  }

  private void drawLegend(Svg svg) {
    Map<String, Bar> series = new LinkedHashMap<>();
    groups.forEach(group -> group.bars().forEach(bar -> series.putIfAbsent(bar.series(), bar)));
    int at = LEFT;
    for (Bar bar : series.values()) {
      svg.rectangle(new Point(at, LEGEND_AT - BAR + 2.0), BAR, BAR, bar.ink().color());
      svg.text(new Point(at + BAR + SPACE, LEGEND_AT), Svg.Anchor.START, SIZE, bar.series());
      at += KEY_STEP;
    }
  }

  private void drawAxis(Svg svg, Axis axis, int bottom) {
    for (double tick : axis.ticks()) {
      double at = axis.place(tick, LEFT, RIGHT);
      svg.line(new Point(at, TOP), new Point(at, bottom), GRID, 1);
      Point below = new Point(at, bottom + 2.0 * SPACE);
      svg.text(below, Svg.Anchor.MIDDLE, SIZE, axis.label(tick));
    }
    Point middle = new Point((LEFT + RIGHT) / 2.0, bottom + 4.5 * SPACE);
    svg.text(middle, Svg.Anchor.MIDDLE, SIZE, valueLabel);
  }

  private static void draw(Svg svg, Axis axis, Group group, double top) {
    double middle = top + group.bars().size() * BAR / 2.0 + MIDDLE_OF_TEXT;
    svg.text(new Point((double) LEFT - SPACE, middle), Svg.Anchor.END, SIZE, group.name());
    for (int i = 0; i < group.bars().size(); i++) {
      Bar bar = group.bars().get(i);
      double at = top + (double) i * BAR;
      double end = axis.place(bar.value(), LEFT, RIGHT);
      svg.rectangle(new Point(LEFT, at), end - LEFT, BAR - 2.0, bar.ink().color());
      Point label = new Point(end + SPACE, at + BAR - MIDDLE_OF_TEXT);
      svg.text(label, Svg.Anchor.START, SIZE, bar.label());
    }
  }
}
