package io.flinkdomino.tests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** TCP sockets on which a process takes connections, as Linux tells in {@code /proc}. */
public final class ListeningSockets {

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String LISTENING = "0A";
  private static final int ADDRESS_COLUMN = 1;
  private static final int STATE_COLUMN = 3;
  private static final int INODE_COLUMN = 9;

  private ListeningSockets() {}

  /** Whether this platform has {@code /proc}. */
  public static boolean areVisible() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Addresses and ports of one process. */
  public static List<InetSocketAddress> of(long pid) throws IOException {
    Set<String> own = inodes(Path.of("/proc", Long.toString(pid), "fd"));
    List<InetSocketAddress> sockets = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc", Long.toString(pid), "net", table);
      for (String line : Files.readAllLines(file)) {
        String[] columns = SPACES.split(line.trim(), -1);
        if (columns[STATE_COLUMN].equals(LISTENING) && own.contains(columns[INODE_COLUMN])) {
          sockets.add(address(columns[ADDRESS_COLUMN]));
        }
      }
    }
    return sockets;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(descriptors)) {
      for (Path file : files.toList()) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (NoSuchFileException e) {
          // Closed since the folder was listed.
        }
      }
    }
    return inodes;
  }

  /** Hexadecimal, as 32-bit words in the machine's byte order; the port behind a colon. */
  private static InetSocketAddress address(String text) throws UnknownHostException {
    int colon = text.indexOf(':');
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(0, colon)));
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    return new InetSocketAddress(
        InetAddress.getByAddress(bytes.array()), Integer.parseInt(text.substring(colon + 1), 16));
  }
}
