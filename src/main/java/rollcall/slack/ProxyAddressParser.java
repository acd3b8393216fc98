package rollcall.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.slack.ProxySettings.HttpProxy;

/// Parser of proxy addresses: `http://user:password@host:port/`, of which only the host is
/// required. Pure.
final class ProxyAddressParser {
  /// `https` is the scheme to reach the proxy itself; many users write it for that of the target.
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:/?#\\s]+)(?::(\\d{1,5}))?/?");
  private static final int DEFAULT_PORT = 80;
  private static final int LONGEST_SHOWN = 100;

  private ProxyAddressParser() {}

  /// Returns why a text is no usable proxy, as a sentence without the password.
  static String problem(String text) {
    String shown = withoutSignIn(text);
    String scheme = shown.contains("://") ? shown.substring(0, shown.indexOf("://")) : "http";
    return SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
        ? "“"
            + shown
            + "” is no proxy: write http://host:port or http://user:password@host:port, with a port"
            + " from 1 to 65535."
        : "“"
            + shown
            + "” is no HTTP proxy, and "
            + scheme
            + " is not supported: write http://host:port.";
  }

  private static String withoutSignIn(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    int scheme = line.indexOf("://");
    String rest = scheme < 0 ? line : line.substring(scheme + 3);
    int at = rest.lastIndexOf('@');
    String shown =
        (scheme < 0 ? "" : line.substring(0, scheme + 3))
            + (at < 0 ? rest : "…@" + rest.substring(at + 1));
    return shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown;
  }

  /// The proxy; empty when the text names none that speaks HTTP.
  static Optional<HttpProxy> parse(String text) {
    String address = text.strip();
    int scheme = address.indexOf("://");
    if (scheme >= 0 && !SCHEMES.contains(address.substring(0, scheme).toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String rest = scheme < 0 ? address : address.substring(scheme + 3);
    // A password may hold anything, unescaped, and people write it so.
    int at = rest.lastIndexOf('@');
    Matcher place = PLACE.matcher(rest.substring(at + 1));
    if (!place.matches()) {
      return Optional.empty();
    }
    int port = place.group(2) == null ? DEFAULT_PORT : Integer.parseInt(place.group(2));
    if (port < 1 || port > 65535) {
      return Optional.empty();
    }
    if (at <= 0) {
      return Optional.of(new HttpProxy(place.group(1), port, null, null));
    }
    String[] sign = rest.substring(0, at).split(":", 2);
    String password = sign.length > 1 ? decoded(sign[1]) : "";
    return Optional.of(new HttpProxy(place.group(1), port, decoded(sign[0]), password));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // A per cent sign that escapes nothing stands for itself.
      return text;
    }
  }
}
