package io.flinkdomino.job.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1 that nobody listened on a moment ago. */
final class FreePorts {

  private FreePorts() {}

  /**
   * The port asked for, or a free one for 0.
   *
   * @param other a port the answer must differ from
   * @throws IOException if no port can be had
   */
  static int resolve(int port, int other) throws IOException {
    if (port != 0) {
      return port;
    }
    try (ServerSocket first = open();
        ServerSocket second = open()) {
      return first.getLocalPort() == other ? second.getLocalPort() : first.getLocalPort();
    }
  }

  private static ServerSocket open() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }
}
