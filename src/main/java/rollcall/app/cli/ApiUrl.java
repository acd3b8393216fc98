package rollcall.app.cli;

import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rollcall.slack.LoopbackHosts;

/// Reads the address of a Web API: a token travels to it, so it is either https or on this
/// computer.
final class ApiUrl implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    URI url;
    try {
      url = URI.create(text.endsWith("/") ? text : text + "/");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not an address");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean secret =
        scheme.equals("https") || (scheme.equals("http") && LoopbackHosts.loopback(url));
    if (url.getHost() == null || !secret) {
      throw new TypeConversionException(
          "'" + text + "' is neither an https address nor an http address on this computer");
    }
    return url;
  }
}
