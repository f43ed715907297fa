package io.flinkdomino.tests.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Permission;
import java.util.Set;

/**
 * Reports on standard error every address beyond this machine that its JVM looks up or connects to.
 * Allows everything. A JVM from 17 to 23 makes it, from the flag {@code java.security.manager}.
 */
@SuppressWarnings("removal") // nothing else in the platform sees connections before they are made
public final class LoopbackWatch extends SecurityManager {

  /** Says that the watch is on. */
  static final String ON = "connections are watched";

  /** Starts every report. */
  static final String REPORT = "connection beyond this machine: ";

  private static final int LOOK_UP = -1;

  /** Names of this machine; looking up its own name is no connection. */
  private final Set<String> own;

  public LoopbackWatch() throws UnknownHostException {
    own = Set.of("localhost", InetAddress.getLocalHost().getHostName());
    System.err.println(ON);
  }

  @Override
  public void checkConnect(String host, int port) {
    boolean isOwn = own.contains(host) && port == LOOK_UP;
    if (!isOwn && !isLoopback(host)) {
      System.err.println(REPORT + host + ":" + port);
    }
  }

  @Override
  public void checkConnect(String host, int port, Object context) {
    checkConnect(host, port);
  }

  @Override
  public void checkPermission(Permission permission) {}

  @Override
  public void checkPermission(Permission permission, Object context) {}

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1");
  }
}
