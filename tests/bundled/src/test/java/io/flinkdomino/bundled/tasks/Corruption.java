package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to break a right answer a little. */
enum Corruption {
  OTHER_DIGIT {
    @Override
    Optional<String> of(String answer, RandomGenerator random) {
      return replace(
          DIGIT,
          answer,
          random,
          digit -> Integer.toString((Integer.parseInt(digit) + random.nextInt(1, 10)) % 10));
    }
  },
  OTHER_WORD {
    @Override
    Optional<String> of(String answer, RandomGenerator random) {
      return replace(WORD, answer, random, word -> otherThan(word, random));
    }
  },
  DROPPED_LINE {
    @Override
    Optional<String> of(String answer, RandomGenerator random) {
      List<String> lines = lines(answer);
      if (lines.size() < 2) {
        return Optional.empty();
      }
      lines.remove(random.nextInt(lines.size()));
      return Optional.of(String.join("\n", lines));
    }
  },
  SWAPPED_LINES {
    @Override
    Optional<String> of(String answer, RandomGenerator random) {
      List<String> lines = lines(answer);
      int first = random.nextInt(lines.size());
      int second = random.nextInt(lines.size());
      if (lines.get(first).strip().equals(lines.get(second).strip())) {
        return Optional.empty();
      }
      lines.set(first, lines.set(second, lines.get(first)));
      return Optional.of(String.join("\n", lines));
    }
  };

  private static final Pattern DIGIT = Pattern.compile("[0-9]");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  /** How a piece of text is changed. */
  private interface Change {
    String of(String piece);
  }

  /** A broken answer; empty if there is nothing to break in this way. */
  abstract Optional<String> of(String answer, RandomGenerator random);

  private static Optional<String> replace(
      Pattern pieces, String answer, RandomGenerator random, Change change) {
    List<MatchResult> found = pieces.matcher(answer).results().toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    MatchResult piece = found.get(random.nextInt(found.size()));
    return Optional.of(
        answer.substring(0, piece.start())
            + change.of(piece.group())
            + answer.substring(piece.end()));
  }

  private static String otherThan(String word, RandomGenerator random) {
    String other = Words.all().get(random.nextInt(Words.all().size()));
    return other.equals(word) ? otherThan(word, random) : other;
  }

  /** Lines that hold something. */
  private static List<String> lines(String answer) {
    return new ArrayList<>(answer.lines().filter(line -> !line.isBlank()).toList());
  }
}
