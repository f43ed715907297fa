package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import io.flinkdomino.runtime.stats.Acceptance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of a held prompt's bytes that says what one of its completions has so far. */
final class ProgressCodec {

  /** Reads one element. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private ProgressCodec() {}

  static void write(GenerationProgress progress, DataOutput out) throws IOException {
    out.writeInt(progress.tokens().size());
    for (DrawnToken token : progress.tokens()) {
      writeToken(token, out);
    }
    writeAcceptance(progress.acceptance(), out);
    out.writeInt(progress.trace().size());
    for (DecodeCycle cycle : progress.trace()) {
      writeCycle(cycle, out);
    }
    Timings timings = progress.timings();
    out.writeLong(timings.queued().toNanos());
    out.writeLong(timings.prefill().toNanos());
    out.writeLong(timings.timeToFirstToken().toNanos());
    out.writeLong(timings.decode().toNanos());
  }

  static GenerationProgress read(DataInput in) throws IOException {
    return new GenerationProgress(
        readList(in, ProgressCodec::readToken),
        readAcceptance(in),
        readList(in, ProgressCodec::readCycle),
        new Timings(readDuration(in), readDuration(in), readDuration(in), readDuration(in)));
  }

  private static void writeToken(DrawnToken token, DataOutput out) throws IOException {
    out.writeInt(token.tokenId());
    out.writeBoolean(token.report().isPresent());
    if (token.report().isPresent()) {
      DrawReport report = token.report().get();
      out.writeDouble(report.margin());
      out.writeDouble(report.emitted().logprob());
      out.writeInt(report.top().size());
      for (TokenLogprob top : report.top()) {
        out.writeInt(top.tokenId());
        out.writeDouble(top.logprob());
      }
    }
  }

  private static DrawnToken readToken(DataInput in) throws IOException {
    int id = in.readInt();
    if (!in.readBoolean()) {
      return DrawnToken.of(id);
    }
    double margin = in.readDouble();
    TokenLogprob emitted = new TokenLogprob(id, in.readDouble());
    List<TokenLogprob> top = readList(in, i -> new TokenLogprob(i.readInt(), i.readDouble()));
    return new DrawnToken(id, Optional.of(new DrawReport(margin, emitted, top)));
  }

  private static void writeAcceptance(Acceptance acceptance, DataOutput out) throws IOException {
    out.writeLong(acceptance.steps());
    out.writeLong(acceptance.proposed());
    out.writeLong(acceptance.drafted());
    out.writeLong(acceptance.accepted());
    out.writeInt(acceptance.acceptedPerPosition().size());
    for (long accepted : acceptance.acceptedPerPosition()) {
      out.writeLong(accepted);
    }
  }

  private static Acceptance readAcceptance(DataInput in) throws IOException {
    return new Acceptance(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readList(in, DataInput::readLong));
  }

  private static void writeCycle(DecodeCycle cycle, DataOutput out) throws IOException {
    out.writeInt(cycle.anchor());
    out.writeInt(cycle.draft().size());
    for (int token : cycle.draft()) {
      out.writeInt(token);
    }
    out.writeInt(cycle.accepted());
    out.writeInt(cycle.next());
  }

  private static DecodeCycle readCycle(DataInput in) throws IOException {
    return new DecodeCycle(
        in.readInt(), readList(in, DataInput::readInt), in.readInt(), in.readInt());
  }

  private static Duration readDuration(DataInput in) throws IOException {
    return Duration.ofNanos(in.readLong());
  }

  private static <T> List<T> readList(DataInput in, Reader<T> reader) throws IOException {
    int count = in.readInt();
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(reader.read(in));
    }
    return list;
  }
}
