package rollcall.slack;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Hosts that are reached without a proxy, as in the variable `no_proxy`. Pure: looks up no name.
///
/// An entry is a host, which includes all names below it (`corp.example`, `.corp.example` and
/// `*.corp.example` mean the same), perhaps with a port; an IP address; a range of addresses such
/// as `10.0.0.0/8`; or `*` for all.
///
/// @param entries in any letter case
public record ProxyExceptions(List<String> entries) {
  /// No exceptions.
  public static final ProxyExceptions NONE = new ProxyExceptions(List.of());

  private static final Pattern RANGE = Pattern.compile("([0-9.]+|[0-9a-f:.]+)/(\\d{1,3})");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]*");

  /// Removes blanks and empty entries.
  public ProxyExceptions {
    entries =
        entries.stream()
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  /// Exceptions separated by commas.
  ///
  /// @param list comma-separated entries, such as `localhost, *.corp.example`
  /// @return the exceptions
  public static ProxyExceptions of(String list) {
    return new ProxyExceptions(List.of(list.split(",")));
  }

  /// Returns whether this address is reached without the proxy.
  ///
  /// @param address with `http` or `https`
  /// @return whether an entry matches
  public boolean match(URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    String host = withoutBrackets(Optional.ofNullable(address.getHost()).orElse(""));
    String port = ":" + (address.getPort() < 0 ? usual : address.getPort());
    return entries.stream().anyMatch(entry -> matches(entry, host.toLowerCase(Locale.ROOT), port));
  }

  private static boolean matches(String entry, String host, String port) {
    Optional<Range> range = range(entry);
    if (range.isPresent()) {
      return parse(host).filter(range.get()::contains).isPresent();
    }
    String name = withoutBrackets(entry.replaceFirst("^\\*?\\.", ""));
    String end = name.endsWith(port) ? name.substring(0, name.lastIndexOf(':')) : name;
    return Stream.of(name, withoutBrackets(end))
        .anyMatch(one ->
            one.equals("*") || (!one.isEmpty() && (host.equals(one) || host.endsWith("." + one))));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Optional<Range> range(String entry) {
    var parts = RANGE.matcher(entry);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int shared = Integer.parseInt(parts.group(2));
    return parse(parts.group(1))
        .filter(address -> shared <= address.length * Byte.SIZE)
        .map(address -> {
          int more = address.length * Byte.SIZE - shared;
          return new Range(Range.start(address, more), address.length, more);
        });
  }

  /// The bytes of an IP address; empty for a name, which is not looked up.
  private static Optional<byte[]> parse(String text) {
    try {
      return ADDRESS.matcher(text).matches()
          ? Optional.of(InetAddress.ofLiteral(text).getAddress())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Range of addresses that share their first bits.
  ///
  /// @param start these bits
  /// @param bytes length of an address
  /// @param more number of the other bits
  private record Range(BigInteger start, int bytes, int more) {
    boolean contains(byte[] address) {
      return address.length == bytes && start(address, more).equals(start);
    }

    static BigInteger start(byte[] address, int more) {
      return new BigInteger(1, address).shiftRight(more);
    }
  }
}
