package io.flinkdomino.runtime.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/** One safetensors file, open for reading. Reads are positional, so threads do not disturb. */
public final class SafetensorsFile implements Weights {

  private static final int CHUNK_BYTES = 1 << 18;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, TensorInfo> tensors;

  private SafetensorsFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.tensors = SafetensorsHeader.read(file, channel);
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws ModelFormatException if the header does not describe this file
   * @throws UncheckedIOException if reading fails
   */
  public static SafetensorsFile open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return new SafetensorsFile(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw JsonFiles.unreadable(file, e);
    }
  }

  @Override
  public Path source() {
    return file;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public TensorInfo info(String name) {
    TensorInfo tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(file + ": there is no tensor " + name);
    }
    return tensor;
  }

  @Override
  public void read(String name, long firstElement, FloatBuffer into) {
    TensorInfo tensor = info(name);
    requireReadable(tensor);
    long elements = tensor.shape().elements();
    if (firstElement < 0 || firstElement > elements - into.remaining()) {
      throw new IllegalArgumentException(
          "tensor %s has %d values, asked for %d from %d"
              .formatted(name, elements, into.remaining(), firstElement));
    }
    copy(tensor, tensor.offset() + firstElement * tensor.dtype().bytes(), into);
  }

  private void copy(TensorInfo tensor, long from, FloatBuffer into) {
    long bytesLeft = (long) into.remaining() * tensor.dtype().bytes();
    ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytesLeft)).order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    while (bytesLeft > 0) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), bytesLeft));
      readFully(chunk, at);
      chunk.flip();
      at += chunk.limit();
      bytesLeft -= chunk.limit();
      Float32Decoder.decode(tensor.dtype(), chunk, into);
    }
  }

  private void readFully(ByteBuffer into, long position) {
    try {
      readFully(file, channel, into, position);
    } catch (IOException e) {
      throw JsonFiles.unreadable(file, e);
    }
  }

  /** Fills the buffer from a position of the file. */
  static void readFully(Path file, FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw new EOFException("the file ends at byte %d: %s".formatted(at, file));
      }
      at += read;
    }
  }

  private static void requireReadable(TensorInfo tensor) {
    if (!tensor.dtype().readableAsFloat32()) {
      throw new ModelFormatException(tensor.file(), unreadable(tensor));
    }
  }

  static String unreadable(TensorInfo tensor) {
    return "tensor %s must be stored as F32, F16 or BF16, got %s"
        .formatted(tensor.name(), tensor.dtype());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + file + " failed", e);
    }
  }
}
