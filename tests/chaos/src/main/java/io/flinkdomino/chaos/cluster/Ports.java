package io.flinkdomino.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where processes listen on 127.0.0.1; the same over all restarts.
 *
 * @param rest of Flink's REST interface
 * @param zooKeeper of ZooKeeper
 * @param broker of the Kafka broker
 */
public record Ports(int rest, int zooKeeper, int broker) {

  /** Three that are free. */
  static Ports free() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      Ports ports =
          new Ports(
              sockets.get(0).getLocalPort(),
              sockets.get(1).getLocalPort(),
              sockets.get(2).getLocalPort());
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
