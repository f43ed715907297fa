package io.flinkdomino.job.chart;

import java.util.List;

/**
 * A picture: panels side by side under a title.
 *
 * @param panels at least one
 */
public record Chart(String title, List<Panel> panels) {

  private static final int HEIGHT = 470;
  private static final int TITLE_SIZE = 18;

  public Chart {
    panels = List.copyOf(panels);
  }

  /** An SVG document. */
  public String toSvg() {
    int width = panels.size() * PanelDrawing.WIDTH;
    Svg svg = new Svg(width, HEIGHT, title);
    svg.text(new Point(width / 2.0, 30), Svg.Anchor.MIDDLE, TITLE_SIZE, title);
    for (int i = 0; i < panels.size(); i++) {
      new PanelDrawing(svg, panels.get(i), i * PanelDrawing.WIDTH).draw();
    }
    return svg.document();
  }
}
