package io.flinkdomino.bundled.tasks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of sentence that states facts; its gaps are the fields of the object to extract. */
record Fact(Frame sentence) {

  /** Every kind. */
  static final List<Fact> ALL =
      Stream.of(
              "{name} is {age} years old, lives in {city} and likes {likes}.",
              "{name}, aged {age}, lives in {city} and likes {likes}.",
              "{name} buys {count} {color} {item} in {city}.",
              "{name} drives from {from} to {to} with {count} {item}.",
              "{count} {color} {item} are in {city}.")
          .map(sentence -> new Fact(Frame.of(sentence)))
          .toList();

  /** The fields of a sentence of any kind, in its order; empty if it states no such fact. */
  static Optional<Map<String, String>> parse(String text) {
    return ALL.stream().flatMap(fact -> fact.sentence.match(text).stream()).findFirst();
  }

  String write(Map<String, String> values) {
    return sentence.fill(values);
  }

  /** Values for all fields. */
  Map<String, String> draw(Dealer dealer) {
    Map<String, String> values = new LinkedHashMap<>();
    sentence.gaps().forEach(field -> values.put(field, Fields.draw(field, dealer)));
    return values;
  }
}
