package io.flinkdomino.runtime.length;

import java.io.Serializable;

/** How many draft tokens of a sequence a step verifies. Tokens do not depend on it. */
public sealed interface VerifiedLength extends Serializable {

  /** Whatever is fastest by what was measured, down to none. */
  VerifiedLength ADAPTIVE = new Adaptive();

  /** All that the drafter can propose. */
  VerifiedLength ALL = new All();

  /** Always so many, at least 1. */
  static VerifiedLength of(int drafts) {
    return new Fixed(drafts);
  }

  /**
   * Reads {@code adaptive}, {@code all} or a number from 1.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static VerifiedLength parse(String text) {
    if (text.equals(ADAPTIVE.text())) {
      return ADAPTIVE;
    }
    return text.equals(ALL.text()) ? ALL : of(Integer.parseInt(text));
  }

  /** As {@link #parse} reads it. */
  String text();

  /** Most drafts wanted, of a drafter that can propose {@code proposed}. */
  int most(int proposed);

  /** See {@link #ADAPTIVE}. */
  record Adaptive() implements VerifiedLength {

    @Override
    public String text() {
      return "adaptive";
    }

    @Override
    public int most(int proposed) {
      return proposed;
    }
  }

  /** See {@link #ALL}. */
  record All() implements VerifiedLength {

    @Override
    public String text() {
      return "all";
    }

    @Override
    public int most(int proposed) {
      return proposed;
    }
  }

  /** See {@link #of}. */
  record Fixed(int drafts) implements VerifiedLength {

    public Fixed {
      if (drafts < 1) {
        throw new IllegalArgumentException("verifiedLength must be at least 1, got " + drafts);
      }
    }

    @Override
    public String text() {
      return Integer.toString(drafts);
    }

    @Override
    public int most(int proposed) {
      return drafts;
    }
  }
}
