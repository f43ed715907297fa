package io.flinkdomino.job.connectors;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a listener without TLS which of Kafka's requests it knows, and looks at the answer's first
 * bytes only.
 *
 * <p>Kafka's own client cannot be asked: it takes the answer of a TLS listener for the length of a
 * record, reserves hundreds of megabytes for it, and runs out of memory or waits for ever.
 */
final class PlaintextProbe {

  /** What listens. */
  enum Answer {
    KAFKA,
    TLS,
    UNKNOWN
  }

  private static final int ATTEMPTS = 3;
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR_VERSION = 0x03;

  private static final short API_VERSIONS = 18;
  private static final short VERSION = 0;
  private static final int CORRELATION_ID = 0x464c444f;
  private static final byte[] CLIENT_ID = "flink-domino".getBytes(StandardCharsets.UTF_8);

  private PlaintextProbe() {}

  /**
   * What listens at an address; {@code UNKNOWN} if it cannot be reached, closes or stays silent.
   *
   * @param server {@code host:port}
   * @param limit for the answer
   */
  static Answer ask(String server, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    Answer answer = attempt(server, limit);
    // A listener that closes before it has read everything resets the connection, and its answer
    // may
    // be lost with it.
    for (int more = 1; more < ATTEMPTS && answer == Answer.UNKNOWN; more++) {
      if (System.nanoTime() < end) {
        answer = attempt(server, limit);
      }
    }
    return answer;
  }

  private static Answer attempt(String server, Duration limit) {
    int colon = server.lastIndexOf(':');
    int millis = Math.toIntExact(limit.toMillis());
    try (Socket socket = new Socket()) {
      InetSocketAddress address =
          new InetSocketAddress(
              server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      send(new DataOutputStream(socket.getOutputStream()));
      return answer(new DataInputStream(socket.getInputStream()));
    } catch (IOException | IllegalArgumentException e) {
      return Answer.UNKNOWN; // Kafka's client meets the same and says so better
    }
  }

  private static void send(DataOutputStream out) throws IOException {
    out.writeInt(Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES + CLIENT_ID.length);
    out.writeShort(API_VERSIONS);
    out.writeShort(VERSION);
    out.writeInt(CORRELATION_ID);
    out.writeShort(CLIENT_ID.length);
    out.write(CLIENT_ID);
    out.flush();
  }

  private static Answer answer(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((first == TLS_ALERT || first == TLS_HANDSHAKE) && second == TLS_MAJOR_VERSION) {
      return Answer.TLS;
    }
    in.readUnsignedShort();
    return in.readInt() == CORRELATION_ID ? Answer.KAFKA : Answer.UNKNOWN;
  }
}
