package rollcall.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The socket URLs that were given out: each good for one connection, within 30 seconds when it was
/// asked for. Lane: the workspace's.
final class SocketUrls {
  static final Duration VALID = Duration.ofSeconds(30);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SocketUrl> open = new HashMap<>();

  /// What a socket URL stands for.
  ///
  /// @param batch whether presence changes come with many users in one event
  record SocketUrl(Caller caller, boolean batch, Instant until) {}

  /// A new ticket's number, for the end of the URL.
  String issue(Caller caller, boolean batch, Instant now) {
    return issue(caller, batch, now, VALID);
  }

  /// A new ticket's number that is good for so long.
  String issue(Caller caller, boolean batch, Instant now, Duration valid) {
    open.values().removeIf(socketUrl -> !now.isBefore(socketUrl.until()));
    byte[] number = new byte[16];
    random.nextBytes(number);
    String nonce = HexFormat.of().formatHex(number);
    open.put(nonce, new SocketUrl(caller, batch, now.plus(valid)));
    return nonce;
  }

  /// Takes a ticket in; empty when it is unknown, used or too old.
  Optional<SocketUrl> redeem(String nonce, Instant now) {
    return Optional.ofNullable(open.remove(nonce))
        .filter(socketUrl -> now.isBefore(socketUrl.until()));
  }

  /// Makes every ticket too old.
  void expire() {
    open.clear();
  }
}
