package io.flinkdomino.tests.screenshots;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Makes a picture of a window small enough for a repository. */
final class Picture {

  private static final int COLOURS = 256;

  private Picture() {}

  /**
   * The upper part of a picture, in its 256 most frequent colours and what is nearest to them.
   *
   * @param png of a window
   * @param height in pixels; a picture that is lower stays as high as it is
   * @return PNG
   */
  static byte[] upperPart(byte[] png, int height) throws IOException {
    BufferedImage window = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage part =
        window.getSubimage(0, 0, window.getWidth(), Math.min(height, window.getHeight()));
    BufferedImage indexed =
        new BufferedImage(
            part.getWidth(), part.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette(part));
    indexed.setRGB(0, 0, part.getWidth(), part.getHeight(), pixels(part), 0, part.getWidth());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(indexed, "png", out);
    return out.toByteArray();
  }

  private static IndexColorModel palette(BufferedImage image) {
    Map<Integer, Long> counts =
        IntStream.of(pixels(image))
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    int[] frequent =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
            .limit(COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    return new IndexColorModel(8, frequent.length, frequent, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
