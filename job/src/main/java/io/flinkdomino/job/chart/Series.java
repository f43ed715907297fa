package io.flinkdomino.job.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param points those that are not finite numbers are left out
 */
public record Series(String name, Ink ink, Style style, List<Point> points) {

  public Series {
    points = points.stream().filter(Point::isFinite).toList();
  }

  /** How points are shown. */
  public enum Style {
    /** A line through all of them. */
    LINE,
    /** A dot each. */
    DOTS,
    /** A line with a dot each. */
    DOTTED_LINE,
    /** A thin line by the scale on the right, which goes from 0 to 1. */
    SHARE
  }

  /** Colors that people with any sight tell apart. */
  public enum Ink {
    BLACK("#222222"),
    BLUE("#0072b2"),
    ORANGE("#d55e00"),
    GREEN("#009e73"),
    GREY("#888888");

    private final String color;

    Ink(String color) {
      this.color = color;
    }

    String color() {
      return color;
    }
  }

  String color() {
    return ink.color();
  }

  boolean isShare() {
    return style == Style.SHARE;
  }

  boolean hasLine() {
    return style != Style.DOTS;
  }

  boolean hasDots() {
    return style == Style.DOTS || style == Style.DOTTED_LINE;
  }
}
