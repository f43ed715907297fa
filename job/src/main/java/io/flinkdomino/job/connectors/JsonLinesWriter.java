package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.emit.OutputRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** One growing file; its state is the length that a checkpoint covers. Task thread only. */
final class JsonLinesWriter implements StatefulSinkWriter<OutputRecord, Long> {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream output;

  private JsonLinesWriter(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  /**
   * Opens the part file of {@code file}, cut to a length.
   *
   * @param length 0 for a new file, else what the last checkpoint covered
   */
  static JsonLinesWriter open(Path file, long length) throws IOException {
    Path part = partOf(file);
    Files.createDirectories(file.getParent());
    if (length == 0) {
      // An older result must not be taken for that of a run that fails.
      Files.deleteIfExists(file);
    } else if (!Files.exists(part)) {
      // The input had ended and the file had its name when the job failed for the last time.
      Files.move(file, part);
    }
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.size() < length) {
      channel.close();
      throw new IOException(
          part + " must hold at least " + length + " bytes, as at the last checkpoint");
    }
    channel.truncate(length).position(length);
    return new JsonLinesWriter(file, part, channel);
  }

  static Path partOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  @Override
  public void write(OutputRecord record, Context context) throws IOException {
    output.write(record.value());
    output.write('\n');
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    output.flush();
    if (endOfInput) {
      channel.force(true);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public List<Long> snapshotState(long checkpointId) throws IOException {
    output.flush();
    channel.force(false);
    return List.of(channel.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
