package io.flinkdomino.runtime.train.objective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.model.SafetensorsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Prompts of a parity case, and what follows from the logits that the reference recorded. */
final class GoldenPrompts {

  private GoldenPrompts() {}

  static int[] prompt(Path folder, int which) throws IOException {
    JsonNode prompt =
        new ObjectMapper()
            .readTree(folder.resolve("expected.json").toFile())
            .get("cases")
            .get(which)
            .get("prompt");
    return IntStream.range(0, prompt.size()).map(i -> prompt.get(i).asInt()).toArray();
  }

  /** The sum of cross-entropies of the tokens from a position on, in float64. */
  static double entropy(SafetensorsFile golden, int which, int[] tokens, int from) {
    String name = which + ".logits";
    int vocabulary = golden.info(name).shape().dimensions().get(1).intValue();
    float[] logits = new float[tokens.length * vocabulary];
    golden.read(name, 0, FloatBuffer.wrap(logits));
    double sum = 0;
    for (int at = from; at < tokens.length; at++) {
      double total = 0;
      for (int token = 0; token < vocabulary; token++) {
        total += Math.exp(logits[(at - 1) * vocabulary + token]);
      }
      sum += Math.log(total) - logits[(at - 1) * vocabulary + tokens[at]];
    }
    return sum;
  }
}
