package io.flinkdomino.bundled.ablation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is compared. */
public enum Variant {
  /** The backbone alone. */
  DFLASH("dflash", "dflash", ""),
  /** Backbone and head learn the corrected logits from the first step on. */
  DOMINO_NO_CURRICULUM("domino-no-curriculum", "domino", "0"),
  /** The base logits hand over in the first half of the steps. */
  DOMINO_DECAY_50("domino-decay-50", "domino", "0.5"),
  /** The base logits hand over in all steps. */
  DOMINO_DECAY_100("domino-decay-100", "domino", "1.0"),
  /** A causal drafter of about as many parameters as those with a head. */
  AUTOREGRESSIVE("autoregressive", "autoregressive", "");

  private final String text;
  private final String kind;
  private final String decayRatio;

  Variant(String text, String kind, String decayRatio) {
    this.text = text;
    this.kind = kind;
    this.decayRatio = decayRatio;
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException listing the names, if there is none
   */
  @JsonCreator
  public static Variant named(String name) {
    return Arrays.stream(values())
        .filter(variant -> variant.text.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("variant must be " + names() + ", got " + name));
  }

  private static String names() {
    return Arrays.stream(values()).map(Variant::toString).collect(Collectors.joining(", "));
  }

  /** Whether it has the Domino head, which can be left out when decoding. */
  public boolean hasHead() {
    return kind.equals("domino");
  }

  /** What only its training is told. */
  List<String> options() {
    return Stream.concat(
            Stream.of("--kind", kind),
            decayRatio.isEmpty() ? Stream.of() : Stream.of("--decay-ratio", decayRatio))
        .toList();
  }

  @Override
  @JsonValue
  public String toString() {
    return text;
  }
}
