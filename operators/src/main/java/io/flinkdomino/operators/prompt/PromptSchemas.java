package io.flinkdomino.operators.prompt;

import io.flinkdomino.operators.registry.SchemaSource;
import io.flinkdomino.schemas.PromptRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * Schema ids to what reads their data. Ids come from outside: what they name is remembered, the
 * good apart from the bad and both bounded, and after a bad one the next look-up waits, so that no
 * stream of ids floods the registry. Not thread-safe.
 */
final class PromptSchemas {

  private static final Schema READER = PromptRecord.getClassSchema();
  private static final Pattern FIELD = Pattern.compile("/fields/([0-9]{1,4})");
  private static final int MAX_GOOD = 256;
  private static final int MAX_BAD = 4_096;
  private static final int MAX_FOUND_CHARS = 200;

  /** A schema that is not there may be registered later, or the job allowed to read it. */
  private static final Duration BAD_KEPT = Duration.ofSeconds(30);

  /** Between a bad id and the next look-up. */
  static final Duration PAUSE = Duration.ofMillis(100);

  /** Waits, at most {@link #PAUSE}. */
  interface Sleeper {

    void sleep(long millis);
  }

  private record Bad(String message, long until) {}

  private final SchemaSource source;
  private final LongSupplier nanoClock;
  private final Sleeper sleeper;
  private final Map<Integer, WrittenPrompt> good = bounded(MAX_GOOD);
  private final Map<Integer, Bad> bad = bounded(MAX_BAD);
  private Optional<Long> nextLookUp = Optional.empty();

  PromptSchemas(SchemaSource source, LongSupplier nanoClock, Sleeper sleeper) {
    this.source = source;
    this.nanoClock = nanoClock;
    this.sleeper = sleeper;
  }

  /**
   * What reads data of this schema.
   *
   * @throws InvalidPromptException if the registry has no such schema, or it is not a prompt's
   * @throws io.flinkdomino.operators.registry.RegistryUnavailableException if nobody can tell
   */
  WrittenPrompt of(int id) throws InvalidPromptException {
    WrittenPrompt known = good.get(id);
    if (known != null) {
      return known;
    }
    Bad refused = bad.get(id);
    if (refused != null && nanoClock.getAsLong() - refused.until() < 0) {
      throw InvalidPromptException.unreadable(refused.message());
    }
    try {
      WrittenPrompt found = lookUp(id);
      good.put(id, found);
      return found;
    } catch (InvalidPromptException e) {
      long now = nanoClock.getAsLong();
      bad.put(id, new Bad(e.getMessage(), now + BAD_KEPT.toNanos()));
      nextLookUp = Optional.of(now + PAUSE.toNanos());
      throw e;
    }
  }

  private WrittenPrompt lookUp(int id) throws InvalidPromptException {
    if (id < 1) {
      throw refused(id, "be 1 or more", Integer.toString(id));
    }
    nextLookUp.ifPresent(this::awaitTime);
    nextLookUp = Optional.empty();
    SchemaSource.Answer answer = source.find(id);
    if (answer instanceof SchemaSource.Answer.Refused none) {
      throw refused(id, none.rule(), none.found());
    }
    return new WrittenPrompt(readable(id, (SchemaSource.Answer.Found) answer));
  }

  private void awaitTime(long time) {
    long nanos = time - nanoClock.getAsLong();
    if (nanos > 0) {
      sleeper.sleep(Duration.ofNanos(nanos).plusMillis(1).toMillis());
    }
  }

  private static Schema readable(int id, SchemaSource.Answer.Found found)
      throws InvalidPromptException {
    if (!found.type().equals("AVRO")) {
      throw refused(id, "be an Avro schema", Shown.name(found.type()));
    }
    if (found.references() > 0) {
      throw refused(id, "stand alone", found.references() + " references to other schemas");
    }
    Schema writer = parse(id, found.text());
    Optional<String> size = SchemaSize.problem(writer);
    if (size.isPresent()) {
      throw refused(id, SchemaSize.RULE, size.get());
    }
    requireCompatible(id, writer);
    return writer;
  }

  private static Schema parse(int id, String text) throws InvalidPromptException {
    try {
      // A writer's defaults are never used, so a wrong one does not matter.
      return new Schema.Parser().setValidateDefaults(false).parse(text);
    } catch (RuntimeException e) {
      // Mostly SchemaParseException, but a name that is nowhere defined is a null pointer.
      throw refused(id, "be an Avro schema", "a text that is none");
    }
  }

  private static void requireCompatible(int id, Schema writer) throws InvalidPromptException {
    // To Avro, a union of nothing is compatible with everything.
    if (writer.getType() != Schema.Type.RECORD) {
      throw refused(id, "be a record", Shown.name(writer.getType().getName()));
    }
    var result = SchemaCompatibility.checkReaderWriterCompatibility(READER, writer).getResult();
    if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      var first = result.getIncompatibilities().get(0);
      String why = first.getType() + place(first.getLocation()) + ": " + first.getMessage();
      throw refused(id, "be compatible with PromptRecord", Shown.text(why, MAX_FOUND_CHARS));
    }
  }

  /** The field of a prompt, which Avro gives by its number. */
  private static String place(String location) {
    Matcher field = FIELD.matcher(location);
    if (!field.lookingAt()) {
      return "";
    }
    return " at " + READER.getFields().get(Integer.parseInt(field.group(1))).name();
  }

  private static InvalidPromptException refused(int id, String rule, String found) {
    return InvalidPromptException.unreadable("schema " + id + " must " + rule + ", got " + found);
  }

  /** Forgets what was not used for longest. */
  private static <V> Map<Integer, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {

      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
        return size() > most;
      }
    };
  }
}
