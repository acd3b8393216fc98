package rollcall.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Registry of issued socket URLs: each is valid for one connection within 30 seconds. Thread:
/// event loop.
final class SocketUrls {
  static final Duration VALID = Duration.ofSeconds(30);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SocketUrl> open = new HashMap<>();

  /// Issued socket URL.
  ///
  /// @param batch whether the client requested presence events for several users
  record SocketUrl(Caller caller, boolean batch, Instant until) {}

  /// Issues a URL; returns its last path segment.
  String issue(Caller caller, boolean batch, Instant now) {
    return issue(caller, batch, now, VALID);
  }

  /// Issues a URL with this validity; returns its last path segment.
  String issue(Caller caller, boolean batch, Instant now, Duration valid) {
    open.values().removeIf(socketUrl -> !now.isBefore(socketUrl.until()));
    byte[] number = new byte[16];
    random.nextBytes(number);
    String nonce = HexFormat.of().formatHex(number);
    open.put(nonce, new SocketUrl(caller, batch, now.plus(valid)));
    return nonce;
  }

  /// Redeems a URL; empty when it is unknown, used or expired.
  Optional<SocketUrl> redeem(String nonce, Instant now) {
    return Optional.ofNullable(open.remove(nonce))
        .filter(socketUrl -> now.isBefore(socketUrl.until()));
  }

  void expire() {
    open.clear();
  }
}
